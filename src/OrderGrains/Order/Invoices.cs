using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>VTEX invoiced some or all of the order, or told more of an invoice.</summary>
public sealed record VtexInvoiced(VtexInvoice Invoice) : InvoiceFact;

/// <summary>VTEX's invoices and their tracking, and how far they take an order. Several add up; returns do not count.</summary>
public static class Invoices
{
    /// <summary>Most invoices kept of one placement.</summary>
    public const int Max = 20;

    internal static IEnumerable<Fact> Decide(OrderState state, VtexInvoice told)
    {
        var known = state.Vtex.InvoicesOrNone();
        var before = known.FirstOrDefault(invoice => invoice.Number == told.Number);
        if (before is null && known.Length >= Max)
        {
            yield return new VtexResultIgnored($"invoice {PersonalData.Id(told.Number)}", null, $"the order has {Max} invoices already");
        }
        else if (before?.SaysAsMuchAs(before.With(told)) != true)
        {
            yield return new VtexInvoiced(before?.With(told) ?? told);
        }

        if ((before?.With(told) ?? told) is { Delivered: true, Return: false } all && all.IsTold() && Progress.DeliveredTooLate(state) is { } late)
        {
            yield return late;
        }
    }

    internal static OrderState Evolve(OrderState state, InvoiceFact fact) => fact switch
    {
        VtexInvoiced { Invoice: var invoice } => state with { Vtex = state.Vtex with { Invoices = With(state.Vtex.InvoicesOrNone(), invoice) } },
        _ => throw Order.Unknown(fact),
    };

    /// <summary>Whether they take the order further than VTEX has said.</summary>
    internal static bool AreAhead(OrderState state) => ProgressOf(state) > state.Vtex.Progress;

    /// <summary>They say how far the order got, as a hook of VTEX's does: first of all, since what is owed depends on it.</summary>
    internal static IEnumerable<Fact> React(OrderId id, OrderState state) => Progress.Hooked(id, state, ProgressOf(state), null, null);

    internal static StoryLine? Tell(InvoiceFact fact) => fact switch
    {
        VtexInvoiced { Invoice: var invoice } => new("VTEX invoice", Direction.In,
            invoice.Return ? LineStatus.Warning : LineStatus.Success,
            $"{(invoice.Return ? "Return invoice" : "Invoice")} {PersonalData.Id(invoice.Number)}{(invoice.Value is { } cents ? $" of R$ {cents / 100m:0.00}" : "")}{(invoice.Delivered ? ", delivered" : "")}"),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>The invoices with one more, or with more said of one that is known.</summary>
    private static ImmutableArray<VtexInvoice> With(ImmutableArray<VtexInvoice> known, VtexInvoice invoice)
    {
        var index = known.ToList().FindIndex(one => one.Number == invoice.Number);
        return index >= 0 ? known.SetItem(index, known[index].With(invoice)) : known.Add(invoice);
    }

    /// <summary>
    /// Where they take the order: in part or in whole, and delivered once those that are cover all of it, or, where VTEX says that all is invoiced, once each is,
    /// also one of which only the tracking came. Nothing of theirs speaks of a cancellation.
    /// </summary>
    public static VtexProgress ProgressOf(OrderState state)
    {
        var known = state.Vtex.InvoicesOrNone().Where(invoice => !invoice.Return).ToArray();
        var outputs = known.Where(invoice => invoice.IsTold()).ToArray();
        var delivered = outputs.Where(invoice => invoice.Delivered).ToArray();
        var said = state.Vtex.Progress >= VtexProgress.Invoiced;
        return outputs.Length == 0 ? VtexProgress.None
            : delivered.Length > 0 && ((said && known.All(invoice => invoice.Delivered)) || IsWhole(state, delivered)) ? VtexProgress.Delivered
            : said || IsWhole(state, outputs) ? VtexProgress.Invoiced
            : VtexProgress.PartiallyInvoiced;
    }

    /// <summary>What an order's invoices sum up to where they are for all of it, in cents: the goods and their freight.</summary>
    public static long Whole(OrderContent content) =>
        (long)(100 * (Amounts.GoodsPaid(content) + Amounts.Round(content.Delivery.FreightCharged())));

    /// <summary>
    /// Whether they cover the order: by value, or by quantity where each lists its items. An invoice that says neither is for
    /// all of it; as long as nobody knows what was ordered no other one is.
    /// </summary>
    private static bool IsWhole(OrderState state, VtexInvoice[] outputs)
    {
        if (outputs.Any(invoice => invoice is { Value: null, Items: null }))
        {
            return true;
        }

        return state.Content is { } content
            && ((outputs.Any(invoice => invoice.Value > 0) && outputs.Sum(invoice => invoice.Value ?? 0) >= Whole(content))
                || (outputs.All(invoice => invoice.Items is not null) && CoverEachLine(state.Vtex.Placed ?? Lines(content), outputs)));
    }

    private static bool CoverEachLine(ImmutableArray<InvoicedItem> placed, VtexInvoice[] outputs)
    {
        var invoiced = outputs.SelectMany(invoice => invoice.Items!.Value)
            .GroupBy(item => item.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(item => item.Quantity), StringComparer.Ordinal);
        return placed.Length > 0 && placed
            .GroupBy(item => item.Id, StringComparer.Ordinal)
            .All(sku => invoiced.GetValueOrDefault(sku.Key) >= sku.Sum(one => one.Quantity));
    }

    private static ImmutableArray<InvoicedItem> Lines(OrderContent content) =>
        [.. content.Lines.Select(line => new InvoicedItem(line.Sku ?? line.Id, Pieces(line.Quantity)))];

    /// <summary>What is sold by weight is one piece at VTEX (docs/opabox.md, "What each field does").</summary>
    private static decimal Pieces(decimal quantity) => decimal.IsInteger(quantity) ? quantity : 1;
}
