namespace OrderGrains;

/// <content>How calls ended.</content>
public static partial class Order
{
    private static IEnumerable<Fact> DecideAnswer(
        OrderId id, OrderState state, RecordAnswer answer, OrderPolicy policy, DateTimeOffset now)
    {
        if (state.Find(answer.RequestId) is not { } request)
        {
            return [];
        }

        // A request that was rescheduled or ended while its call was under way: what the answer says of the target still
        // counts, what it says of the schedule does not.
        var live = request.IsCalledAt(answer.Due);
        if (request.Target == Target.Vtex && request.Placement != state.Placement)
        {
            return request.IsOpen() ? [new RequestDone(request.Id, true)] : []; // It speaks of an earlier placement.
        }

        return (answer.Result, live) switch
        {
            (Delivered delivered, _) => DecideDelivered(id, state, request, answer, delivered.Answer, live, policy, now),
            (RetryLater later, true) => Unread(request, answer, NotTaken(Delay(request, later.Code, later.Error, answer.Step, policy, now, later.After)), now),
            (DeliveryRefused refused, true) => Unread(request, answer, new RequestParked(request.Id, refused.Code, refused.Error), now),
            (DeliveryUnknown unknown, true) when request.Target == Target.Vtex && answer.Step == Step.Send =>
                Await(request, unknown.Code, unknown.Error, policy, now),
            (DeliveryUnknown unknown, true) => Unread(request, answer, Delay(request, unknown.Code, unknown.Error, answer.Step, policy, now), now),
            _ => [],
        };
    }

    /// <summary>What is parked with its read is read first when a person sends it on: the lane's claim that told it to be read is settled then.</summary>
    private static IEnumerable<Fact> Unread(OwedRequest request, RecordAnswer answer, Fact fact, DateTimeOffset now) =>
        fact is RequestParked && answer.Step == Step.Read
            ? [new RequestRedirected(request.Id, RequestState.Waiting, Step.Read, now, null), fact]
            : [fact];

