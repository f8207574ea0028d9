namespace OrderGrains;

/// <summary>The grace of a rejected payment ran out.</summary>
public sealed record GraceRanOut : ClockFact;

/// <summary>The last change lies ahead of the clock, by minutes or years: its times are counted anew. <paramref name="Shown"/> is the latest time that the clock showed.</summary>
public sealed record ClockDoubted(DateTimeOffset Shown) : ClockFact;

/// <summary>The clock shows a time that was doubted: what ages the order is counted anew.</summary>
public sealed record ClockCaughtUp : ClockFact;

/// <summary>
/// What comes with time; and what is done about times that a wrong clock left behind (docs/decisions/0019-time-by-the-machines-clock.md): an order whose last change lies ahead counts its
/// times anew, and once more when the clock shows the doubted time after all, since nobody knows which of the two was wrong.
/// </summary>
internal static class Clocks
{
    /// <summary>What came due.</summary>
    public static IEnumerable<Fact> Decide(OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (state is { Status: OrderStatus.PaymentRejected, GraceOver: false } && state.GraceEndsAt <= now)
        {
            yield return new GraceRanOut();
        }

        if (Carts.EndsAt(state, policy) <= now)
        {
            yield return new DraftExpired();
        }

        if (Placement.Deadline(state, policy) <= now && state.Latest(Operation.PlaceOrder) is { State: RequestState.Waiting, LateAllowed: false } place)
        {
            yield return new RequestParked(place.Id, Placement.TooLate, "It could not be placed in time (PlaceWithin).");
        }
    }

    /// <summary>When there is next something to decide; null where the clock has nothing to say.</summary>
    public static DateTimeOffset? WakeAt(OrderState state, OrderPolicy policy)
    {
        var grace = state is { Status: OrderStatus.PaymentRejected, GraceOver: false } ? state.GraceEndsAt : null;
        var place = state.Latest(Operation.PlaceOrder) is { State: RequestState.Waiting, LateAllowed: false } ? Placement.Deadline(state, policy) : null;
        var next = place is null || grace < place ? grace ?? place : place;
        return next ?? Carts.EndsAt(state, policy);
    }

    /// <summary>What a turn begins with where the clock was, or is, wrong; empty otherwise.</summary>
    public static IEnumerable<Fact> Doubts(OrderRecord record, DateTimeOffset now) =>
        OrderRecord.IsAhead(record.ChangedAt, now) ? [new ClockDoubted(Later(record.ChangedAt, record.State.DoubtedTime))]
        : record.State.DoubtedTime <= now ? [new ClockCaughtUp()]
        : [];

    /// <summary>A command as the order understands it after its times were counted anew: an answer stays that of the call that it answers.</summary>
    public static Command CountedAnew(Command command, OrderState before, OrderState after) =>
        command is RecordAnswer answer && before.Find(answer.RequestId)?.IsCalledAt(answer.Due) == true && after.Find(answer.RequestId)?.DueAt is { } due
            ? answer with { Due = due }
            : command;

    public static OrderState Evolve(OrderState state, ClockFact fact, OrderPolicy policy, DateTimeOffset now) => fact switch
    {
        GraceRanOut => state with { GraceOver = true },
        ClockDoubted doubted => Doubted(state, doubted, policy, now),
        ClockCaughtUp => CaughtUp(state, policy, now),
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(ClockFact fact) => fact switch
    {
        GraceRanOut => new("Grace", Direction.Internal, LineStatus.Success, "The rejected payment was not repaired in time"),
        ClockDoubted doubted => new("Clock", Direction.Internal, LineStatus.Warning,
            $"It has shown {doubted.Shown:u} before: it was ahead, or is behind. What lies too far ahead is counted anew"),
        ClockCaughtUp => new("Clock", Direction.Internal, LineStatus.Warning, "It shows a time that it had been behind of: graces and ages are counted anew"),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>A setting of ages has no upper bound: what lies beyond the calendar is its end.</summary>
    public static DateTimeOffset Later(DateTimeOffset at, TimeSpan by) =>
        by < DateTimeOffset.MaxValue - at ? at + by : DateTimeOffset.MaxValue;

    /// <summary>Everything that lies further ahead than it can is as if it had begun now.</summary>
    private static OrderState Doubted(OrderState state, ClockDoubted doubted, OrderPolicy policy, DateTimeOffset now) => state with
    {
        DoubtedTime = doubted.Shown,
        FirstSeenAt = Earlier(state.FirstSeenAt, now),
        StatusAt = Earlier(state.StatusAt, now),
        GraceEndsAt = state.GraceEndsAt is { } grace ? Earlier(grace, now + policy.PaymentRejectedGrace) : null,
        BonifiQ = Loyalty.Dated(state, at => Earlier(at, now)),
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
            Step = replaced && Target.IsVtex(request.Target) ? Step.Read : request.Step,
            ResultDueAt = Earlier(request.ResultDueAt, now + policy.Retry.ResultTimeout),
        };
    }

    /// <summary>How far ahead the next call of a request can be due, and how far it is where its wait begins now.</summary>
    private static (TimeSpan Longest, TimeSpan Anew) Waits(OwedRequest request, OrderPolicy policy) => request switch
    {
        { State: RequestState.AwaitingResult } => (policy.Retry.ResultTimeout, policy.Retry.ResultTimeout),
        { Attempts: 0, LastCode: null } => (TimeSpan.Zero, TimeSpan.Zero),
        _ => (
            policy.Retry.MaxDelay,
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

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one > other ? other : one;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
