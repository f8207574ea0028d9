namespace OrderGrains.Cluster;

/// <summary>How a lane does, as it crosses from process to process; see <see cref="TargetCondition"/>.</summary>
[GenerateSerializer]
[Immutable]
[Alias("OrderGrains.LaneCondition")]
internal sealed record LaneCondition(
    [property: Id(0)] string? PausedBy,
    [property: Id(1)] DateTimeOffset? BlockedUntil,
    [property: Id(2)] string? Why,
    [property: Id(3)] int Queued,
    [property: Id(4)] int InFlight,
    [property: Id(5)] string? LastError)
{
    public static LaneCondition Of(TargetCondition? condition) => condition is null
        ? new(null, null, null, 0, 0, null)
        : new(condition.PausedBy, condition.BlockedUntil, condition.Why, condition.Queued, condition.InFlight, condition.LastError);

    public TargetCondition For(string lane)
    {
        var (tenant, target) = LaneName.Parts(lane);
        return new(tenant, target, PausedBy, BlockedUntil, Why, Queued, InFlight, LastError);
    }
}
