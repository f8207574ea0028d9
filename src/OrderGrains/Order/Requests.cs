namespace OrderGrains;

/// <summary>The calls that an order owes, whatever they are about: how they ended, when they are tried again, and what operators do with them.</summary>
internal static partial class Requests
{
    /// <summary>How often a failure that nobody explains is tried.</summary>
    private const int UnexplainedTries = 3;

    /// <summary>How a call ended.</summary>
    public static IEnumerable<Fact> Decide(OrderId id, OrderState state, RecordAnswer answer, OrderPolicy policy, DateTimeOffset now)
    {
        if (state.Find(answer.RequestId) is not { } request)
        {
            return [];
        }

        // A request that was rescheduled or ended while its call was under way: what the answer says of the target still
        // counts, what it says of the schedule does not.
        var live = request.IsCalledAt(answer.Due);
        if (Target.IsVtex(request.Target) && request.Placement != state.Placement)
        {
            return request.IsOpen() ? [new RequestDone(request.Id, true)] : []; // It speaks of an earlier placement.
        }

        return answer.Result switch
        {
            Delivered delivered => DecideDelivered(id, state, request, answer, delivered.Answer, live, policy, now),
            _ when !live => [],
            RetryLater later => Unread(request, answer, NotTaken(Delay(request, later.Code, later.Error, answer.Step, policy, now, later.After)), now),
            DeliveryRefused { Told: not null } withheld when request is { Operation: Operation.PlaceOrder, Resends: 0 } && answer.Step == Step.Send =>
                [new VtexSaidNo(request.Id, withheld.Code, withheld.Error, null) { Told = withheld.Told }],
            DeliveryRefused refused => Unread(request, answer, new RequestParked(request.Id, refused.Code, refused.Error), now),
            DeliveryUnknown unknown when Target.IsVtex(request.Target) && answer.Step == Step.Send => Await(request, unknown.Code, unknown.Error, policy, now),
            DeliveryUnknown { OffContract: true } unknown when !Target.IsVtex(request.Target) => [Unexplained(request, unknown.Code, unknown.Error, policy, now)],
            DeliveryUnknown unknown => Unread(request, answer, Delay(request, unknown.Code, unknown.Error, answer.Step, policy, now), now),
            _ => throw Order.Unknown(answer.Result), // What was not tried never reaches the order.
        };
    }

    /// <summary>An operator sends a request now.</summary>
    public static IEnumerable<Fact> Decide(OrderState state, RetryRequest retry, DateTimeOffset now)
    {
        var what = $"Retry by {retry.Operator}";
        yield return state.Find(retry.RequestId) switch
        {
            null => new CommandRefused(what, "The order has no such request."),
            { State: RequestState.Held, Operation: Operation.ApproveOrder } when Approval.IsHeldForContent(state) =>
                new PlacedContentAccepted(state.ContentVersion, retry.Operator),
            { State: RequestState.Held } => new CommandRefused(what, "The request waits for another one of the order."),
            { State: RequestState.Skipped } request when CameTrue(state, request) => new CommandRefused(what, "VTEX shows it done already."),
            { } request when MayBeRetried(state, request) => new RequestRetried(request.Id, retry.Operator, now),
            { } ended => new CommandRefused(what, $"The request is {ended.State}."),
        };
    }

    /// <summary>An operator gives a request up.</summary>
    public static IEnumerable<Fact> Decide(OrderState state, SkipRequest skip)
    {
        var what = $"Skip by {skip.Operator}";
        yield return state.Find(skip.RequestId) switch
        {
            null => new CommandRefused(what, "The order has no such request."),
            { } request when request.IsOpen() || request.State == RequestState.Parked => new RequestSkipped(request.Id, skip.Operator),
            { } ended => new CommandRefused(what, $"The request is {ended.State}."),
        };
    }

    public static StoryLine? Tell(OrderState state, RequestFact fact) => fact switch
    {
        RequestDelayed delayed => Line(state, delayed.RequestId, LineStatus.Failed, $"{delayed.Code}: {delayed.Error.TrimEnd('.')}. Next attempt {delayed.DueAt:u}"),
        ResultAwaited { Code: Cancellation.Accepted } awaited => Line(state, awaited.RequestId, LineStatus.Waiting, "VTEX took note of it"),
        ResultAwaited { Code: { } code } awaited => Line(state, awaited.RequestId, LineStatus.Waiting,
            $"{code}: {Limits.Sentence(awaited.Why)} Nobody knows whether it was taken; asked at {awaited.ReadAt:u}"),
        RequestRedirected { Why: { } why } redirected => Line(state, redirected.RequestId, LineStatus.Waiting, why),
        RequestParked parked => Line(state, parked.RequestId, LineStatus.Parked, $"{parked.Code}: {parked.Error}"),
        RequestSuperseded superseded => Line(state, superseded.RequestId, LineStatus.Success, $"No longer needed: {superseded.Why}"),
        RequestSkipped skipped => Line(state, skipped.RequestId, LineStatus.Success, $"Given up by {skipped.Operator}"),
        RequestRetried retried => Line(state, retried.RequestId, LineStatus.Waiting, $"Sent on by {retried.Operator}"),
        RequestQueued or RequestDone or ResultAwaited or RequestRedirected => null,
        _ => throw Order.Unknown(fact),
    };

    /// <summary>The story line of a request.</summary>
    public static StoryLine Line(OrderState state, string requestId, LineStatus status, string message)
    {
        var request = state.Find(requestId);
        return new(request is null ? "Request" : Name(request), Direction.Out, status, message, requestId);
    }

