namespace OrderGrains.Engine.Memory;

/// <summary>An order in the <see cref="MemoryStore"/>.</summary>
/// <param name="Key">Tells rows of the index apart; never given twice.</param>
/// <param name="Change">Number of the write that made it, counted over all orders.</param>
/// <param name="Record">The record.</param>
/// <param name="Bytes">The same as it was written.</param>
internal sealed record MemoryRow(long Key, long Change, OrderRecord Record, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The log, the oldest entry first.</summary>
    public required List<LogEntry> Log { get; init; }

    /// <summary>What the next write is made over.</summary>
    public MemoryTag Tag => new(Change);

    /// <summary>The head.</summary>
    public RecordHead Head => RecordHead.Of(Record);

    /// <summary>Whether nothing is due, nothing parked and nobody asked for, and the last change was before a time.</summary>
    public bool IsOld(DateTimeOffset before) =>
        Record.ChangedAt < before && Head is { NextDue: null, Parked: false, Attention: null };

    /// <summary>Whether it is what a query asks for.</summary>
    public bool Matches(OrderQuery query) => OrderSearch.Matches(query, Record.Id, Head);
}

/// <summary>The write that made what was read.</summary>
internal sealed record MemoryTag(long Change) : StoreTag;
