using Orleans.CodeGeneration;

namespace OrderGrains.Grains;

/// <summary>What a lane is told, wherever it is active.</summary>
internal interface ILaneGrain
{
    /// <summary>There may be something due; says no more than that.</summary>
    [Alias("Look")]
    Task LookAsync();

    /// <summary>Looks once more, and completes when the lane only waits; for tests, which then check what was done.</summary>
    [Alias("Quiet")]
    Task QuietAsync();

    /// <summary>Activates the lane, and registers the reminder that activates it again wherever it ended.</summary>
    [Alias("Stand")]
    Task StandAsync();

    /// <summary>The settings no longer name it: its reminder goes.</summary>
    [Alias("Retire")]
    Task RetireAsync();
}

/// <summary>Calls one target of one tenant for all silos, so that its bounds, its breaker and its pause hold for the whole cluster. Keyed by the lane's name.</summary>
[Alias("OrderGrains.ITargetGrain")]
[Version(1)]
internal interface ITargetGrain : ILaneGrain, IGrainWithStringKey
{
    /// <summary>Stops calling, or with null calls again; completes when that is durable.</summary>
    [Alias("Pause")]
    Task PauseAsync(string? by);

    /// <summary>Whatever holds the target back, but for a pause, lets one call through now.</summary>
    [Alias("Lift")]
    Task LiftAsync();

    /// <summary>How it does.</summary>
    [Alias("Condition")]
    Task<LaneCondition> ConditionAsync();

    /// <summary>Request id of the order's call under way; null where there is none.</summary>
    [Alias("Call")]
    Task<string?> CallOfAsync(string order);
}

/// <summary>Wakes a tenant's orders for which a time has come. Keyed by the tenant.</summary>
[Alias("OrderGrains.IWakeGrain")]
[Version(1)]
internal interface IWakeGrain : ILaneGrain, IGrainWithStringKey;
