namespace OrderGrains.Engine;

/// <summary>
/// A store opened to be copied from or into (<c>silo copy</c>). Whoever holds it holds the store's lease: silos refuse to start meanwhile, and it is not
/// to be had where silos run.
/// </summary>
public interface IStoreCopy : IAsyncDisposable
{
    /// <summary>What the store keeps beside the orders.</summary>
    Task<CopiedFacts> FactsAsync(CancellationToken cancellationToken);

    /// <summary>Takes over what the other store keeps beside the orders: lanes' epochs only rise, and pauses are those given.</summary>
    /// <exception cref="InvalidOperationException">Orders with customer hashes of another key stand there.</exception>
    Task PutAsync(CopiedFacts facts, CancellationToken cancellationToken);

    /// <summary>Every order with its record's bytes and its log.</summary>
    IAsyncEnumerable<CopiedOrder> OrdersAsync(CancellationToken cancellationToken);

    /// <summary>Writes records with their logs, each as it is; one that is there with the same bytes and as many log entries stays.</summary>
    /// <returns>How many were written.</returns>
    /// <exception cref="InvalidOperationException">An order is there with other bytes: it was changed on one side since it was copied.</exception>
    Task<int> PutAsync(IReadOnlyList<CopiedOrder> orders, CancellationToken cancellationToken);

    /// <summary>
    /// Puts what is encrypted under another key in the place of records and of what stands together in the log. Versions, times, columns and everything else stay. Cut
    /// off, it is whole in either form, and can be repeated.
    /// </summary>
    /// <param name="change">Makes it.</param>
    /// <param name="told">Told now and then how many orders were looked at.</param>
    /// <param name="cancellationToken">Ends it between two orders.</param>
    /// <returns>Of how many orders something was changed.</returns>
    /// <exception cref="KeyMissingException">A key is missing: what was changed before stays.</exception>
    Task<long> ResealAsync(Reseal change, Action<long> told, CancellationToken cancellationToken);

    /// <summary>Acts of operators. Those that stand where it is copied to stay.</summary>
    IAuditRows Audit { get; }

    /// <summary>How much there is.</summary>
    Task<CopyCount> CountAsync(CancellationToken cancellationToken);
}

/// <summary>An order as stored, with its log, the oldest entry first.</summary>
public sealed record CopiedOrder(OrderId Order, ReadOnlyMemory<byte> Record, IReadOnlyList<LogEntry> Log)
{
    /// <summary>The clear record, for one that is encrypted: its columns and due times come from there. Empty for one that is clear.</summary>
    public ReadOnlyMemory<byte> Opened { get; init; }
}

/// <summary>What the store keeps beside the orders.</summary>
/// <param name="CustomerHashKey">Key of the customer hashes.</param>
/// <param name="Lanes">Every lane with its epoch, its claims, and by whom and since when it is paused.</param>
public sealed record CopiedFacts(ReadOnlyMemory<byte> CustomerHashKey, IReadOnlyList<CopiedLane> Lanes)
{
    /// <summary>Who is to be forgotten. Those that stand where it is copied to stay.</summary>
    public IReadOnlyList<ErasedCustomer> Forgotten { get; init; } = [];
}

/// <summary>A lane.</summary>
public sealed record CopiedLane(LaneName Lane, long Epoch, ReadOnlyMemory<byte> Claims, string? PausedBy, DateTimeOffset? PausedAt);

/// <summary>How much there is: orders, bytes of their records, entries of the log, bytes of their bodies.</summary>
public sealed record CopyCount(long Orders, long RecordBytes, long LogEntries, long LogBytes)
{
    /// <summary>One order more.</summary>
    public CopyCount With(CopiedOrder order) => new(
        Orders + 1,
        RecordBytes + order.Record.Length,
        LogEntries + order.Log.Count,
        LogBytes + order.Log.Sum(entry => (long)entry.Body.Length));
}
