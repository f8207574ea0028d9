using System.Globalization;

namespace OrderGrains.Connectors;

/// <summary>
/// VTEX's <c>openTextField</c>: plain Brazilian Portuguese, a line each, for what VTEX has no field for. From OPABOX what a
/// kitchen must read; from the chat what sales and finance must.
/// </summary>
internal static class VtexOpenText
{
    private static readonly CultureInfo Brazil = Culture();

    // Brazil has had no daylight saving since 2019; the hour that a kitchen reads is Brasília's.
    private static readonly TimeSpan Brasilia = TimeSpan.FromHours(-3);

    /// <summary>The text of an order; null where there is nothing to say.</summary>
    public static string? Of(Channel channel, OrderContent content)
    {
        var lines = channel == Channel.Opabox ? Kitchen(content) : Sales(content.Sale);
        var text = string.Join('\n', lines);
        return text.Length == 0 ? null : text;
    }

    private static IEnumerable<string> Kitchen(OrderContent content)
    {
        foreach (var line in content.Lines.Where(line => line.Options.Length > 0 || !decimal.IsInteger(line.Quantity)))
        {
            yield return Dish(line);
        }

        var delivery = content.Delivery;
        var when = delivery.ScheduledFor?.ToOffset(Brasilia).ToString("dd/MM/yyyy HH:mm", Brazil);
        if (Joined(", ", delivery.Pickup ? "retirada" : null, delivery.Time, when, delivery.ScheduleInfo) is { } how)
        {
            yield return $"Entrega: {how}";
        }

        var typed = content.Payment.OtherValue is { } value ? Joined(" ", content.Payment.OtherInput, value) : null;
        if (Joined(": ", content.Payment.OtherName, typed) is { } payment)
        {
            yield return $"Pagamento: {payment}";
        }

        if (!string.IsNullOrWhiteSpace(content.Address?.Complement))
        {
            yield return $"Complemento: {content.Address.Complement}";
        }
    }

    private static string Dish(OrderLine line)
    {
        var groups = line.Options.Where(option => option.Quantity > 0).GroupBy(option => option.Group).Select(group =>
        {
            var choices = string.Join(", ", group.Select(option => $"{Number(option.Quantity)}x {option.Label ?? option.Id}"));
            return string.IsNullOrWhiteSpace(group.Key) ? choices : $"{group.Key}: {choices}";
        });
        var quantity = decimal.IsInteger(line.Quantity) ? $"{Number(line.Quantity)}x" : $"{Number(line.Quantity)} (por peso)";
        var dish = $"{quantity} {line.Name ?? line.Sku ?? line.Id}";
        return Joined("; ", [.. groups]) is { } options ? $"{dish} ({options})" : dish;
    }

    private static IEnumerable<string> Sales(SaleContext sale)
    {
        (string Label, string? Value)[] fields =
        [
            ("Cupom", sale.Coupon),
            ("Vale-presente", sale.GiftCard),
            ("Campanha", sale.Campaign),
            ("Vendedor", Joined(" ", sale.SalesPerson, sale.SalesPersonId is { } id ? $"({id})" : null)),
        ];
        return fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Select(field => $"{field.Label}: {field.Value}");
    }

    private static string Number(decimal number) => number.ToString("0.###", Brazil);

    private static string? Joined(string separator, params string?[] parts)
    {
        var joined = string.Join(separator, parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return joined.Length == 0 ? null : joined;
    }

    /// <summary>Decimal comma; the process itself runs with invariant globalization.</summary>
    private static CultureInfo Culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }
}
