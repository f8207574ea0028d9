namespace OrderGrains.Cluster;

/// <summary>A cluster's storage that orders of another engine are moved into.</summary>
public interface IMovedOrders : IAsyncDisposable
{
    /// <summary>
    /// Writes records with their logs, each as it is; one that stands there with the same version and the same bytes stays. All of it
    /// is one transaction.
    /// </summary>
    /// <returns>How many were written.</returns>
    /// <exception cref="InvalidOperationException">An order stands there in another version, or with other bytes.</exception>
    Task<int> WriteAsync(IReadOnlyList<MovedOrder> orders, CancellationToken cancellationToken);

    /// <summary>Keeps pauses and the key of customer hashes, which the records' heads were made with.</summary>
    /// <exception cref="InvalidOperationException">Orders with hashes of another key stand there.</exception>
    Task WriteAsync(MovedFacts facts, CancellationToken cancellationToken);

    /// <summary>Orders, bytes of records and log entries of what stands there.</summary>
    Task<MovedCount> CountAsync(CancellationToken cancellationToken);
}

/// <summary>An order as stored, with its log, the oldest entry first.</summary>
public sealed record MovedOrder(OrderId Order, ReadOnlyMemory<byte> Record, IReadOnlyList<LogEntry> Log);

/// <summary>What stands beside the orders.</summary>
/// <param name="CustomerHashKey">Key of the customer hashes.</param>
/// <param name="Pauses">Lanes that an operator paused, such as <c>acme/vtex</c>, by whom and since which ticks.</param>
public sealed record MovedFacts(ReadOnlyMemory<byte> CustomerHashKey, IReadOnlyList<(string Lane, string By, long At)> Pauses);

/// <summary>How much there is.</summary>
public sealed record MovedCount(long Orders, long RecordBytes, long LogEntries, long LogBytes)
{
    /// <summary>One order more.</summary>
    public MovedCount With(MovedOrder order) => new(
        Orders + 1,
        RecordBytes + order.Record.Length,
        LogEntries + order.Log.Count,
        LogBytes + order.Log.Sum(entry => (long)entry.Body.Length));
}
