namespace OrderGrains.Grains;

/// <summary>References to lanes' grains.</summary>
internal static class LaneReferences
{
    /// <summary>The grain of a lane.</summary>
    public static ILaneGrain Lane(this IGrainFactory grains, LaneName lane) =>
        lane.IsClock ? grains.GetGrain<IWakeGrain>(lane.Tenant) : grains.Target(lane);

    /// <summary>The grain of a target's lane.</summary>
    public static ITargetGrain Target(this IGrainFactory grains, LaneName lane) => grains.GetGrain<ITargetGrain>(lane.ToString());
}
