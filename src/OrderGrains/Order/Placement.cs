namespace OrderGrains;

/// <summary>VTEX has the order.</summary>
public sealed record VtexIntegrated(string Code, string? OrderId, string? FranchiseOrderId, string? OperationId) : PlacementFact;

/// <summary>The order as VTEX is asked to place it: when it is owed, whether VTEX has it, and what a refusal leaves.</summary>
internal static class Placement
{
    /// <summary>Code of a placement that came too late to be made.</summary>
    public const string TooLate = "TooLate";

    /// <summary>
    /// Whether VTEX is asked anything of it: there is something to place, or a placement was begun and what waits for it goes on or is let go, whatever the content
    /// has become since.
    /// </summary>
    public static bool Concerns(OrderState state) =>
        state.Content is { Lines.Length: > 0 }
        || state.Vtex.Integrated
        || state.Latest(Operation.PlaceOrder) is not null
        || state.Requests.Any(request => request.State == RequestState.Held);

    /// <summary>It is owed once; after that its request goes its way. A placement anew is an operator's, who knows how late it is.</summary>
    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (state.Latest(Operation.PlaceOrder) is not null || state.Vtex.Integrated || state.Vtex.Refused)
        {
            return [];
        }

        var resends = Last(state) switch
        {
            null => 0,
            { Resends: 0 } before when VtexCodes.IsPlacementRefused(before.LastCode) => 0,
            { } before => before.Resends + 1,
        };
        // What VTEX may have stays at its account, whichever shop the order names by now.
        var target = resends > 0 ? TargetOf(state, policy) : policy.VtexTargetFor(state.Content?.StoreId);
        var place = Requests.New(id, state, target, Operation.PlaceOrder, now) with { LateAllowed = state.Placement > 1, Resends = resends };
        return [new RequestQueued(place)]; // Where it comes too late, the clock's turn says so before it is sent.
    }

    /// <summary>What an earlier placement held is over with it.</summary>
    public static IEnumerable<Fact> LetGoOfEarlier(OrderState state) => state.Requests
        .Where(request => request.State == RequestState.Held && request.Placement < state.Placement)
        .Select(held => new RequestSuperseded(held.Id, "the order was placed anew"));

    /// <summary>VTEX has the order: whoever says so.</summary>
    public static IEnumerable<Fact> Integrated(
        OrderId id, OrderState state, string code, string? orderId, string? franchiseOrderId, string? operationId)
    {
        if (!state.Vtex.Integrated
            || (state.Vtex.OrderId is null && orderId is not null)
            || (state.Vtex.FranchiseOrderId is null && franchiseOrderId is not null))
        {
            yield return new VtexIntegrated(code, orderId, franchiseOrderId, operationId);
        }

        if (state.Latest(Operation.PlaceOrder) is { } place && (place.IsOpen() || place.State == RequestState.Parked))
        {
            yield return new RequestDone(place.Id);
        }

        if (id.Channel == Channel.OmniChat && state.Status < OrderStatus.Placed)
        {
            yield return new StatusReached(OrderStatus.Placed, $"VTEX {code}");
        }
    }

    /// <summary>A read does not find it: whether that is believed, and what then.</summary>
    public static IEnumerable<Fact> NotShown(OrderState state, OwedRequest request, OrderPolicy policy, DateTimeOffset now) => request switch
    {
        // A process that ended right after sending it left nothing behind, and VTEX may show it only later: too early to believe.
        _ when Wants.Of(state) == Want.Cancelled && request.State != RequestState.AwaitingResult =>
            [new ResultAwaited(request.Id, VtexResults.Missing, VtexResults.NotShownYet, now + policy.Retry.ResultTimeout)],
        _ when Wants.Of(state) == Want.Cancelled => [new RequestSuperseded(request.Id, "VTEX does not have the order: nothing to cancel")],
        { AlreadyThere: true } when !IsDoubted(request) => [Requests.Delay(request, VtexResults.Missing, "VTEX does not show the order yet.", Step.Read, policy, now)],
        { Step: Step.Read, ResultDueAt: { } due, AlreadyThere: false } when VtexCodes.IsRefusal(request.LastCode) =>
            [new ResultAwaited(request.Id, request.LastCode, request.LastError, due > now ? due : now)],
        { Step: Step.Read, ResultDueAt: { } due, AlreadyThere: false } =>
            [new ResultAwaited(request.Id, VtexResults.Missing, VtexResults.NotShownYet, due > now ? due : now)],
        _ when IsDoubted(request) => [new VtexSaidNo(request.Id, request.LastCode!, request.LastError, null)],
        _ when request.Waited >= policy.Retry.Horizon => [new RequestParked(request.Id, VtexResults.Missing, "VTEX never took the order.")],
        _ => [new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now, "VTEX does not have the order: sent again")],
    };

    public static OrderState Evolve(OrderState state, PlacementFact fact) => fact switch
    {
        VtexIntegrated integrated => state with
        {
            Vtex = state.Vtex with
            {
                Integrated = true,
                Refused = false,
                RefusalCode = null,
                RefusalMessage = null,
                OrderId = integrated.OrderId ?? state.Vtex.OrderId,
                FranchiseOrderId = integrated.FranchiseOrderId ?? state.Vtex.FranchiseOrderId,
                PlacedContentVersion = state.Vtex.PlacedContentVersion > 0 ? state.Vtex.PlacedContentVersion : PlacedVersion(state),
                LastCode = state.Vtex.Approved ? state.Vtex.LastCode : "SOI001",
            },
        },
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(PlacementFact fact) => fact switch
    {
        VtexIntegrated integrated => new($"VTEX {integrated.Code}", Direction.In, LineStatus.Success,
            $"Placed{(integrated.OrderId is { } id ? $" as {id}" : "")}{(integrated.FranchiseOrderId is { } franchise ? $", franchise order {franchise}" : "")}",
            integrated.OperationId),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>A placement is queued. It goes out as the order stands by then: how one before it went out, which VTEX never had, says nothing of it.</summary>
    public static OrderState Queued(OrderState state, OwedRequest place) => state with
    {
        Vtex = state.Vtex with
        {
            Target = place.Target,
            Store = place.Resends > 0 ? state.Vtex.Store : state.Content?.StoreId,
            SentAsApproved = null,
            PlacedContentVersion = 0,
            Placed = null,
            Earlier = null,
            EarlierVersion = 0,
        },
    };

    /// <summary>The account that has the order, or is to have it: where its placement was owed first; of one that nobody here placed, its shop's.</summary>
    public static string TargetOf(OrderState state, OrderPolicy policy) => state.Vtex.Target ?? policy.VtexTargetFor(state.Content?.StoreId);

    /// <summary>Whether the order names a shop of another account than the one that has it.</summary>
    public static bool IsElsewhere(OrderState state, OrderPolicy policy) =>
        state.Vtex.Target is { } target && state.Content is { } content && policy.VtexTargetFor(content.StoreId) != target;

    /// <summary>VTEX enqueued it. An earlier placement's answer says nothing of how the newest went out.</summary>
    public static OrderState Enqueued(OrderState state, VtexEnqueued enqueued) =>
        state.Latest(Operation.PlaceOrder) is { } newest && newest.Id != enqueued.RequestId ? state : state with
        {
            Vtex = state.Vtex with
            {
                SentAsApproved = enqueued.SendsAgain ? null : enqueued.Answer.SentAsApproved,
                PlacedContentVersion = enqueued.Answer.ContentVersion,
                Placed = enqueued.Answer.Placed,
                LastCode = state.Vtex.Integrated || state.Vtex.Refused ? state.Vtex.LastCode : "SOI003",
            },
        };

    /// <summary>VTEX, or the hub itself, does not place the order as it is. That opens an epoch: the same again is news.</summary>
    public static OrderState Refused(OrderState state, string code, string? message, string? advice = null) => state with
    {
        Epoch = state.Epoch + 1,
        Vtex = state.Vtex with { PlacedContentVersion = 0, SentAsApproved = null, Refused = true, RefusalCode = code, RefusalMessage = message, RefusalAdvice = advice },
    };

    /// <summary>The last placement of this number, superseded or not.</summary>
    public static OwedRequest? Last(OrderState state) =>
        state.Requests.LastOrDefault(request => request.Operation == Operation.PlaceOrder && request.Placement == state.Placement);

    /// <summary>Whether VTEX has a content of this placement: not one that it refused, lost or never had, so that it is sent again, as the order then stands.</summary>
    public static bool HasContent(OrderState state) =>
        state.Vtex.PlacedContentVersion > 0
        && (state.Vtex.Integrated || state.Latest(Operation.PlaceOrder) is not { State: RequestState.Waiting, Step: Step.Send });

    /// <summary>When a placement comes too late to be made.</summary>
    public static DateTimeOffset? Deadline(OrderState state, OrderPolicy policy) =>
        policy.PlaceWithin is { } within && state.Content is { } content ? (content.PlacedAt ?? state.FirstSeenAt) + within : null;

    /// <summary>Whether a placement stands at VTEX, or perhaps does: one that was cancelled or refused does not.</summary>
    public static bool MayStand(OrderState state)
    {
        var asked = state.Latest(Operation.PlaceOrder) is { State: not RequestState.Skipped } && !state.Vtex.Refused;
        return (state.Vtex.Integrated || asked) && !Cancellation.IsDone(state);
    }

    /// <summary>Whether the placement is to be sent, for the first time or again, and VTEX is known not to have it.</summary>
    public static bool IsStillToSend(OrderState state) => !state.Vtex.Integrated
        && state.Latest(Operation.PlaceOrder) is { State: RequestState.Waiting or RequestState.Held or RequestState.Parked, Step: Step.Send, ResultDueAt: null };

    /// <summary>Whether the placement was refused and its request is gone: nobody can retry it, only place the order anew.</summary>
    public static bool IsRefusedAndOver(OrderState state) => state.Vtex.Refused && state.Latest(Operation.PlaceOrder) is null;

    /// <summary>Whether a placement was refused and perhaps taken by another of its sends: believed where VTEX does not show it.</summary>
    private static bool IsDoubted(OwedRequest place) =>
        place is { State: RequestState.AwaitingResult, Resends: > 0 } && VtexCodes.IsRefusal(place.LastCode);

    /// <summary>
    /// Version of the content that VTEX has, where no answer said it: that of the first placement where one was there before the newest.
    /// </summary>
    private static int PlacedVersion(OrderState state) => state.Latest(Operation.PlaceOrder) switch
    {
        null => 0,
        { AlreadyThere: true, Resends: > 0 } => state.Requests.First(request =>
            request.Operation == Operation.PlaceOrder && request.Placement == state.Placement).ContentVersion,
        { } place => place.ContentVersion,
    };
}
