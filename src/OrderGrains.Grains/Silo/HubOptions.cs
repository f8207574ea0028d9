namespace OrderGrains.Grains;

/// <summary>Bounds and times of the hub in one process.</summary>
public sealed record HubOptions
{
    /// <summary>The hub's clock; the registered one where null. The framework's own work goes by the machine's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Of the front.</summary>
    public FrontLimits Front { get; init; } = new();

    /// <summary>Of the orders in memory.</summary>
    public OrderLimits Orders { get; init; } = new();

    /// <summary>Of each lane.</summary>
    public LaneLimits Lanes { get; init; } = new();

    /// <summary>What is removed when.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>How long an order that is not used stays in memory.</summary>
    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What an order has to answer those who wait, and a lane to end its calls, so that a silo stops within ten seconds.</summary>
    public TimeSpan DeactivationTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this a call between processes fails: the 4 s that a turn may take to read and to write, and one for the way.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
