namespace OrderGrains.Grains;

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
    [property: Id(5)] string? LastError,
    [property: Id(6)] DateTimeOffset? Since,
    [property: Id(7)] DateTimeOffset? LastErrorAt,
    [property: Id(8)] int Lifts)
{
    public static LaneCondition Of(TargetCondition condition) => new(
        condition.PausedBy, condition.BlockedUntil, condition.Why, condition.Queued, condition.InFlight, condition.LastError,
        condition.Since, condition.LastErrorAt, condition.Lifts);

    public TargetCondition For(LaneName lane) => new(lane.Tenant, lane.Target, PausedBy, BlockedUntil, Why, Queued, InFlight, LastError)
    {
        Since = Since, LastErrorAt = LastErrorAt, Lifts = Lifts,
    };
}
