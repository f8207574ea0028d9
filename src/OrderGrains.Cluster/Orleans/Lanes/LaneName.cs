namespace OrderGrains.Cluster;

/// <summary>Names of lanes, and what a record says is due in each.</summary>
internal static class LaneName
{
    /// <summary>Target of the clock's own lane.</summary>
    public const string Clock = "";

    public static string Of(string tenant, string target) => $"{tenant}/{target}";

    public static (string Tenant, string Target) Parts(string lane)
    {
        var slash = lane.IndexOf('/', StringComparison.Ordinal);
        return (lane[..slash], lane[(slash + 1)..]);
    }

    /// <summary>The clock's time and that of every request that has one, each pair of lane and time once.</summary>
    public static HashSet<LaneDue> DueOf(OrderRecord? record)
    {
        var due = new HashSet<LaneDue>();
        if (record is null)
        {
            return due;
        }

        if (record.State.WakeAt is { } wake)
        {
            due.Add(new(Of(record.Id.Tenant, Clock), wake));
        }

        foreach (var request in record.State.Requests)
        {
            if (request is { State: RequestState.Waiting or RequestState.AwaitingResult, DueAt: { } at })
            {
                due.Add(new(Of(record.Id.Tenant, request.Target), at));
            }
        }

        return due;
    }

    /// <summary>What a change brought of it. Told by request, since two of them may be due at the same time.</summary>
    public static HashSet<LaneDue> NewDueOf(OrderRecord? before, OrderRecord after)
    {
        var due = new HashSet<LaneDue>();
        if (after.State.WakeAt is { } wake && wake != before?.State.WakeAt)
        {
            due.Add(new(Of(after.Id.Tenant, Clock), wake));
        }

        foreach (var request in after.State.Requests)
        {
            if (request is { State: RequestState.Waiting or RequestState.AwaitingResult, DueAt: { } at }
                && (before?.State.Find(request.Id) is not { } was || was.State != request.State || was.DueAt != at))
            {
                due.Add(new(Of(after.Id.Tenant, request.Target), at));
            }
        }

        return due;
    }
}

/// <summary>Something due in a lane.</summary>
internal readonly record struct LaneDue(string Lane, DateTimeOffset Due);
