namespace OrderGrains.Engine;

/// <summary>One write of one order: everything that the store needs for it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Before">The record that the new one was made from; of version 0 where nothing was stored.</param>
/// <param name="Tag">What the store gave with <paramref name="Before"/>; null where nothing was stored.</param>
/// <param name="After">The new record; null removes the order, its due rows and its log.</param>
/// <param name="Bytes">The new record as it is stored; empty for a removal.</param>
/// <param name="Log">Entries to append, the oldest first.</param>
public sealed record OrderWrite(
    OrderId Order, OrderRecord Before, StoreTag? Tag, OrderRecord? After, ReadOnlyMemory<byte> Bytes, IReadOnlyList<LogEntry> Log)
{
    private readonly IReadOnlySet<LaneDue> _was = LaneDue.Of(Before);
    private readonly IReadOnlySet<LaneDue> _is = LaneDue.Of(After);

    /// <summary>Whether what the log has of the order so far goes with this write. Never for an order's first.</summary>
    public bool ClearsLog { get; init; }

    /// <summary>Due rows that go.</summary>
    public IEnumerable<LaneDue> NoLongerDue => Less(_was, _is);

    /// <summary>Due rows that come.</summary>
    public IEnumerable<LaneDue> NewlyDue => Less(_is, _was);

    /// <summary>The head of the new record, the source of every index column. Made at each call.</summary>
    /// <exception cref="InvalidOperationException">The write is a removal.</exception>
    public RecordHead Head => After is null ? throw new InvalidOperationException("A removal has no head.") : RecordHead.Of(After);

    /// <summary>What changes beside the record's own columns, where <paramref name="head"/> is its head; of a removal, with null, all goes with the order.</summary>
    public HeadChange Change(RecordHead? head) => head is null ? HeadChange.None : HeadChange.Of(Before, head);

    private static IEnumerable<LaneDue> Less(IReadOnlySet<LaneDue> some, IReadOnlySet<LaneDue> others) =>
        some.Count == 0 ? [] : some.Where(due => !others.Contains(due));
}
