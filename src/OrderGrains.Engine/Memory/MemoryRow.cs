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

    /// <summary>Whether it is what a query asks for, by the rules of every store.</summary>
    public bool Matches(OrderQuery query) =>
        (query.Tenant is null || query.Tenant == Record.Id.Tenant)
        && (query.Status is null || query.Status == Head.Status)
        && (query.Attention is null || (query.Attention == "*" ? Head.Attention is not null : query.Attention == Head.Attention))
        && (query.Parked is null || query.Parked == Head.Parked)
        && (query.CustomerHash is null || query.CustomerHash == Head.CustomerHash)
        && (query.Prefix is not { Length: > 0 } prefix || Begins(prefix));

    private bool Begins(string prefix)
    {
        var id = Record.Id;
        var atVtex = $"{(id.Channel == Channel.Opabox ? "OB" : "OC")}-{id.ExternalId}";
        return prefix.Contains('/', StringComparison.Ordinal)
            ? Starts(Head.Id)
            : Starts(id.ExternalId) || Starts(Head.VtexOrderId) || Starts(id.Tenant) || (prefix.Length > 2 && Starts(atVtex));

        bool Starts(string? text) => text?.StartsWith(prefix, StringComparison.Ordinal) == true;
    }
}

/// <summary>The write that made what was read.</summary>
internal sealed record MemoryTag(long Change) : StoreTag;
