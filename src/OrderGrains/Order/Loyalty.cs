namespace OrderGrains;

/// <summary>BonifiQ acknowledged a standing.</summary>
public sealed record LoyaltyAcknowledged(string RequestId, LoyaltyStanding Standing, string? Warning) : LoyaltyFact, IMovesRequest;

/// <summary>Nothing is sent to BonifiQ, and why.</summary>
public sealed record LoyaltyLeftOut(string Why) : LoyaltyFact;

/// <summary>BonifiQ: where the order should stand there. A newer standing overtakes one that waits or is parked.</summary>
internal static class Loyalty
{
    public static OrderState Evolve(OrderState state, LoyaltyFact fact) => fact switch
    {
        LoyaltyAcknowledged told => Requests.Answered(state, told.RequestId, true) with
        {
            // An answer to a superseded call never hides the acknowledgement of a later one.
            BonifiQ = told.Standing == state.BonifiQ.Queued || told.Standing > state.BonifiQ.Acknowledged
                ? state.BonifiQ with { Acknowledged = told.Standing }
                : state.BonifiQ,
        },
        LoyaltyLeftOut leftOut => state with { BonifiQ = state.BonifiQ with { LeftOut = leftOut.Why } },
        _ => throw Order.Unknown(fact),
    };

    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        var (placed, version) = Contents.Placed(state);
        if (!policy.HasBonifiQ || placed is not { Lines.Length: > 0 } content)
        {
            yield break;
        }

        var wanted = Wanted(id, state, policy);
        var corrected = wanted is LoyaltyStanding.Pending && state.BonifiQ.ContentVersion != version;
        if (wanted == LoyaltyStanding.None || (wanted == state.BonifiQ.Queued && !corrected))
        {
            yield break;
        }

        // What BonifiQ has is taken back, whatever the order says by now.
        if (wanted != LoyaltyStanding.Cancelled && WhyLeftOut(id, content, policy) is { } why)
        {
            if (state.BonifiQ.LeftOut != why)
            {
                yield return new LoyaltyLeftOut(why);
            }

            yield break;
        }

        foreach (var earlier in state.Requests.Where(request =>
            request.Operation == Operation.SendOrder && (request.IsOpen() || request.State == RequestState.Parked)))
        {
            yield return new RequestSuperseded(earlier.Id, $"{wanted} overtakes it");
        }

        yield return new RequestQueued(Requests.New(id, state, Target.BonifiQ, Operation.SendOrder, now, wanted.ToString()));
    }

    public static StoryLine? Tell(OrderState state, LoyaltyFact fact) => fact switch
    {
        LoyaltyAcknowledged told => Requests.Line(state, told.RequestId,
            told.Warning is null ? LineStatus.Success : LineStatus.Warning,
            $"BonifiQ has it as {told.Standing}{(told.Warning is { } warning ? $": {warning}" : "")}"),
        LoyaltyLeftOut leftOut => new("BonifiQ", Direction.Internal, LineStatus.Warning, $"Not told: {leftOut.Why}"),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>The standing that a request to BonifiQ is about.</summary>
    public static LoyaltyStanding StandingOf(string? argument) => Enum.Parse<LoyaltyStanding>(argument!);

    /// <summary>A standing is queued: BonifiQ perhaps has it from now on.</summary>
    public static OrderState Queued(OrderState state, LoyaltyStanding standing, DateTimeOffset now) => state with
    {
        BonifiQ = state.BonifiQ with
        {
            Queued = standing,
            ContentVersion = Contents.Placed(state).Version,
            LeftOut = null,
            CompletedAt = standing == LoyaltyStanding.Completed ? state.BonifiQ.CompletedAt ?? now : state.BonifiQ.CompletedAt,
            CancelledAt = standing == LoyaltyStanding.Cancelled ? now : null,
        },
    };

    /// <summary>How the order stands there with its dates changed, but for those that BonifiQ was told.</summary>
    public static LoyaltyState Dated(OrderState state, Func<DateTimeOffset?, DateTimeOffset?> change) => state.BonifiQ with
    {
        CompletedAt = IsTold(state, LoyaltyStanding.Completed) ? state.BonifiQ.CompletedAt : change(state.BonifiQ.CompletedAt),
        CancelledAt = IsTold(state, LoyaltyStanding.Cancelled) ? state.BonifiQ.CancelledAt : change(state.BonifiQ.CancelledAt),
    };

    /// <summary>The column "BonifiQ" of docs/opabox.md, "What each status does"; chat orders go by the same ranks.</summary>
    private static LoyaltyStanding Wanted(OrderId id, OrderState state, OrderPolicy policy)
    {
        var known = state.BonifiQ.Queued != LoyaltyStanding.None;
        return state.Status switch
        {
            _ when Links.IsRedirect(id, state) => known ? LoyaltyStanding.Cancelled : LoyaltyStanding.None,
            _ when state.DeliveryStands => LoyaltyStanding.Completed,
            OrderStatus.RejectedByCustomer or OrderStatus.Cancelled => known ? LoyaltyStanding.Cancelled : LoyaltyStanding.None,
            OrderStatus.PaymentRejected => known && state.GraceOver ? LoyaltyStanding.Cancelled : LoyaltyStanding.None,
            _ when state.GraceOver && Cancellation.IsPerhapsDone(state) => LoyaltyStanding.None,
            OrderStatus.Delivered => LoyaltyStanding.Completed,
            _ when IsComplete(state, policy) => LoyaltyStanding.Completed,
            OrderStatus.Placed or OrderStatus.PayOnDelivery or OrderStatus.Paid or OrderStatus.Preparing or OrderStatus.AwaitingCarrier
                or OrderStatus.AwaitingPickup or OrderStatus.InTransit => policy.SendPending ? LoyaltyStanding.Pending : LoyaltyStanding.None,
            OrderStatus.Unknown or OrderStatus.Draft or OrderStatus.Provisioning => LoyaltyStanding.None,
            _ => throw Order.Unknown(state.Status),
        };
    }

    /// <summary>
    /// Whether an order that is not delivered counts as complete: from the status that the settings say, and not before its money came. What was told as complete stays
    /// so until it is cancelled.
    /// </summary>
    private static bool IsComplete(OrderState state, OrderPolicy policy) =>
        state.Status is >= OrderStatus.Paid and < OrderStatus.RejectedByCustomer
        && ((state.Status >= policy.CompleteOn && Payments.IsHeld(state)) || state.BonifiQ.Queued == LoyaltyStanding.Completed);

    /// <summary>Why BonifiQ is not told: it could give nobody any points.</summary>
    private static string? WhyLeftOut(OrderId id, OrderContent content, OrderPolicy policy)
    {
        var byEmail = policy.LoyaltyByEmail(id.Channel);
        var hasKey = byEmail
            ? !string.IsNullOrWhiteSpace(content.Customer.Email)
            : content.Customer.BuyersDocument() is not null;
        return !hasKey ? $"the customer has no {(byEmail ? "e-mail" : "document")}"
            : Amounts.GoodsPaid(content) <= 0 ? "nothing was paid for the goods"
            : null;
    }

    private static bool IsTold(OrderState state, LoyaltyStanding standing) => state.Requests.Any(request =>
        request is { Operation: Operation.SendOrder, State: RequestState.Done } && request.Argument == standing.ToString());
}
