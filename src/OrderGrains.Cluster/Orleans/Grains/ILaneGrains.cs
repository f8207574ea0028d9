using Orleans.Concurrency;

namespace OrderGrains.Cluster;

/// <summary>What orders tell a lane, wherever it is active. Keyed by the lane's name.</summary>
internal interface ILaneGrain : IGrainWithStringKey
{
    /// <summary>
    /// Has the lane stand and look at its index. Its start stamp: what an order owes it from now on must be due later, since
    /// what was due by then counts as perhaps sent.
    /// </summary>
    [Alias("Start")]
    Task<DateTimeOffset> StartAsync();

    /// <summary>An order committed that it owes something.</summary>
    /// <param name="order">The order.</param>
    /// <param name="due">When; may be in the future.</param>
    /// <param name="now">The order's clock, so that what is due there is due here.</param>
    [Alias("Offer")]
    Task OfferAsync(string order, DateTimeOffset due, DateTimeOffset now);

    /// <summary>Something may have been committed that was due at a time or later: the index knows.</summary>
    [Alias("Look")]
    Task LookAsync(DateTimeOffset since);
}

/// <summary>Calls one target of one tenant for all silos, so that its bounds, its breaker and its pause hold for the whole cluster.</summary>
[Alias("OrderGrains.ITargetGrain")]
internal interface ITargetGrain : ILaneGrain
{
    /// <summary>Stops calling, or with null calls again; completes when that is durable.</summary>
    [Alias("Pause")]
    Task PauseAsync(string? by);

    /// <summary>How it does.</summary>
    [Alias("Condition")]
    Task<LaneCondition> ConditionAsync();

    /// <summary>Ids of the requests of an order that are being sent now.</summary>
    [Alias("InFlight")]
    Task<string[]> InFlightAsync(string order);
}

/// <summary>Wakes a tenant's orders for which a time has come.</summary>
[Alias("OrderGrains.IWakeGrain")]
internal interface IWakeGrain : ILaneGrain;