    private static IEnumerable<Fact> DecideDelivered(
        OrderId id, OrderState state, OwedRequest request, RecordAnswer answer, TargetAnswer? said, bool live, OrderPolicy policy, DateTimeOffset now)
    {
        switch (said)
        {
            case VtexAnswer enqueued when VtexCodes.Of(enqueued.Result.Code, request.Operation) == CodeMeaning.Enqueued:
                return Enqueued(request, enqueued, live, policy, now);
            case VtexAnswer { Result: var result }:
                var facts = live || result.Success ? DecideResult(id, state, result, answer, policy, now) : [];
                return live ? OrUnknown(facts, request, result, policy, now) : facts;
            case VtexRead read:
                return DecideRead(id, state, request, read, live, policy, now);
            case NotFound:
                return live ? DecideNotFound(state, request, policy, now) : [];
            case VtexCancelAccepted accepted:
                return live ? [Taken(request, CancelAccepted, policy, now)] : [];
        }

        return request.Operation switch
        {
            Operation.SendOrder => [new LoyaltyAcknowledged(request.Id, Enum.Parse<LoyaltyStanding>(request.Argument!), (said as LoyaltyAnswer)?.Warning)],
            Operation.ChangeStatus or Operation.Provision => [new ChatTold(request.Id, request.Argument!)],
            Operation.UpdateCheckoutData => [new CheckoutTold(request.Id, request.Argument!)],
            Operation.ForwardStatus => [new RequestDone(request.Id, true)],
            Operation.PlaceOrder or Operation.ApproveOrder or Operation.CancelOrder => live ? Await(request, "NO_CODE", "VTEX said nothing of it.", policy, now) : [],
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Operation, "An operation that the order does not know."),
        };
    }

    /// <summary>An answer that says nothing of the call that it answers, as SOI001 to an approval: nobody knows whether it was taken.</summary>
    private static IEnumerable<Fact> OrUnknown(
        IEnumerable<Fact> facts, OwedRequest request, VtexResult result, OrderPolicy policy, DateTimeOffset now)
    {
        var told = facts.ToList();
        return told.Any(fact => fact is RequestFact { RequestId: var id } && id == request.Id)
            ? told
            : told.Concat(Await(request, result.Code, "VTEX answered with what says nothing of it.", policy, now));
    }

    private static IEnumerable<Fact> Enqueued(
        OwedRequest request, VtexAnswer answer, bool live, OrderPolicy policy, DateTimeOffset now)
    {
        yield return new VtexEnqueued(request.Id, answer, !live && request is { State: RequestState.Waiting, Step: Step.Send });
        if (live)
        {
            yield return Taken(request, null, policy, now);
        }
    }

    private static IEnumerable<Fact> DecideRead(
        OrderId id, OrderState state, OwedRequest request, VtexRead read, bool live, OrderPolicy policy, DateTimeOffset now)
    {
        var code = $"read: {read.Status ?? "no status"}";
        IEnumerable<Fact> known = read.Standing switch
        {
            VtexStanding.Integrated => Integrated(id, state, code, read.OrderId, null, null),
            VtexStanding.Approved => Approved(id, state, code, read.OrderId, null, null),
            VtexStanding.Invoiced => Approved(id, state, code, read.OrderId, null, null)
                .Concat(Progressed(state, VtexProgress.Invoiced, read.OrderId, null)),
            _ => Progressed(state, VtexProgress.Cancelled, read.OrderId, null),
        };
        var done = known.Select(fact => Answered(fact, request.Id)).ToList();
        if (done.OfType<RequestDone>().Any(fact => fact.RequestId == request.Id) || !live)
        {
            return done;
        }

        return done.Concat(AfterRead(request, read, policy, now));
    }

    /// <summary>A request that its own call's answer ends.</summary>
    private static Fact Answered(Fact fact, string requestId) =>
        fact is RequestDone ended && ended.RequestId == requestId ? ended with { Answered = true } : fact;

    /// <summary>What a read leaves to do where it did not settle the request itself.</summary>
    private static IEnumerable<Fact> AfterRead(OwedRequest request, VtexRead read, OrderPolicy policy, DateTimeOffset now)
    {
        switch (request.Operation, read.Standing)
        {
            case (Operation.ApproveOrder, VtexStanding.Integrated) when request.LastCode != VtexCodes.NotApprovable && request.Waited < policy.Retry.Horizon:
                yield return new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now, "VTEX has not approved it: asked again");
                break;
            case (Operation.ApproveOrder, VtexStanding.Integrated or VtexStanding.Cancelled):
                yield return new RequestParked(request.Id, request.LastCode ?? "read", $"VTEX does not approve it; it stands at {read.Status}.");
                break;
            case (Operation.CancelOrder, VtexStanding.Invoiced):
                yield return new RequestParked(request.Id, "Invoiced", "VTEX has invoiced it: a return invoice comes first.");
                break;
            case (Operation.CancelOrder, not VtexStanding.Cancelled) when request.LastCode == CancelAccepted:
                foreach (var fact in Await(request, CancelAccepted, $"VTEX still shows {read.Status}", policy, now))
                {
                    yield return fact;
                }

                break;
            case (Operation.CancelOrder, not VtexStanding.Cancelled):
                yield return new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now, "VTEX has it: cancelled now");
                break;
            default:
                yield return new RequestDone(request.Id, true);
                break;
        }
    }

    private static IEnumerable<Fact> DecideNotFound(OrderState state, OwedRequest request, OrderPolicy policy, DateTimeOffset now)
    {
        const string Missing = "HTTP 404";
        const string NotShown = "VTEX does not show the order (yet).";
        switch (request.Operation)
        {
            case Operation.PlaceOrder when WantOf(state) == Want.Cancelled && request.State != RequestState.AwaitingResult:
                // A process that ended right after sending it left nothing behind, and VTEX may show it only later: too early to believe.
                yield return new ResultAwaited(request.Id, Missing, NotShown, now + policy.Retry.ResultTimeout);
                break;
            case Operation.CancelOrder when !state.Vtex.Integrated && request is not { State: RequestState.AwaitingResult, LastCode: Missing }
                && state.Requests.LastOrDefault(place => place.Operation == Operation.PlaceOrder && place.Placement == state.Placement)?.ResultDueAt is { } shown:
                // The placement was stopped while VTEX may have been at work on it.
                yield return new ResultAwaited(request.Id, Missing, NotShown, shown > now ? shown : now);
                break;
            case Operation.PlaceOrder when WantOf(state) == Want.Cancelled:
            case Operation.CancelOrder when !state.Vtex.Integrated:
                yield return new RequestSuperseded(request.Id, "VTEX does not have the order: nothing to cancel");
                if (request.Operation == Operation.CancelOrder && state.Latest(Operation.PlaceOrder) is { State: RequestState.Skipped } givenUp)
                {
                    yield return new RequestSuperseded(givenUp.Id, "VTEX does not have the order");
                }

                break;
            case Operation.PlaceOrder when request is { Step: Step.Read, ResultDueAt: { } due, AlreadyThere: false }:
                var (code, why) = VtexCodes.IsRefusal(request.LastCode) ? (request.LastCode, request.LastError) : (Missing, NotShown);
                yield return new ResultAwaited(request.Id, code, why, due > now ? due : now);
                break;
            case Operation.PlaceOrder when IsDoubted(request):
                yield return new VtexSaidNo(request.Id, request.LastCode!, request.LastError, null);
                break;
            case Operation.PlaceOrder when !request.AlreadyThere && request.Waited >= policy.Retry.Horizon:
                yield return new RequestParked(request.Id, Missing, "VTEX never took the order.");
                break;
            case Operation.PlaceOrder when !request.AlreadyThere:
                yield return new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now, "VTEX does not have the order: sent again");
                break;
            default:
                yield return Delay(request, Missing, "VTEX does not show the order yet.", Step.Read, policy, now);
                break;
        }
    }

    /// <summary>Code that a cancellation keeps while VTEX works on it.</summary>
    internal const string CancelAccepted = "Accepted";

    /// <summary>The next attempt on schedule, or a person where the horizon is reached.</summary>
    private static Fact Delay(
        OwedRequest request, string code, string error, Step step, OrderPolicy policy, DateTimeOffset now, TimeSpan? after = null, bool unexplained = false) =>
        policy.Retry.DelayAfter(request.Id, request.Attempts + 1, request.Waited, after) is { } wait
            ? new RequestDelayed(request.Id, code, error, step, now + wait, wait) { Unexplained = unexplained }
            : new RequestParked(request.Id, code, error);

    private static Fact NotTaken(Fact fact) => fact is RequestDelayed delayed ? delayed with { NotTaken = true } : fact;

    /// <summary>VTEX took the call: its word is awaited once at least, however long it took to get there.</summary>
    private static ResultAwaited Taken(OwedRequest request, string? code, OrderPolicy policy, DateTimeOffset now) =>
        new(request.Id, code, null, now + policy.Retry.ResultTimeout);

    /// <summary>
    /// Waits for the target's word and reads it where that does not come; a person where the horizon is reached, whose retry reads first.
    /// </summary>
    private static IEnumerable<Fact> Await(OwedRequest request, string? code, string? why, OrderPolicy policy, DateTimeOffset now) =>
        request.Waited < policy.Retry.Horizon
            ? [new ResultAwaited(request.Id, code, why, now + policy.Retry.ResultTimeout)]
            : [
                new RequestRedirected(request.Id, RequestState.Waiting, Step.Read, now, null),
                new RequestParked(request.Id, code ?? "NoResult", why ?? "VTEX never told how it went."),
            ];
}
