namespace OrderGrains.Engine;

/// <summary>
/// What a write changes of that of which a head has several: rows of their own in a store. Rows are known by order and request, or order and number, so that one
/// that an older program made otherwise goes with its request.
/// </summary>
/// <param name="NoLongerOwed">Requests whose rows go.</param>
/// <param name="Owed">Rows that come, or take the place of what stands there for the same request.</param>
/// <param name="NoLongerInvoiced">Numbers of invoices whose rows go.</param>
/// <param name="Invoiced">Numbers of invoices whose rows come.</param>
public sealed record HeadChange(
    IReadOnlyList<string> NoLongerOwed, IReadOnlyList<OwedHead> Owed, IReadOnlyList<string> NoLongerInvoiced, IReadOnlyList<string> Invoiced)
{
    /// <summary>No row changes.</summary>
    public static readonly HeadChange None = new([], [], [], []);

    /// <summary>What changes from a record to a head.</summary>
    public static HeadChange Of(OrderRecord before, RecordHead after)
    {
        var (was, now) = (OwedHead.Of(before), after.Owed);
        var (wasInvoiced, nowInvoiced) = (RecordHead.InvoicesOf(before), after.Invoices);
        return was is null && now is null && wasInvoiced is null && nowInvoiced is null ? None : new(
            [.. (was ?? []).Where(one => !(now ?? []).Any(other => other.Request == one.Request)).Select(one => one.Request)],
            [.. (now ?? []).Where(one => !(was ?? []).Contains(one))],
            [.. (wasInvoiced ?? []).Where(number => !(nowInvoiced ?? []).Contains(number))],
            [.. (nowInvoiced ?? []).Where(number => !(wasInvoiced ?? []).Contains(number))]);
    }
}
