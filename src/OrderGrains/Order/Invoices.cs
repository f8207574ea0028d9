using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>How far the invoices of an order take it. Several add up; returns do not count.</summary>
public static class Invoices
{
    /// <summary>Most invoices kept of one placement.</summary>
    public const int Max = 20;

    /// <summary>The invoices with one more, or with more said of one that is known.</summary>
    public static ImmutableArray<VtexInvoice> With(ImmutableArray<VtexInvoice> known, VtexInvoice invoice)
    {
        var index = known.ToList().FindIndex(one => one.Number == invoice.Number);
        return index >= 0 ? known.SetItem(index, known[index].With(invoice)) : known.Add(invoice);
    }

    /// <summary>
    /// Where they take the order: in part or in whole, and delivered once each of them is. Nothing of theirs speaks of a
    /// cancellation.
    /// </summary>
    public static VtexProgress ProgressOf(OrderState state)
    {
        var outputs = state.Vtex.InvoicesOrNone().Where(invoice => !invoice.Return).ToArray();
        return outputs.Length == 0 ? VtexProgress.None
            : state.Vtex.Progress < VtexProgress.Invoiced && !IsWhole(state.Content, outputs) ? VtexProgress.PartiallyInvoiced
            : outputs.All(invoice => invoice.Delivered) ? VtexProgress.Delivered
            : VtexProgress.Invoiced;
    }

    /// <summary>What an order's invoices sum up to where they are for all of it, in cents: the goods and their freight.</summary>
    public static long Whole(OrderContent content) =>
        (long)(100 * (Amounts.GoodsPaid(content) + Amounts.Round(content.Delivery.FreightCharged())));

    /// <summary>
    /// Whether they cover the order: by value, or by quantity where each lists its items. An invoice that says neither is for
    /// all of it; as long as nobody knows what was ordered no other one is.
    /// </summary>
    private static bool IsWhole(OrderContent? content, VtexInvoice[] outputs)
    {
        if (outputs.Any(invoice => invoice is { Value: null, Items: null }))
        {
            return true;
        }

        return content is not null
            && ((outputs.Any(invoice => invoice.Value > 0) && outputs.Sum(invoice => invoice.Value ?? 0) >= Whole(content))
                || (outputs.All(invoice => invoice.Items is not null) && CoverEachLine(content, outputs)));
    }

    private static bool CoverEachLine(OrderContent content, VtexInvoice[] outputs)
    {
        var invoiced = outputs.SelectMany(invoice => invoice.Items!.Value)
            .GroupBy(item => item.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(item => item.Quantity), StringComparer.Ordinal);
        return content.Lines.Length > 0 && content.Lines
            .GroupBy(line => line.Sku ?? line.Id, StringComparer.Ordinal)
            .All(line => invoiced.GetValueOrDefault(line.Key) >= line.Sum(one => Pieces(one.Quantity)));
    }

    /// <summary>What is sold by weight is one piece at VTEX (design, section 7).</summary>
    private static decimal Pieces(decimal quantity) => decimal.IsInteger(quantity) ? quantity : 1;
}
