namespace OrderGrains.Embedded.Storage;

/// <summary>
/// Where a run of the engine keeps its orders: SQLite, or in tests a store that crashes where they say. The engine's logic runs
/// unchanged on either (docs/decisions/0012-the-simulated-store.md).
/// </summary>
internal interface IOrderStore
{
    /// <summary>What stood there when it was opened; the names grow as the writer numbers them.</summary>
    StartReads Start { get; }

    /// <summary>Lists and counts.</summary>
    IOrderIndex Index { get; }

    /// <summary>The order as committed; null where nothing was written of it.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be read now.</exception>
    Task<StoredOrder?> FindAsync(OrderId order, CancellationToken cancellationToken);

    /// <summary>What is due in a lane after a position and up to a time, the oldest first.</summary>
    Task<List<DueRow>> DueAsync(long lane, (long Due, long Key) after, long upTo, int limit, CancellationToken cancellationToken);

    /// <summary>The next time in a lane after a position; null where nothing comes.</summary>
    Task<long?> NextDueAsync(long lane, (long Due, long Key) after, CancellationToken cancellationToken);

    /// <summary>Completes when the write is durable.</summary>
    /// <exception cref="EngineUnavailableException">Too many wait, or the store is closed. After any other nobody knows what was kept.</exception>
    Task WriteAsync(PendingWrite write);

    /// <summary>From here on nothing is written any more, as if the process had ended.</summary>
    void Abandon();

    /// <summary>Writes what waits (nothing where it was abandoned), closes, and lets another process have it.</summary>
    Task CloseAsync();
}
