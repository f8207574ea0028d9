namespace OrderGrains.Cluster;

/// <summary>
/// What a cluster's storage offers beside the records, which are grain state: the index of orders, what is due in each lane, and
/// operators' pauses. What is due is written in the record's own transaction, so that it is never behind the record.
/// A lane is one target of one tenant, <c>acme/vtex</c>; <c>acme/</c> is that of the clock.
/// </summary>
internal interface IClusterStore : IOrderIndex
{
    /// <summary>Key of the hash by which operators find a customer's orders; made once.</summary>
    Task<byte[]> CustomerHashKeyAsync(CancellationToken cancellationToken);

    /// <summary>Makes a lane known from here on, and says what a start of it needs.</summary>
    Task<LaneStart> EnterLaneAsync(string lane, CancellationToken cancellationToken);

    /// <summary>Every lane that was ever entered.</summary>
    Task<IReadOnlyList<string>> LanesAsync(CancellationToken cancellationToken);

    /// <summary>Keeps an operator's pause; null ends it.</summary>
    Task PauseAsync(string lane, string? by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>What is due in a lane after a position and up to a time, the oldest first.</summary>
    Task<IReadOnlyList<DueRow>> DueAsync(
        string lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken);

    /// <summary>When the next comes due after a position; null where nothing does.</summary>
    Task<DateTimeOffset?> NextDueAsync(string lane, DuePosition after, CancellationToken cancellationToken);
}

/// <summary>What a lane's start needs.</summary>
/// <param name="PausedBy">The operator who paused it.</param>
/// <param name="LastChange">Time of the latest change of any order: what was due by then may have been sent by another start.</param>
internal sealed record LaneStart(string? PausedBy, DateTimeOffset LastChange);

/// <summary>An order that owes a lane something.</summary>
internal sealed record DueRow(OrderId Order, DateTimeOffset Due, long Key)
{
    public DuePosition Position => new(Due, Key);
}

/// <summary>A place in a lane's index: a due time, and the order's key among equals.</summary>
internal readonly record struct DuePosition(DateTimeOffset Due, long Key)
{
    /// <summary>Before everything.</summary>
    public static readonly DuePosition Start = new(DateTimeOffset.MinValue, long.MinValue);

    /// <summary>Before everything that is due at a time or later.</summary>
    public static DuePosition Before(DateTimeOffset due) => new(due, long.MinValue);

    public bool IsAfter(DuePosition other) => (Due, Key).CompareTo((other.Due, other.Key)) > 0;
}
