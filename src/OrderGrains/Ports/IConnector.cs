namespace OrderGrains;

/// <summary>Calls one system. Stateless towards the order: renders the request from the order and the settings at each call.</summary>
public interface IConnector
{
    /// <summary>One of <see cref="OrderGrains.Target"/>.</summary>
    string Target { get; }

    /// <summary>
    /// Makes one call and says how it ended. Never throws for what a target does; repeats at once only reads and what failed
    /// before it was sent.
    /// </summary>
    Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>An operator says that the target is to be tried now: what the connector itself holds back, such as behind a breaker, lets the next call through.</summary>
    void Lift(string tenant, string target)
    {
    }
}

/// <summary>One call to make.</summary>
/// <param name="Order">The order that owes it.</param>
/// <param name="State">The order as last committed.</param>
/// <param name="Request">What is owed.</param>
/// <param name="Step">Whether to send it or to read how things stand.</param>
/// <param name="Now">The engine's clock.</param>
public sealed record Delivery(OrderId Order, OrderState State, OwedRequest Request, Step Step, DateTimeOffset Now);

/// <summary>How a call ended, and what crossed the wire; null where nothing did.</summary>
public sealed record ConnectorReply(DeliveryResult Result, Exchange? Exchange = null);
