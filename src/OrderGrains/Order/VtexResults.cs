namespace OrderGrains;

/// <summary>VTEX enqueued a placement or an approval; <paramref name="SendsAgain"/> where its result was faster and it is to be sent again.</summary>
public sealed record VtexEnqueued(string RequestId, VtexAnswer Answer, bool SendsAgain = false) : ResultFact;

/// <summary>VTEX refused a request for good: it is parked.</summary>
public sealed record VtexSaidNo(string RequestId, string Code, string? Message, string? OperationId) : ResultFact, IMovesRequest
{
    /// <summary>Whether a notification said so; its call was counted when VTEX enqueued it.</summary>
    public bool Notified { get; init; }

    /// <summary>Where the hub itself withheld it: what OmniChat's salesperson is told, in Portuguese.</summary>
    public string? Told { get; init; }
}

/// <summary>VTEX said something that changes nothing.</summary>
public sealed record VtexResultIgnored(string Code, string? OperationId, string Why) : ResultFact
{
    internal override bool CameTooLate => true;
}

/// <summary>What VTEX says of a placement, an approval or a cancellation: its codes, in a notification or as the answer to our own call, and what a read shows.</summary>
internal static class VtexResults
{
    /// <summary>Code of a read that does not find the order.</summary>
    public const string Missing = "HTTP 404";

    /// <summary>The same in a sentence.</summary>
    public const string NotShownYet = "VTEX does not show the order (yet).";

    /// <summary>What a result means.</summary>
    /// <param name="id">The order.</param>
    /// <param name="state">As it stands.</param>
    /// <param name="result">What VTEX said.</param>
    /// <param name="answer">The answer of our own call that said it; null for a notification.</param>
    /// <param name="policy">For waits.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<Fact> Decide(OrderId id, OrderState state, VtexResult result, RecordAnswer? answer, OrderPolicy policy, DateTimeOffset now)
    {
        if (IsOfAnotherPlacement(id, state, result.MarketplaceOrderId))
        {
            return [new VtexResultIgnored(result.Code, result.OperationId, "it speaks of an earlier placement")];
        }

        var request = answer is null ? RequestOf(state, result) : state.Find(answer.RequestId);
        var facts = VtexCodes.Of(result.Code, request?.Operation ?? Operation.PlaceOrder) switch
        {
            CodeMeaning.Integrated => Placement.Integrated(id, state, result.Code, result.MainOrderId, result.FranchiseOrderId, result.OperationId),
            CodeMeaning.Approved => Approval.Approved(id, state, result.Code, result.MainOrderId, result.FranchiseOrderId, result.OperationId),
            // "The order was integrated with a price divergence" (developers.vtex.com, New Order Integration): also where SOI001 never came.
            CodeMeaning.AwaitsSeller => Placement.Integrated(id, state, result.Code, result.MainOrderId, result.FranchiseOrderId, result.OperationId)
                .Concat(Failed(state, state.Latest(Operation.ApproveOrder), result, policy, now)),
            CodeMeaning.Enqueued => [],
            _ => Failed(state, Counted(request, answer), result, policy, now),
        };
        return facts.Select(fact => answer is null ? Notified(fact) : Answered(fact, answer.RequestId));
    }

