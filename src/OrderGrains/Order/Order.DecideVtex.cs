namespace OrderGrains;

/// <content>What VTEX says, in a notification or as the answer to our own call: one table for both.</content>
public static partial class Order
{
    /// <summary>Code of a placement that came too late to be made.</summary>
    public const string TooLate = "TooLate";

    /// <summary>How often a failure that nobody explains (EOI000, EOI001) is tried.</summary>
    public const int UnexplainedTries = 3;

    private static IEnumerable<Fact> DecideResult(
        OrderId id, OrderState state, VtexResult result, RecordAnswer? answer, OrderPolicy policy, DateTimeOffset now)
    {
        if (IsOfAnotherPlacement(id, state, result.MarketplaceOrderId))
        {
            return [new VtexResultIgnored(result.Code, result.OperationId, "it speaks of an earlier placement")];
        }

        var request = answer is null ? RequestOf(state, result) : state.Find(answer.RequestId);
        var facts = VtexCodes.Of(result.Code, request?.Operation ?? Operation.PlaceOrder) switch
        {
            CodeMeaning.Integrated => Integrated(id, state, result.Code, result.MainOrderId, result.FranchiseOrderId, result.OperationId),
            CodeMeaning.Approved => Approved(id, state, result.Code, result.MainOrderId, result.FranchiseOrderId, result.OperationId),
            // "The order was integrated with a price divergence" (seed 004_a08a1fd69d1d0507.txt): also where SOI001 never came.
            CodeMeaning.AwaitsSeller => Integrated(id, state, result.Code, result.MainOrderId, result.FranchiseOrderId, result.OperationId)
                .Concat(Failed(state, state.Latest(Operation.ApproveOrder), result, policy, now)),
            CodeMeaning.Enqueued => [],
            _ => Failed(state, Counted(request, answer), result, policy, now),
        };
        return facts.Select(fact => answer is null ? Notified(fact) : Answered(fact, answer.RequestId));
    }

    /// <summary>A request as its failure finds it: a call that VTEX enqueued was counted then, and not again when VTEX tells its end.</summary>
    private static OwedRequest? Counted(OwedRequest? request, RecordAnswer? answer) =>
        answer is null && request is { Attempts: > 0 } ? request with { Attempts = request.Attempts - 1 } : request;

    private static Fact Notified(Fact fact) => fact switch
    {
        RequestDelayed delayed => delayed with { Notified = true, NotTaken = false }, // It may speak of an earlier send.
        RequestParked parked => parked with { Notified = true },
        ResultAwaited awaited => awaited with { Notified = true },
        VtexSaidNo no => no with { Notified = true },
        _ => fact,
    };

    private static IEnumerable<Fact> Integrated(
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

    private static IEnumerable<Fact> Approved(
        OrderId id, OrderState state, string code, string? orderId, string? franchiseOrderId, string? operationId)
    {
        foreach (var fact in Integrated(id, state, code, orderId, franchiseOrderId, operationId))
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

    /// <summary>Whether a placement was refused and perhaps taken by another of its sends: believed where VTEX does not show it.</summary>
    private static bool IsDoubted(OwedRequest place) =>
        place is { State: RequestState.AwaitingResult, Resends: > 0 } && VtexCodes.IsRefusal(place.LastCode);

    private static IEnumerable<Fact> Failed(
        OrderState state, OwedRequest? request, VtexResult result, OrderPolicy policy, DateTimeOffset now)
    {
        var passed = request?.Operation switch
        {
            Operation.PlaceOrder => state.Vtex.Integrated,
            Operation.ApproveOrder => state.Vtex.Approved,
            _ => false,
        };
        if (request is not null && passed && request.IsOpen())
        {
            // What fails is done all the same: whoever went on with it would never end.
            return [new VtexResultIgnored(result.Code, result.OperationId, "VTEX has it already"), new RequestDone(request.Id)];
        }

        if (request is null || !request.IsOpen())
        {
            return request is { State: RequestState.Parked } && request.LastCode == result.Code
                ? []
                : [new VtexResultIgnored(result.Code, result.OperationId, "nothing of the order waits for it")];
        }

        var error = result.Message ?? "no message";
        return VtexCodes.Of(result.Code, request.Operation) switch
        {
            // An earlier send may be meant, and a later one be taken.
            CodeMeaning.Refused when request is { Operation: Operation.PlaceOrder, Resends: > 0 } => Await(request, result.Code, error, policy, now),
            CodeMeaning.Refused => [new VtexSaidNo(request.Id, result.Code, error, result.OperationId)],
            CodeMeaning.NotTaken => [NotTaken(Delay(request, result.Code, error, Step.Send, policy, now))],
            CodeMeaning.AlreadyThere => [new RequestDelayed(request.Id, result.Code, error, Step.Read, now, TimeSpan.Zero) { AlreadyThere = true }],
            CodeMeaning.TooEarly => state.Vtex.Integrated
                ? [Delay(request, result.Code, error, Step.Send, policy, now)]
                : [new RequestRedirected(request.Id, RequestState.Held, Step.Send, null, $"{result.Code}: held until VTEX has the order")],
            CodeMeaning.ReadDecides => [new RequestDelayed(request.Id, result.Code, error, Step.Read, now, TimeSpan.Zero)],
            CodeMeaning.Unknown => Await(request, result.Code, error, policy, now),
            CodeMeaning.AwaitsSeller =>
            [
                new VtexAwaitsSeller(request.Id, error),
                new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now + policy.Retry.MaxDelay, "EOI011: VTEX waits for its seller"),
            ],
            CodeMeaning.Unexplained => request.UnexplainedFailures + 1 >= UnexplainedTries
                ? [new RequestParked(request.Id, result.Code, error)]
                : [Delay(request, result.Code, error, Step.Send, policy, now, unexplained: true)],
            var good => throw new ArgumentOutOfRangeException(nameof(result), good, "No failure."),
        };
    }

    /// <summary>
    /// Whether a bad result that was heard before is news all the same: it names no operation, and another attempt waits for its
    /// result. One after which nobody knows leaves the attempt waiting, so that hearing it twice is a repeat.
    /// </summary>
    internal static bool IsOfAnotherAttempt(OrderState state, Command command) =>
        command is ReportVtexResult { Result: { OperationId: null } result }
        && RequestOf(state, result) is { State: RequestState.AwaitingResult } request
        && VtexCodes.Of(result.Code, request.Operation)
            is not (CodeMeaning.Unknown or CodeMeaning.Integrated or CodeMeaning.Approved or CodeMeaning.Enqueued);

    /// <summary>The request that a notification speaks of: by its flow, else by a code of approvals only, else by what waits.</summary>
    private static OwedRequest? RequestOf(OrderState state, VtexResult result)
    {
        var place = state.Latest(Operation.PlaceOrder);
        var approve = state.Latest(Operation.ApproveOrder);
        return result.Flow switch
        {
            "PlaceOrder" => place,
            "ApproveOrder" => approve,
            _ when result.Code is "EOI008" or VtexCodes.NotApprovable => approve,
            _ => result.Code is "EOI007" || place is { State: not RequestState.Done } ? place : approve,
        };
    }

    private static bool IsOfAnotherPlacement(OrderId id, OrderState state, string? marketplaceOrderId) =>
        marketplaceOrderId is not null
        && Enumerable.Range(1, state.Placement - 1).Any(earlier => VtexOrderIds.MarketplaceOrderId(id, earlier) == marketplaceOrderId);
}
