namespace OrderGrains;

/// <content>
/// What is done about times that a wrong clock left behind (docs/decisions/0019-time-by-the-machines-clock.md): an order whose last change lies ahead counts its
/// times anew, and once more when the clock shows the doubted time after all, since nobody knows which of the two was wrong.
/// </content>
public static partial class Order
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(1);

    /// <summary>What a turn begins with where the clock was, or is, wrong; empty otherwise.</summary>
    internal static IEnumerable<Fact> Doubts(OrderRecord record, DateTimeOffset now) =>
        OrderRecord.IsAhead(record.ChangedAt, now) ? [new ClockDoubted(Later(record.ChangedAt, record.State.DoubtedTime))]
        : record.State.DoubtedTime <= now ? [new ClockCaughtUp()]
        : [];

    /// <summary>A command as the order understands it after its times were counted anew: an answer stays that of the call that it answers.</summary>
    internal static Command CountedAnew(Command command, OrderState before, OrderState after) =>
        command is RecordAnswer answer && before.Find(answer.RequestId)?.IsCalledAt(answer.Due) == true && after.Find(answer.RequestId)?.DueAt is { } due
            ? answer with { Due = due }
            : command;

    /// <summary>Everything that lies further ahead than it can is as if it had begun now.</summary>
    private static OrderState Doubted(OrderState state, ClockDoubted doubted, OrderPolicy policy, DateTimeOffset now) => state with
    {
        DoubtedTime = doubted.Shown,
        FirstSeenAt = Earlier(state.FirstSeenAt, now),
        StatusAt = Earlier(state.StatusAt, now),
        GraceEndsAt = state.GraceEndsAt is { } grace ? Earlier(grace, now + policy.PaymentRejectedGrace) : null,
        BonifiQ = state.BonifiQ with
        {
            CompletedAt = IsTold(state, LoyaltyStanding.Completed) ? state.BonifiQ.CompletedAt : Earlier(state.BonifiQ.CompletedAt, now),
            CancelledAt = IsTold(state, LoyaltyStanding.Cancelled) ? state.BonifiQ.CancelledAt : Earlier(state.BonifiQ.CancelledAt, now),
        },
        Attention = [.. state.Attention.Select(attention => attention with { Since = Earlier(attention.Since, now) })],
        Requests = [.. state.Requests.Select(request => Doubted(request, policy, now))],
    };

    private static OwedRequest Doubted(OwedRequest request, OrderPolicy policy, DateTimeOffset now)
    {
        var (longest, anew) = Waits(request, policy);
        var replaced = request.DueAt > now + longest;
        return request with
        {
            QueuedAt = Earlier(request.QueuedAt, now),
            DueAt = replaced ? now + anew : request.DueAt,
            // A claim of it was under the other due time, and no longer tells whether it was perhaps sent.
            Step = replaced && request.Target == Target.Vtex ? Step.Read : request.Step,
            ResultDueAt = Earlier(request.ResultDueAt, now + policy.Retry.ResultTimeout),
        };
    }

    /// <summary>How far ahead the next call of a request can be due, and how far it is where its wait begins now.</summary>
    private static (TimeSpan Longest, TimeSpan Anew) Waits(OwedRequest request, OrderPolicy policy) => request switch
    {
        { State: RequestState.AwaitingResult } => (policy.Retry.ResultTimeout, policy.Retry.ResultTimeout),
        { Attempts: 0, LastCode: null } => (TimeSpan.Zero, TimeSpan.Zero),
        _ => (
            policy.Retry.MaxDelay > LongestRetryAfter ? policy.Retry.MaxDelay : LongestRetryAfter,
            policy.Retry.DelayAfter(request.Id, Math.Max(1, request.Attempts), TimeSpan.Zero) ?? TimeSpan.Zero),
    };

    /// <summary>What ages an order was perhaps counted by a clock that was behind: it begins again.</summary>
    private static OrderState CaughtUp(OrderState state, OrderPolicy policy, DateTimeOffset now) => state with
    {
        DoubtedTime = null,
        FirstSeenAt = now,
        StatusAt = now,
        GraceEndsAt = state is { GraceEndsAt: not null, GraceOver: false } ? now + policy.PaymentRejectedGrace : state.GraceEndsAt,
    };

    private static bool IsTold(OrderState state, LoyaltyStanding standing) => state.Requests.Any(request =>
        request is { Operation: Operation.SendOrder, State: RequestState.Done } && request.Argument == standing.ToString());

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one > other ? other : one;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
