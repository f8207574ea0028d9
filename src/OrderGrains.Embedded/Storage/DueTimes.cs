namespace OrderGrains.Embedded.Storage;

/// <summary>What an order's record says is due and when: the rows of the index of due times.</summary>
internal static class DueTimes
{
    /// <summary>Target of the clock's own lane.</summary>
    public const string Clock = "";

    private static readonly HashSet<(string Lane, long Due)> None = [];

    /// <summary>The rows; not to be changed.</summary>
    public static IReadOnlySet<(string Lane, long Due)> Of(OrderRecord record)
    {
        if (record.State is { WakeAt: null, Requests.IsEmpty: true })
        {
            return None;
        }

        var due = new HashSet<(string, long)>();
        foreach (var (target, time) in Each(record))
        {
            due.Add((Names.Lane(record.Id.Tenant, target), Sql.Ticks(time)));
        }

        return due;
    }

    /// <summary>The clock's time and that of every request that has one.</summary>
    public static IEnumerable<(string Target, DateTimeOffset Due)> Each(OrderRecord record)
    {
        if (record.State.WakeAt is { } wake)
        {
            yield return (Clock, wake);
        }

        foreach (var request in record.State.Requests)
        {
            if (request is { State: RequestState.Waiting or RequestState.AwaitingResult, DueAt: { } due })
            {
                yield return (request.Target, due);
            }
        }
    }
}
