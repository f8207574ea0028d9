namespace OrderGrains;

/// <summary>VTEX approved the order.</summary>
public sealed record VtexApproved(string Code, string? OrderId, string? OperationId) : ApprovalFact;

/// <summary>An operator has the content approved that was placed, though it has changed since.</summary>
public sealed record PlacedContentAccepted(int Version, string Operator) : ApprovalFact;

/// <summary>VTEX waits for the seller's decision (EOI011).</summary>
public sealed record VtexAwaitsSeller(string RequestId, string? Message) : ApprovalFact;

/// <summary>VTEX's approval of an order that may be prepared: owed when it is placed, held until then.</summary>
internal static class Approval
{
    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        var placed = state.Vtex.Integrated;
        var place = state.Latest(Operation.PlaceOrder);
        var approve = state.Latest(Operation.ApproveOrder);
        if (state.Vtex.Approved || (!placed && place is null))
        {
            return [];
        }

        if (!placed && place is { State: RequestState.Skipped })
        {
            return approve is { State: RequestState.Held } ? [new RequestSuperseded(approve.Id, "the placement was given up")] : [];
        }

        return approve switch
        {
            null => [new RequestQueued(Requests.New(id, state, Placement.TargetOf(state, policy), Operation.ApproveOrder, now) with { State = RequestState.Held, DueAt = null })],
            // VTEX approves by itself what was placed as approved; where nobody knows how it was placed it is asked.
            { State: RequestState.Held } when placed && policy.HoldsChangedContentFor(state.Vtex.Store) && IsHeldForContent(state) => [],
            { State: RequestState.Held } when placed => state.Vtex.SentAsApproved switch
            {
                true => [new RequestRedirected(approve.Id, RequestState.AwaitingResult, Step.Read, now + policy.Retry.ResultTimeout, null)],
                false => [new RequestRedirected(approve.Id, RequestState.Waiting, Step.Send, now, null)],
                null => [new RequestRedirected(approve.Id, RequestState.Waiting, Step.Read, now, null)],
            },
            _ => [],
        };
    }

    /// <summary>Whether an approval that is held waits for nothing any more but for a person, since the content has changed after it was placed.</summary>
    public static bool IsHeldForContent(OrderState state) =>
        state.Vtex.Integrated
        && Contents.IsChangedSince(state)
        && state.Vtex.AcceptedVersion < state.ContentVersion
        && state.Latest(Operation.ApproveOrder) is { State: RequestState.Held };

    /// <summary>Nobody goes on with the placement: what is held for it waits for nothing any more.</summary>
    public static IEnumerable<Fact> LetGo(OrderState state) =>
        state.Latest(Operation.ApproveOrder) is { State: RequestState.Held } approve
            ? [new RequestSuperseded(approve.Id, "the placement was cancelled")]
            : [];

    /// <summary>VTEX approved it, and so has it: whoever says so.</summary>
    public static IEnumerable<Fact> Approved(
        OrderId id, OrderState state, string code, string? orderId, string? franchiseOrderId, string? operationId)
    {
        foreach (var fact in Placement.Integrated(id, state, code, orderId, franchiseOrderId, operationId))
        {
            yield return fact;
        }

        if (!state.Vtex.Approved)
        {
            yield return new VtexApproved(code, orderId, operationId);
        }

        if (state.Latest(Operation.ApproveOrder) is { } approve && (approve.IsOpen() || approve.State == RequestState.Parked))
        {
            yield return new RequestDone(approve.Id);
        }
    }

    /// <summary>What a read leaves to do that does not show it approved.</summary>
    public static IEnumerable<Fact> AfterRead(OwedRequest request, VtexRead read, OrderPolicy policy, DateTimeOffset now) => read.Standing switch
    {
        VtexStanding.Integrated when request.LastCode != VtexCodes.NotApprovable && request.Waited < policy.Retry.Horizon =>
            [new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now, "VTEX has not approved it: asked again")],
        VtexStanding.Integrated or VtexStanding.Cancelled =>
            [new RequestParked(request.Id, request.LastCode ?? "read", $"VTEX does not approve it; it stands at {read.Status}.")],
        VtexStanding.Approved or VtexStanding.Invoiced => [new RequestDone(request.Id, true)],
        _ => throw Order.Unknown(read.Standing),
    };

    public static OrderState Evolve(OrderState state, ApprovalFact fact) => fact switch
    {
        VtexApproved => state with { Vtex = state.Vtex with { Approved = true, AwaitingSeller = false, LastCode = "SOI002" } },
        PlacedContentAccepted accepted => state with { Vtex = state.Vtex with { AcceptedVersion = accepted.Version } },
        VtexAwaitsSeller => state with { Vtex = state.Vtex with { AwaitingSeller = true, LastCode = "EOI011" } },
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(ApprovalFact fact) => fact switch
    {
        VtexApproved approved => new($"VTEX {approved.Code}", Direction.In, LineStatus.Success, "Approved", approved.OperationId),
        PlacedContentAccepted accepted => new("Content", Direction.Internal, LineStatus.Success, $"Approved as it was placed, by {accepted.Operator}"),
        VtexAwaitsSeller awaits => new("VTEX EOI011", Direction.In, LineStatus.Waiting, "The seller has to authorize the price; asked again later", awaits.RequestId),
        _ => throw Order.Unknown(fact),
    };
}
