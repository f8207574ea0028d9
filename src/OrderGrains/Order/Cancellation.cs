namespace OrderGrains;

/// <summary>
/// VTEX's cancellation of an order that ended: never sent while nobody knows whether VTEX has the placement, and done only when VTEX says so. It has no facts of its own: that VTEX
/// cancelled is <see cref="Progress"/>.
/// </summary>
internal static class Cancellation
{
    /// <summary>Code that a cancellation keeps while VTEX works on it.</summary>
    public const string Accepted = "Accepted";

    /// <summary>Code of one that VTEX took note of and its seller refused.</summary>
    public const string Denied = "CancellationDenied";

    public static IEnumerable<Fact> React(OrderId id, OrderState state, string target, DateTimeOffset now)
    {
        if (state.Latest(Operation.ApproveOrder) is { } approve && (approve.IsOpen() || approve.State == RequestState.Parked))
        {
            yield return new RequestSuperseded(approve.Id, "the order is cancelled");
        }

        var cancel = state.Latest(Operation.CancelOrder);
        var owed = state.Vtex switch
        {
            { Progress: VtexProgress.Cancelled } => [],
            { Integrated: true } => Send(id, state, target, cancel, now),
            _ => BeforeItIsPlaced(id, state, target, cancel, now),
        };
        foreach (var fact in owed)
        {
            yield return fact;
        }
    }

    /// <summary>The order goes on: a cancellation that still waited for the placement is dropped with its cause, since nothing of it was sent.</summary>
    public static IEnumerable<Fact> LetGo(OrderState state) =>
        state.Latest(Operation.CancelOrder) is { State: RequestState.Held } cancel
            ? [new RequestSuperseded(cancel.Id, "the order goes on")]
            : [];

    /// <summary>A cancellation that was given up when the order was to go on is over: what the order reached since asks for one of its own.</summary>
    public static OrderState AskedAnew(OrderState state) =>
        state.Latest(Operation.CancelOrder) is { State: RequestState.Skipped } cancel
            ? state.With(cancel.Id, request => request with { State = RequestState.Superseded })
            : state;

    /// <summary>VTEX took note of a cancellation, and tells that the order goes on all the same: it is read now, since it may be old news, or the seller's refusal.</summary>
    /// <param name="state">The order.</param>
    /// <param name="word">Where VTEX says it stands; null for nowhere.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<Fact> GoesOn(OrderState state, string? word, DateTimeOffset now) =>
        state.Latest(Operation.CancelOrder) is { State: RequestState.AwaitingResult, LastCode: Accepted } cancel
        && cancel.DueAt > now
        && (VtexStates.ProgressOf(word) is VtexProgress.Handling or VtexProgress.Invoiced
            || (state.Vtex.CancellationAsked && VtexStates.StandingOf(word) is VtexStanding.Integrated or VtexStanding.Approved))
            ? [new RequestRedirected(cancel.Id, RequestState.AwaitingResult, Step.Read, now, $"VTEX tells {VtexStates.Shown(word)} after it: asked how it stands")]
            : [];

    /// <summary>
    /// What a read leaves to do: it is sent where VTEX has the order, and awaited where VTEX took note of it or waits for its seller. One that the seller refused is for a person.
    /// </summary>
    public static IEnumerable<Fact> AfterRead(OrderState state, OwedRequest request, VtexRead read, OrderPolicy policy, DateTimeOffset now) => read.Standing switch
    {
        VtexStanding.Invoiced => [new RequestParked(request.Id, "Invoiced", "VTEX has invoiced it: a return invoice comes first.")],
        VtexStanding.Cancelled => [new RequestDone(request.Id, true)],
        VtexStanding.Integrated or VtexStanding.Approved when request.LastCode == Accepted && IsDenied(state, read) =>
            [new RequestParked(request.Id, Denied, $"VTEX took note of the cancellation and shows {read.Status}: its seller refused it.")],
        VtexStanding.Integrated or VtexStanding.Approved => request.LastCode == Accepted || VtexStates.IsCancellationAsked(read.Status)
            ? Requests.Await(request, Accepted, $"VTEX still shows {read.Status}", policy, now)
            : [new RequestRedirected(request.Id, RequestState.Waiting, Step.Send, now, "VTEX has it: cancelled now")],
        _ => throw Order.Unknown(read.Standing),
    };