    /// <summary>What a call to VTEX was answered.</summary>
    /// <param name="id">The order.</param>
    /// <param name="state">As it stands.</param>
    /// <param name="request">What was called for.</param>
    /// <param name="answer">How the call ended.</param>
    /// <param name="said">What VTEX said; null where it is nothing that means something.</param>
    /// <param name="live">Whether the request still waits for this call.</param>
    /// <param name="policy">For waits.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<Fact> DecideAnswer(
        OrderId id, OrderState state, OwedRequest request, RecordAnswer answer, TargetAnswer? said, bool live, OrderPolicy policy, DateTimeOffset now)
    {
        IEnumerable<Fact> facts = said switch
        {
            VtexAnswer enqueued when VtexCodes.Of(enqueued.Result.Code, request.Operation) == CodeMeaning.Enqueued => Enqueued(request, enqueued, live, policy, now),
            VtexAnswer { Result: var result } => live || result.Success ? Decide(id, state, result, answer, policy, now) : [],
            VtexRead read => DecideRead(id, state, request, read, live, policy, now),
            NotFound => live ? NotShown(state, request, policy, now) : [],
            VtexCancelAccepted => live ? [Requests.Taken(request, Cancellation.Accepted, policy, now)] : [],
            null => [],
            _ => throw Order.Unknown(said),
        };
        return live ? OrUnknown(facts, request, (said as VtexAnswer)?.Result.Code ?? "NO_CODE", policy, now) : facts;
    }

    public static OrderState Evolve(OrderState state, ResultFact fact) => fact switch
    {
        VtexEnqueued enqueued => IsPlacement(state, enqueued.RequestId) ? Placement.Enqueued(state, enqueued) : state,
        VtexSaidNo no => Requests.Parked(SaidNo(state, no), no.RequestId, no.Code, no.Message ?? no.Code, no.Notified),
        VtexResultIgnored => state,
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(ResultFact fact) => fact switch
    {
        VtexEnqueued { Answer: var answer, RequestId: var id } => new("VTEX SOI003", Direction.Out, LineStatus.Waiting,
            answer.Result.Flow == "ApproveOrder" ? "Approval enqueued" : $"Placement enqueued as {(answer.SentAsApproved ? "approved" : "new")}", id),
        VtexSaidNo { Told: not null } no => new("VTEX place", Direction.Internal, LineStatus.Parked, $"Not placed ({no.Code}): {no.Message}", no.RequestId),
        VtexSaidNo no => new($"VTEX {no.Code}", Direction.In, LineStatus.Parked, $"Refused: {no.Message}", no.OperationId),
        VtexResultIgnored ignored => new($"VTEX {ignored.Code}", Direction.In, LineStatus.Stale, $"Changes nothing: {ignored.Why}", ignored.OperationId),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>Whether a message that was heard before says nothing new: VTEX tells attempts apart by its operation id, else the epoch does, or that another attempt waits.</summary>
    /// <remarks>One after which nobody knows more leaves the attempt waiting, so that hearing it twice is a repeat.</remarks>
    public static bool IsRepeat(OrderState state, ReportVtexResult report, int seenIn) =>
        report.Result is { OperationId: not null }
        || (seenIn == state.Epoch
            && !(RequestOf(state, report.Result) is { State: RequestState.AwaitingResult } request
                && VtexCodes.Of(report.Result.Code, request.Operation)
                    is not (CodeMeaning.Unknown or CodeMeaning.Integrated or CodeMeaning.Approved or CodeMeaning.Enqueued)));

    /// <summary>An answer that says nothing of the call that it answers, as SOI001 to an approval: nobody knows whether it was taken.</summary>
    private static IEnumerable<Fact> OrUnknown(IEnumerable<Fact> facts, OwedRequest request, string code, OrderPolicy policy, DateTimeOffset now)
    {
        var told = facts.ToList();
        return told.Any(fact => fact is IMovesRequest { RequestId: var id } && id == request.Id)
            ? told
            : told.Concat(Requests.Await(request, code, "VTEX answered with what says nothing of it.", policy, now));
    }

    private static IEnumerable<Fact> Enqueued(OwedRequest request, VtexAnswer answer, bool live, OrderPolicy policy, DateTimeOffset now)
    {
        yield return new VtexEnqueued(request.Id, answer, !live && request is { State: RequestState.Waiting, Step: Step.Send });
        if (live)
        {
            yield return Requests.Taken(request, null, policy, now);
        }
    }

    private static IEnumerable<Fact> DecideRead(
        OrderId id, OrderState state, OwedRequest request, VtexRead read, bool live, OrderPolicy policy, DateTimeOffset now)
    {
        var code = $"read: {read.Status ?? "no status"}";
        var known = read.Standing switch
        {
            VtexStanding.Integrated => Placement.Integrated(id, state, code, read.OrderId, null, null),
            VtexStanding.Approved => Approval.Approved(id, state, code, read.OrderId, null, null),
            VtexStanding.Invoiced => Approval.Approved(id, state, code, read.OrderId, null, null)
                .Concat(Progress.Reached(state, VtexProgress.Invoiced, read.OrderId, null)),
            VtexStanding.Cancelled => Progress.Reached(state, VtexProgress.Cancelled, read.OrderId, null),
            _ => throw Order.Unknown(read.Standing),
        };
        known = known.Concat(Progress.Asked(state, read));
        var done = known.Select(fact => Answered(fact, request.Id)).ToList();
        return !live || done.OfType<RequestDone>().Any(fact => fact.RequestId == request.Id) ? done : done.Concat(request.Operation switch
        {
            Operation.PlaceOrder => [new RequestDone(request.Id, true)],
            Operation.ApproveOrder => Approval.AfterRead(request, read, policy, now),
            Operation.CancelOrder => Cancellation.AfterRead(state, request, read, policy, now),
            _ => throw Order.Unknown(request.Operation),
        });
    }

    private static IEnumerable<Fact> NotShown(OrderState state, OwedRequest request, OrderPolicy policy, DateTimeOffset now) => request.Operation switch
    {
        Operation.PlaceOrder => Placement.NotShown(state, request, policy, now),
        Operation.ApproveOrder => [Requests.Delay(request, Missing, "VTEX does not show the order yet.", Step.Read, policy, now)],
        Operation.CancelOrder => Cancellation.NotShown(state, request, policy, now),
        _ => throw Order.Unknown(request.Operation),
    };

    /// <summary>A failure of a request, by the table of codes.</summary>
    private static IEnumerable<Fact> Failed(OrderState state, OwedRequest? request, VtexResult result, OrderPolicy policy, DateTimeOffset now)
    {
        var passed = request?.Operation switch
        {
            Operation.PlaceOrder => state.Vtex.Integrated,
            Operation.ApproveOrder => state.Vtex.Approved,
            Operation.CancelOrder or null => false,
            _ => throw Order.Unknown(request!.Operation),
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
            CodeMeaning.Refused when request is { Operation: Operation.PlaceOrder, Resends: > 0 } => Requests.Await(request, result.Code, error, policy, now),
            CodeMeaning.Refused => [new VtexSaidNo(request.Id, result.Code, error, result.OperationId)],
            CodeMeaning.NotTaken => [Requests.NotTaken(Requests.Delay(request, result.Code, error, Step.Send, policy, now))],
            CodeMeaning.AlreadyThere => [new RequestDelayed(request.Id, result.Code, error, Step.Read, now, TimeSpan.Zero) { AlreadyThere = true }],
            CodeMeaning.TooEarly => state.Vtex.Integrated
                ? [Requests.Delay(request, result.Code, error, Step.Send, policy, now)]
                : [new RequestRedirected(request.Id, RequestState.Held, Step.Send, null, $"{result.Code}: held until VTEX has the order")],
            CodeMeaning.ReadDecides => [new RequestDelayed(request.Id, result.Code, error, Step.Read, now, TimeSpan.Zero)],
            CodeMeaning.Unknown => Requests.Await(request, result.Code, error, policy, now),
            CodeMeaning.AwaitsSeller =>
            [
                new VtexAwaitsSeller(request.Id, error),
                new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now + policy.Retry.MaxDelay, "EOI011: VTEX waits for its seller"),
            ],
            CodeMeaning.Unexplained => [Requests.Unexplained(request, result.Code, error, policy, now)],
            var good => throw Order.Unknown(good),
        };
    }

    private static bool IsPlacement(OrderState state, string requestId) => state.Find(requestId)?.Operation == Operation.PlaceOrder;

    private static OrderState SaidNo(OrderState state, VtexSaidNo no)
    {
        var after = IsPlacement(state, no.RequestId) ? Placement.Refused(state, no.Code, no.Message, no.Told) : state;
        return after with { Vtex = after.Vtex with { LastCode = no.Code } };
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

    /// <summary>A request that its own call's answer ends.</summary>
    private static Fact Answered(Fact fact, string requestId) =>
        fact is RequestDone ended && ended.RequestId == requestId ? ended with { Answered = true } : fact;

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
