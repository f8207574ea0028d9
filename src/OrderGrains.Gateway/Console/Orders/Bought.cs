using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>A row of what was bought.</summary>
/// <param name="Label">What.</param>
/// <param name="More">What else identifies it.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Kind">The class of its look: <c>sub</c>, <c>sum</c> or none.</param>
public sealed record BoughtRow(string Label, string? More, string Amount, string? Kind);

/// <summary>What was bought, to the total that the shopper pays.</summary>
internal static class Bought
{
    private const int MostLines = 60;

    /// <summary>The rows; empty where nobody said what was ordered.</summary>
    public static IReadOnlyList<BoughtRow> Of(OrderFacts facts)
    {
        if (facts.State.Content is not { Lines.Length: > 0 } content)
        {
            return [];
        }

        var l = facts.L;
        List<BoughtRow> rows = [];
        foreach (var line in content.Lines.Take(MostLines))
        {
            var total = Amounts.LineTotal(content, line);
            var apart = line.Options.Length > 0 && total == Amounts.Round(line.PriceWithOptions()) * line.Quantity; // Then its options say their part themselves.
            rows.Add(new(
                $"{l.Quantity(line.Quantity)} × {facts.Masked(line.Name ?? $"SKU {line.Sku}")}",
                line is { Name: not null, Sku: { } sku } ? $"SKU {sku}" : null,
                l.Amount(apart ? line.Price * line.Quantity : total),
                null));
            rows.AddRange(line.Options.Where(option => option.Label is not null).Select(option => new BoughtRow(
                $"{(option.Quantity == 1 ? "" : $"{l.Quantity(option.Quantity)} × ")}{facts.Masked(option.Label!)}", null, l.Amount(option.Quantity * option.Price * line.Quantity), "sub")));
        }

        if (content.Lines.Length > MostLines)
        {
            rows.Add(new(l[$"{content.Lines.Length - MostLines} more", $"mais {content.Lines.Length - MostLines}"], null, "…", "sub"));
        }

        var discount = Amounts.DiscountOn(content);
        if (discount > 0)
        {
            rows.Add(new(l["Discount", "Desconto"], content.Sale.Coupon is null ? null : facts.Masked(content.Sale.Coupon), $"−{l.Amount(discount)}", null));
        }

        rows.Add(new(l["Goods: VTEX and points", "Produtos: VTEX e pontos"], null, l.Amount(Amounts.GoodsPaid(content)), "sum"));
        Add(rows, l, content.Delivery.FreightCharged(), l["Freight", "Frete"]);
        Add(rows, l, content.ServiceFee, facts.Visit.Settings.Tenants.GetValueOrDefault(facts.Id.Tenant)?.VtexOf(content.StoreId)?.ServiceFee == "AsInterest"
            ? l["Service fee, as interest in VTEX", "Taxa de serviço, como juros na VTEX"]
            : l["Service fee, not sent to VTEX", "Taxa de serviço, não vai à VTEX"]);
        Add(rows, l, content.Interest, l["Interest", "Juros"]);
        rows.Add(new(l["To be paid by the shopper", "A pagar pelo cliente"], null, l.Reais(content.Total ?? Amounts.Total(content)), "sum"));
        if (facts.State is { Payment: >= PaymentStanding.Paid })
        {
            rows[^1] = rows[^1] with { Label = l["Paid by the shopper", "Pago pelo cliente"] };
        }

        return rows;
    }

    private static void Add(List<BoughtRow> rows, Language l, decimal amount, string label)
    {
        if (amount != 0)
        {
            rows.Add(new(label, null, l.Amount(amount), null));
        }
    }
}