    /// <summary>VTEX does not have the order that is to be cancelled, or does not show it yet.</summary>
    public static IEnumerable<Fact> NotShown(OrderState state, OwedRequest request, OrderPolicy policy, DateTimeOffset now)
    {
        if (state.Vtex.Integrated)
        {
            return [Requests.Delay(request, VtexResults.Missing, "VTEX does not show the order yet.", Step.Read, policy, now)];
        }

        if (request is not { State: RequestState.AwaitingResult, LastCode: VtexResults.Missing } && Placement.Last(state)?.ResultDueAt is { } shown)
        {
            // The placement was stopped while VTEX may have been at work on it.
            return [new ResultAwaited(request.Id, VtexResults.Missing, VtexResults.NotShownYet, shown > now ? shown : now)];
        }

        return
        [
            new RequestSuperseded(request.Id, "VTEX does not have the order: nothing to cancel"),
            .. state.Latest(Operation.PlaceOrder) is { State: RequestState.Skipped } givenUp
                ? (Fact[])[new RequestSuperseded(givenUp.Id, "VTEX does not have the order")]
                : [],
        ];
    }

    /// <summary>Whether VTEX has cancelled this placement, as it said itself or answered.</summary>
    public static bool IsDone(OrderState state) =>
        state.Vtex.Progress == VtexProgress.Cancelled || state.Latest(Operation.CancelOrder) is { State: RequestState.Done };

    /// <summary>
    /// Whether this placement was cancelled, or perhaps was, though the order lives: a person has to decide. A cancellation that
    /// is held was not sent.
    /// </summary>
    public static bool IsPerhapsDone(OrderState state) =>
        state.Vtex.Progress == VtexProgress.Cancelled
        || state.Latest(Operation.CancelOrder) is { State: not (RequestState.Skipped or RequestState.Held) };

    /// <summary>VTEX waits for its seller where the order is handled already: whoever is handling it, or goes on after that wait, does not cancel it.</summary>
    private static bool IsDenied(OrderState state, VtexRead read) =>
        read.Status is not null
        && !VtexStates.IsCancellationAsked(read.Status)
        && (state.Vtex.CancellationAsked || VtexStates.ProgressOf(read.Status) == VtexProgress.Handling);

    private static IEnumerable<Fact> Send(OrderId id, OrderState state, string target, OwedRequest? cancel, DateTimeOffset now) => cancel switch
    {
        null => [new RequestQueued(Requests.New(id, state, target, Operation.CancelOrder, now))],
        { State: RequestState.Held } => [new RequestRedirected(cancel.Id, RequestState.Waiting, Step.Send, now, null)],
        _ => [],
    };

    /// <summary>Nobody has said that VTEX has the order: what becomes of its placement decides.</summary>
    private static IEnumerable<Fact> BeforeItIsPlaced(OrderId id, OrderState state, string target, OwedRequest? cancel, DateTimeOffset now)
    {
        switch (state.Latest(Operation.PlaceOrder))
        {
            case { State: RequestState.Parked } place:
                return [new RequestSuperseded(place.Id, "the order is cancelled"), .. state.Vtex.Refused ? [] : AskFirst(id, state, target, cancel, now)];
            case { } place when place.IsOpen():
                return
                [
                    .. place is { State: RequestState.Waiting, Step: Step.Send }
                        ? (Fact[])[new RequestRedirected(place.Id, RequestState.Waiting, Step.Read, now, "the order is cancelled: VTEX is asked whether it has it")]
                        : [],
                    .. cancel is null
                        ? (Fact[])[new RequestQueued(Requests.New(id, state, target, Operation.CancelOrder, now) with { State = RequestState.Held, DueAt = null })]
                        : [],
                ];
            case { State: RequestState.Skipped } when !state.Vtex.Refused:
                return AskFirst(id, state, target, cancel, now);
            default:
                return cancel is { State: RequestState.Held } ? [new RequestSuperseded(cancel.Id, "VTEX never had the order")] : [];
        }
    }

    /// <summary>A placement was parked or given up, and nobody knows whether VTEX took it: the cancellation asks first.</summary>
    private static IEnumerable<Fact> AskFirst(OrderId id, OrderState state, string target, OwedRequest? cancel, DateTimeOffset now) => cancel switch
    {
        null => [new RequestQueued(Requests.New(id, state, target, Operation.CancelOrder, now) with { Step = Step.Read })],
        { State: RequestState.Held } => [new RequestRedirected(cancel.Id, RequestState.Waiting, Step.Read, now, null)],
        _ => [],
    };
}
