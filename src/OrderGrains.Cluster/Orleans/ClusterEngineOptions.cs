namespace OrderGrains.Cluster;

/// <summary>Bounds of the cluster engine in one process.</summary>
internal sealed record ClusterEngineOptions
{
    /// <summary>The clock of orders and lanes. The framework's own work goes by the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Commands that wait for one order in one front-end.</summary>
    public int MaxMailbox { get; init; } = 256;

    /// <summary>Commands that wait in one front-end.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>Orders that one front-end has commands under way for.</summary>
    public int MaxOrders { get; init; } = 10_000;

    /// <summary>Commands that one call takes to an order.</summary>
    public int MaxBatch { get; init; } = 64;

    /// <summary>Bounds of each lane.</summary>
    public DeliveryLimits Delivery { get; init; } = new();

    /// <summary>What a sender is asked to wait.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a lane looks at its whole index, for what no offer told it of, and a silo sees to it that every lane stands.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often a front-end asks how the targets do.</summary>
    public TimeSpan ConditionsEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a webhook's answer waits for the lanes to hear of what the order owes; nothing is lost where that is not enough.</summary>
    public TimeSpan OfferPatience { get; init; } = TimeSpan.FromSeconds(1);
}
