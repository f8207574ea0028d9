namespace OrderGrains;

/// <summary>What the pump needs of the engine that it serves.</summary>
public interface IOwingOrders
{
    /// <summary>
    /// The order as last committed, read right before a call, after the clock's own business with it (<see cref="Wake"/>) is
    /// done; null where there is none.
    /// </summary>
    /// <exception cref="EngineUnavailableException">It cannot be read now.</exception>
    Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken);

    /// <summary>Hands the answer to its order; completes after the commit.</summary>
    /// <exception cref="EngineUnavailableException">Not taken; worth trying again. Any other exception is not.</exception>
    Task AnswerAsync(OrderId order, RecordAnswer answer, CancellationToken cancellationToken);

    /// <summary>
    /// A lane that had to turn requests away has room again: offer it what was due at <paramref name="since"/> or later and is
    /// still owed. Must not block.
    /// </summary>
    void Refill(string tenant, string target, DateTimeOffset since);

    /// <summary>A target takes no calls until a time: its breaker opened, or it asked to be slowed. Told once an outage.</summary>
    void Blocked(string tenant, string target, DateTimeOffset until, string why);

    /// <summary>A target that was blocked answered again.</summary>
    void Recovered(string tenant, string target);

    /// <summary>Something went wrong in the hub itself, for the log. Carries no personal data.</summary>
    void Report(OrderId order, string target, string what, Exception? exception);
}
