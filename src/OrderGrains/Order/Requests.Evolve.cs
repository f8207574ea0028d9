using System.Collections.Immutable;

namespace OrderGrains;

/// <content>What their facts change.</content>
internal static partial class Requests
{
    public static OrderState Evolve(OrderState state, RequestFact fact, OrderPolicy policy, DateTimeOffset now) => fact switch
    {
        RequestQueued { Request: var request } => Queued(state, request, now),
        RequestDone done => Answered(state, done.RequestId, done.Answered),
        RequestSuperseded superseded => End(state, superseded.RequestId, RequestState.Superseded),
        RequestSkipped skipped => Skipped(state, skipped.RequestId, policy, now),
        RequestParked { Code: Placement.TooLate } late => Parked(
            LookedFor(state, late.RequestId, policy, now), late.RequestId, late.Code, late.Error, counted: true),
        RequestParked parked => Parked(state, parked.RequestId, parked.Code, parked.Error, parked.Notified),
        RequestDelayed delayed => Delayed(state, delayed, policy, now),
        ResultAwaited awaited => state.With(awaited.RequestId, request => request with
        {
            State = RequestState.AwaitingResult,
            Step = Step.Read,
            Attempts = request.Attempts + (awaited.Notified ? 0 : 1),
            Waited = request.Waited + Awaited(request, policy, now),
            DueAt = awaited.ReadAt,
            ResultDueAt = null,
            LastCode = awaited.Code,
            LastError = awaited.Why,
        }),
        RequestRedirected redirected => Opened(state, redirected.RequestId, redirected.State == RequestState.Waiting && redirected.Step == Step.Send)
            .With(redirected.RequestId, request => request with
            {
                Resends = request.Resends + (IsResent(request, redirected.State, redirected.Step) ? 1 : 0),
                State = redirected.State,
                Waited = request.Waited + Awaited(request, policy, now),
                Step = redirected.Step,
                DueAt = redirected.DueAt,
            }),
        RequestRetried retried => Retried(state, retried, policy, now),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>How long a result was awaited in vain, or until it came; the time that the hub was stopped is not in it.</summary>
    private static TimeSpan Awaited(OwedRequest request, OrderPolicy policy, DateTimeOffset now)
    {
        if (request.State != RequestState.AwaitingResult || request.DueAt is not { } due)
        {
            return TimeSpan.Zero;
        }

        var left = due > now ? due - now : TimeSpan.Zero;
        return left < policy.Retry.ResultTimeout ? policy.Retry.ResultTimeout - left : TimeSpan.Zero;
    }

    /// <summary>
    /// A request is to be sent, which opens an epoch. A placement that is sent again may go out otherwise than before, and its result may
    /// overtake the answer that says how.
    /// </summary>
    private static OrderState Opened(OrderState state, string requestId, bool sends) => !sends
        ? state
        : state with
        {
            Epoch = state.Epoch + 1,
            Vtex = state.Vtex.SentAsApproved is not null && state.Find(requestId) is { Operation: Operation.PlaceOrder }
                ? state.Vtex with { SentAsApproved = null }
                : state.Vtex,
        };

    /// <summary>Whether a placement is to go out once more.</summary>
    private static bool IsResent(OwedRequest request, RequestState next, Step step) =>
        request.Operation == Operation.PlaceOrder && next == RequestState.Waiting && step == Step.Send;

    /// <summary>
    /// Whether VTEX may have a placement that an operator sends on: where it waits it is not sent twice, and a refusal ended the send that
    /// it was believed of.
    /// </summary>
    private static bool IsPerhapsAtVtex(OwedRequest request) => request.State != RequestState.Waiting && !VtexCodes.IsRefusal(request.LastCode);

    private static OrderState Queued(OrderState state, OwedRequest request, DateTimeOffset now)
    {
        var queued = state with
        {
            Epoch = state.Epoch + 1,
            Requests = WithoutOldest(state.Requests, state.Placement).Add(request),
        };
        return request.Operation switch
        {
            Operation.PlaceOrder => Placement.Queued(queued, request),
            Operation.SendOrder => Loyalty.Queued(queued, Loyalty.StandingOf(request.Argument), now),
            Operation.ForwardStatus => Links.Queued(queued, request.Argument),
            Operation.ChangeStatus or Operation.Provision => Chat.Queued(queued, request.Argument),
            Operation.ApproveOrder or Operation.CancelOrder or Operation.UpdateCheckoutData => queued,
            _ => throw Order.Unknown(request.Operation),
        };
    }

    /// <summary>
    /// Makes room for one more: the oldest that ended go first. The newest of each operation of this placement stays, since it
    /// says that the operation was asked for.
    /// </summary>
    private static ImmutableArray<OwedRequest> WithoutOldest(ImmutableArray<OwedRequest> requests, int placement)
    {
        while (requests.Length >= Limits.MaxRequests)
        {
            var index = requests.ToList().FindIndex(request =>
                !request.IsOpen()
                && (request.Placement != placement
                    || request.State == RequestState.Superseded
                    || requests.Last(other => other.Operation == request.Operation && other.Placement == placement) != request));
            if (index < 0)
            {
                break;
            }

            requests = requests.RemoveAt(index);
        }

        return requests;
    }

    private static OrderState End(OrderState state, string requestId, RequestState end) =>
        state.With(requestId, request => request with { State = end, DueAt = null });

    private static OrderState Skipped(OrderState state, string requestId, OrderPolicy policy, DateTimeOffset now) =>
        End(LookedFor(state, requestId, policy, now), requestId, RequestState.Skipped);

    /// <summary>
    /// Prepares a request to VTEX that is stopped while its call may be under way, or VTEX may have it: an operator may send it on later. Then VTEX is read
    /// first, and a 404 is believed no earlier than if the request had not been stopped.
    /// </summary>
    private static OrderState LookedFor(OrderState state, string requestId, OrderPolicy policy, DateTimeOffset now) =>
        state.With(requestId, request => !IsPerhapsUnderWay(request, now) ? request : request with
        {
            Step = Step.Read,
            ResultDueAt = request.Operation != Operation.PlaceOrder ? null
                : request.State == RequestState.AwaitingResult ? request.DueAt
                : request.ResultDueAt ?? now + policy.Retry.ResultTimeout,
        });

    /// <summary>
    /// Whether VTEX may have the request: its call may be under way, which only its lane knows, or it was to be read already. One that never failed has been
    /// due since it was queued, whatever the clock shows by now.
    /// </summary>
    private static bool IsPerhapsUnderWay(OwedRequest request, DateTimeOffset now) => Target.IsVtex(request.Target) && request.State switch
    {
        RequestState.AwaitingResult => request.DueAt > now,
        RequestState.Waiting => request.Step == Step.Read || request.LastCode is null || request.IsDue(now),
        RequestState.Held or RequestState.Parked or RequestState.Done or RequestState.Superseded or RequestState.Skipped => false,
        _ => throw Order.Unknown(request.State),
    };

    /// <summary>A request is done, by an answer to a call of its own or not.</summary>
    public static OrderState Answered(OrderState state, string requestId, bool answered) => End(state, requestId, RequestState.Done)
        .With(requestId, request => request with { Attempts = request.Attempts + (answered ? 1 : 0), LastCode = null, LastError = null, StuckSince = null });

    /// <summary>A request stopped, by a call that was counted before or not.</summary>
    public static OrderState Parked(OrderState state, string requestId, string code, string error, bool counted) =>
        state.With(requestId, request => request with
        {
            State = RequestState.Parked,
            DueAt = null,
            Attempts = request.Attempts + (counted ? 0 : 1),
            LastCode = code,
            LastError = Limits.Clip(error),
        });

    private static OrderState Delayed(OrderState state, RequestDelayed delayed, OrderPolicy policy, DateTimeOffset now) =>
        Opened(state, delayed.RequestId, delayed.Step == Step.Send).With(delayed.RequestId, request => request with
        {
            State = RequestState.Waiting,
            Step = delayed.Step,
            Resends = request.Resends + (!delayed.NotTaken && IsResent(request, RequestState.Waiting, delayed.Step) ? 1 : 0),
            Attempts = request.Attempts + (delayed.Notified ? 0 : 1),
            UnexplainedFailures = request.UnexplainedFailures + (delayed.Unexplained ? 1 : 0),
            AlreadyThere = request.AlreadyThere || delayed.AlreadyThere,
            Waited = request.Waited + Awaited(request, policy, now) + delayed.Wait,
            DueAt = delayed.DueAt,
            LastCode = delayed.Code,
            LastError = Limits.Clip(delayed.Error),
        });

    /// <summary>Since when a person is asked about a request that stopped.</summary>
    private static DateTimeOffset? AskedSince(OrderState state) => state.Attention
        .Where(attention => attention.Reason is AttentionReason.RequestParked or AttentionReason.PlacementRefused or AttentionReason.TellShopper)
        .Min(attention => (DateTimeOffset?)attention.Since);

    private static OrderState Retried(OrderState state, RequestRetried retried, OrderPolicy policy, DateTimeOffset now)
    {
        var refused = state.Find(retried.RequestId) is { Operation: Operation.PlaceOrder } && state.Vtex.Refused;
        // A clock that went back makes what was due look as if it were to come: it may be claimed under the time that the retry takes from it.
        var doubted = state.DoubtedTime is not null
            && state.Find(retried.RequestId) is { State: RequestState.Waiting } waiting && Target.IsVtex(waiting.Target) && waiting.DueAt > retried.DueAt;
        var opened = Opened(state, retried.RequestId, sends: true).With(retried.RequestId, request => request with
        {
            State = RequestState.Waiting,
            Step = doubted ? Step.Read : refused ? Step.Send : request.Step,
            Resends = request.Resends + (IsPerhapsAtVtex(request) && IsResent(request, RequestState.Waiting, refused ? Step.Send : request.Step) ? 1 : 0),
            // What is due already keeps its time: its call is perhaps claimed under that, and so perhaps sent. What was never called was due from its start.
            DueAt = request.State == RequestState.Waiting && (request.DueAt < retried.DueAt || request is { Attempts: 0, LastCode: null })
                ? request.DueAt
                : retried.DueAt,
            ResultDueAt = request is { Operation: Operation.PlaceOrder, State: RequestState.AwaitingResult } && request.DueAt > retried.DueAt
                ? request.DueAt
                : request.ResultDueAt,
            Waited = TimeSpan.Zero,
            StuckSince = request.State == RequestState.Parked ? request.StuckSince ?? AskedSince(state) : request.StuckSince,
            UnexplainedFailures = 0,
            AlreadyThere = request.AlreadyThere && !refused, // VTEX has refused what was there.
            LateAllowed = request.LateAllowed || (request.Operation == Operation.PlaceOrder && (request.LastCode == Placement.TooLate || Placement.Deadline(state, policy) <= now)),
        });
        return refused
            ? opened with
            {
                Vtex = opened.Vtex with { Refused = false, RefusalCode = null, RefusalMessage = null },
                OmniChat = Chat.HearsAnew(opened.OmniChat),
            }
            : opened;
    }
}
