using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>What the lanes of one silo share.</summary>
/// <param name="Store">The index, epochs, claims and pauses.</param>
/// <param name="Orders">The orders, wherever they are active.</param>
/// <param name="Clock">The hub's clock.</param>
/// <param name="Deadlines">The clock of stops, which stays the machine's where a test moves the hub's.</param>
/// <param name="Limits">Bounds.</param>
/// <param name="Log">Failures; ids of orders only.</param>
public sealed record LaneParts(IOrderStore Store, ILaneOrders Orders, HubClock Clock, TimeProvider Deadlines, LaneLimits Limits, ILogger Log)
{
    /// <summary>Told of calls.</summary>
    public HubMeter Meter { get; init; } = HubMeter.Unheard;
}

/// <summary>The orders as lanes need them.</summary>
public interface ILaneOrders
{
    /// <summary>The order as last committed; null where there is none.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be read now.</exception>
    Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken);

    /// <summary>The order as it is stored, read anew: where the index says otherwise than the order, another activation may have written over what it holds.</summary>
    /// <exception cref="EngineUnavailableException">It cannot be read now.</exception>
    Task<OrderRecord?> ReadAfreshAsync(OrderId order, CancellationToken cancellationToken);

    /// <summary>Hands a command of the hub's own to its order; how it ended, after the commit.</summary>
    /// <exception cref="EngineUnavailableException">Not taken; worth trying again. Any other exception is not.</exception>
    Task<Receipt> TakeAsync(OrderId order, Command command, CancellationToken cancellationToken);
}

/// <summary>The rules failed on a command of the hub's own: trying again will not help.</summary>
public sealed class TurnFailedException() : Exception("The turn failed.");