    /// <summary>One more call to owe, due now.</summary>
    public static OwedRequest New(OrderId id, OrderState state, string target, Operation operation, DateTimeOffset now, string? argument = null) => new()
    {
        Id = Message.RequestId(id, state.Epoch + 1, operation),
        Target = target,
        Operation = operation,
        Argument = argument,
        Placement = state.Placement,
        State = RequestState.Waiting,
        QueuedAt = now,
        DueAt = now,
        ContentVersion = state.ContentVersion,
    };

    /// <summary>The next attempt on schedule, or a person where the horizon is reached.</summary>
    public static Fact Delay(
        OwedRequest request, string code, string error, Step step, OrderPolicy policy, DateTimeOffset now, TimeSpan? after = null, bool unexplained = false) =>
        policy.Retry.DelayAfter(request.Id, request.Attempts + 1, request.Waited, after) is { } wait
            ? new RequestDelayed(request.Id, code, error, step, now + wait, wait) { Unexplained = unexplained }
            : new RequestParked(request.Id, code, error);

    /// <summary>The next attempt after a failure that nobody explains; a person after three.</summary>
    public static Fact Unexplained(OwedRequest request, string code, string error, OrderPolicy policy, DateTimeOffset now) =>
        request.UnexplainedFailures + 1 >= UnexplainedTries
            ? new RequestParked(request.Id, code, error)
            : Delay(request, code, error, Step.Send, policy, now, unexplained: true);

    /// <summary>A delay after a call that surely had no effect.</summary>
    public static Fact NotTaken(Fact fact) => fact is RequestDelayed delayed ? delayed with { NotTaken = true } : fact;

    /// <summary>VTEX took the call: its word is awaited once at least, however long it took to get there.</summary>
    public static ResultAwaited Taken(OwedRequest request, string? code, OrderPolicy policy, DateTimeOffset now) =>
        new(request.Id, code, null, now + policy.Retry.ResultTimeout);

    /// <summary>
    /// Waits for the target's word and reads it where that does not come; a person where the horizon is reached, whose retry reads first.
    /// </summary>
    public static IEnumerable<Fact> Await(OwedRequest request, string? code, string? why, OrderPolicy policy, DateTimeOffset now) =>
        request.Waited < policy.Retry.Horizon
            ? [new ResultAwaited(request.Id, code, why, now + policy.Retry.ResultTimeout)]
            : [
                new RequestRedirected(request.Id, RequestState.Waiting, Step.Read, now, null),
                new RequestParked(request.Id, code ?? "NoResult", why ?? "VTEX never told how it went."),
            ];

    private static IEnumerable<Fact> DecideDelivered(
        OrderId id, OrderState state, OwedRequest request, RecordAnswer answer, TargetAnswer? said, bool live, OrderPolicy policy, DateTimeOffset now) =>
        request.Operation switch
        {
            Operation.PlaceOrder or Operation.ApproveOrder or Operation.CancelOrder => VtexResults.DecideAnswer(id, state, request, answer, said, live, policy, now),
            Operation.SendOrder => [new LoyaltyAcknowledged(request.Id, Loyalty.StandingOf(request.Argument), (said as LoyaltyAnswer)?.Warning)],
            Operation.ChangeStatus or Operation.Provision => [new ChatTold(request.Id, request.Argument!)],
            Operation.UpdateCheckoutData => [new CheckoutTold(request.Id, request.Argument!)],
            Operation.ForwardStatus => [new RequestDone(request.Id, true)],
            _ => throw Order.Unknown(request.Operation),
        };

    /// <summary>What is parked with its read is read first when a person sends it on: the lane's claim that told it to be read is settled then.</summary>
    private static IEnumerable<Fact> Unread(OwedRequest request, RecordAnswer answer, Fact fact, DateTimeOffset now) =>
        fact is RequestParked && answer.Step == Step.Read
            ? [new RequestRedirected(request.Id, RequestState.Waiting, Step.Read, now, null), fact]
            : [fact];

    /// <summary>
    /// At VTEX an earlier placement is over. The others know one order: what they are owed stays owed when it is placed anew, but what was
    /// given up before may have been overtaken.
    /// </summary>
    private static bool MayBeRetried(OrderState state, OwedRequest request) => request.State switch
    {
        RequestState.Waiting or RequestState.AwaitingResult or RequestState.Parked =>
            request.Placement == state.Placement || !Target.IsVtex(request.Target),
        RequestState.Skipped => request.Placement == state.Placement,
        RequestState.Held or RequestState.Done or RequestState.Superseded => false,
        _ => throw Order.Unknown(request.State),
    };

    /// <summary>Whether a request of the current placement came true though it was given up: a call was under way, or somebody else did it.</summary>
    private static bool CameTrue(OrderState state, OwedRequest request) => request.Placement == state.Placement && request.Operation switch
    {
        Operation.PlaceOrder => state.Vtex.Integrated,
        Operation.ApproveOrder => state.Vtex.Approved,
        Operation.CancelOrder => state.Vtex.Progress == VtexProgress.Cancelled,
        Operation.ChangeStatus or Operation.Provision or Operation.UpdateCheckoutData or Operation.SendOrder or Operation.ForwardStatus => false,
        _ => throw Order.Unknown(request.Operation),
    };

    private static string Name(OwedRequest request) => request.Operation switch
    {
        Operation.PlaceOrder => "VTEX place",
        Operation.ApproveOrder => "VTEX approve",
        Operation.CancelOrder => "VTEX cancel",
        Operation.ChangeStatus => $"OmniChat {request.Argument}",
        Operation.Provision => $"OmniChat provisions {request.Argument}",
        Operation.UpdateCheckoutData => "OmniChat updateCheckoutData",
        Operation.ForwardStatus => "Link",
        Operation.SendOrder => $"BonifiQ {request.Argument}",
        _ => throw Order.Unknown(request.Operation),
    };
}
