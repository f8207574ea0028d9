namespace OrderGrains.Engine;

/// <summary>Something of an order that comes due in a lane: a row of the index, which has each pair of lane and time of an order once.</summary>
public readonly record struct LaneDue(LaneName Lane, DateTimeOffset Due)
{
    private static readonly HashSet<LaneDue> None = [];

    /// <summary>All that a record says is due and when: the clock's time, and that of every request that has one. Not to be changed.</summary>
    public static IReadOnlySet<LaneDue> Of(OrderRecord? record)
    {
        if (record is null or { State: { WakeAt: null, Requests.IsEmpty: true } })
        {
            return None;
        }

        var due = new HashSet<LaneDue>();
        if (record.State.WakeAt is { } wake)
        {
            due.Add(new(LaneName.Clock(record.Id.Tenant), wake));
        }

        foreach (var request in record.State.Requests)
        {
            if (request is { State: RequestState.Waiting or RequestState.AwaitingResult, DueAt: { } at })
            {
                due.Add(new(new(record.Id.Tenant, request.Target), at));
            }
        }

        return due;
    }
}

/// <summary>A row of the index of a lane.</summary>
/// <param name="Order">The order.</param>
/// <param name="Due">When.</param>
/// <param name="Key">Tells rows of one time apart; the store's own, and the same for a row each time.</param>
public sealed record DueRow(OrderId Order, DateTimeOffset Due, long Key)
{
    /// <summary>Where the row is.</summary>
    public DuePosition Position => new(Due, Key);
}

/// <summary>A place in a lane's index: a due time, and the key among equals.</summary>
public readonly record struct DuePosition(DateTimeOffset Due, long Key)
{
    /// <summary>Before everything.</summary>
    public static readonly DuePosition Start = new(DateTimeOffset.MinValue, long.MinValue);

    /// <summary>After everything that is due at a time or earlier.</summary>
    public static DuePosition After(DateTimeOffset due) => new(due, long.MaxValue);
}
