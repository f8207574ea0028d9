namespace OrderGrains;

/// <summary>Reads what the hub has kept of an order's turns: commands, bodies and lines. Personal data is in it.</summary>
public interface IOrderLog
{
    /// <summary>The log of an order, the oldest entry first; empty where there is none, or where its retention is over.</summary>
    /// <exception cref="EngineUnavailableException">Starting, stopping, or the store cannot be read.</exception>
    Task<IReadOnlyList<LogEntry>> ReadAsync(OrderId order, CancellationToken cancellationToken = default);
}
