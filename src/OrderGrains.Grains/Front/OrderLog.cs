namespace OrderGrains.Grains;

/// <summary>Reads an order's log from the store.</summary>
internal sealed class OrderLog(IOrderStore store, IOrderEngine engine) : IOrderLog
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> ReadAsync(OrderId order, CancellationToken cancellationToken) =>
        engine.Condition is { Serving: false } condition // The store may not be open before.
            ? throw new EngineUnavailableException(condition.Reason ?? "Not serving.", TimeSpan.FromSeconds(2))
            : store.LogAsync(order, cancellationToken);
}
