namespace OrderGrains;

/// <content>What an order owes because of how it stands.</content>
public static partial class Order
{
    /// <summary>How an order should stand at VTEX.</summary>
    private enum Want
    {
        Nothing,
        Placed,
        Approved,
        Cancelled,
    }

    /// <summary>
    /// What has to change in what is owed, given how the order stands: empty where everything owed is queued. It compares where
    /// each system should be with where it perhaps is, instead of answering single facts, so that the order in which facts came
    /// makes no difference. Applied until it is empty.
    /// </summary>
    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (IsRedirect(id, state))
        {
            return ReactRedirect(id, state, policy, now);
        }

        if (Invoices.ProgressOf(state) is var invoiced && invoiced > state.Vtex.Progress)
        {
            // Derived here and not where an invoice comes in: the content that tells a part from the whole may come later.
            return Hooked(id, state, invoiced, null, null);
        }

        if (id.Channel == Channel.Opabox && state.Content?.PlacedAt < policy.IgnorePlacedBefore)
        {
            return [];
        }

        return LetGoOfEarlier(state)
            .Concat(ReactVtex(id, state, policy, now))
            .Concat(ReactCheckout(id, state, policy, now))
            .Concat(ReactChat(id, state, policy, now))
            .Concat(ReactLoyalty(id, state, policy, now));
    }

    private static Want WantOf(OrderState state) => state.Status switch
    {
        >= OrderStatus.RejectedByCustomer => Want.Cancelled,
        OrderStatus.PaymentRejected => state.GraceOver ? Want.Cancelled : Want.Nothing,
        >= OrderStatus.PayOnDelivery => CancelledByUs(state) ? Want.Nothing : Want.Approved,
        >= OrderStatus.Provisioning => Want.Placed,
        _ => Want.Nothing,
    };

    /// <summary>
    /// Whether this placement was cancelled, or perhaps was, though the order lives: a person has to decide. A cancellation that
    /// is held was not sent.
    /// </summary>
    internal static bool CancelledByUs(OrderState state) =>
        state.Vtex.Progress == VtexProgress.Cancelled
        || state.Latest(Operation.CancelOrder) is { State: not (RequestState.Skipped or RequestState.Held) };

    /// <summary>Whether VTEX has a content of this placement: not one that it refused, lost or never had, so that it is sent again, as the order then stands.</summary>
    internal static bool IsContentAtVtex(OrderState state) =>
        state.Vtex.PlacedContentVersion > 0
        && (state.Vtex.Integrated || state.Latest(Operation.PlaceOrder) is not { State: RequestState.Waiting, Step: Step.Send });

    /// <summary>When a placement comes too late to be made.</summary>
    internal static DateTimeOffset? PlaceDeadline(OrderState state, OrderPolicy policy) =>
        policy.PlaceWithin is { } within && state.Content is { } content ? (content.PlacedAt ?? state.FirstSeenAt) + within : null;

    private static IEnumerable<Fact> ReactVtex(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now) =>
        !policy.HasVtex || state.Content is not { Lines.Length: > 0 }
            ? []
            : WantOf(state) switch
            {
                Want.Placed => GoOn(state).Concat(Place(id, state, now)),
                Want.Approved => GoOn(state).Concat(Place(id, state, now)).Concat(Approve(id, state, policy, now)),
                Want.Cancelled => Cancel(id, state, now),
                Want.Nothing => LetGo(state),
                var other => throw new ArgumentOutOfRangeException(nameof(state), other, "Nobody knows what it is."),
            };

    /// <summary>What is held for a placement that was cancelled, or is over, waits for nothing any more.</summary>
    private static IEnumerable<Fact> LetGo(OrderState state) => state.Requests
        .Where(request => request is { Operation: Operation.ApproveOrder, State: RequestState.Held })
        .Select(held => new RequestSuperseded(held.Id, "the placement was cancelled"));

    /// <summary>What an earlier placement held is over with it.</summary>
    private static IEnumerable<Fact> LetGoOfEarlier(OrderState state) => state.Requests
        .Where(request => request.State == RequestState.Held && request.Placement < state.Placement)
        .Select(held => new RequestSuperseded(held.Id, "the order was placed anew"));

    /// <summary>A cancellation that still waited for the placement is dropped with its cause: nothing of it was sent.</summary>
    private static IEnumerable<Fact> GoOn(OrderState state) =>
        state.Latest(Operation.CancelOrder) is { State: RequestState.Held } cancel
            ? [new RequestSuperseded(cancel.Id, "the order goes on")]
            : [];

    private static IEnumerable<Fact> Place(OrderId id, OrderState state, DateTimeOffset now)
    {
        if (state.Latest(Operation.PlaceOrder) is not null || state.Vtex.Integrated || state.Vtex.Refused)
        {
            yield break;
        }

        // A placement anew is an operator's, who knows how late it is.
        var place = NewRequest(id, state, Target.Vtex, Operation.PlaceOrder, now) with
        {
            LateAllowed = state.Placement > 1,
            Resends = state.Requests.LastOrDefault(request => request.Operation == Operation.PlaceOrder && request.Placement == state.Placement) switch
            {
                null => 0,
                { Resends: 0 } before when VtexCodes.IsRefusal(before.LastCode) => 0,
                { } before => before.Resends + 1,
            },
        };
        yield return new RequestQueued(place); // Where it comes too late, the clock's turn says so before it is sent.
    }

    private static IEnumerable<Fact> Approve(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        var placed = state.Vtex.Integrated;
        var place = state.Latest(Operation.PlaceOrder);
        var approve = state.Latest(Operation.ApproveOrder);
        if (state.Vtex.Approved || (!placed && place is null))
        {
            yield break;
        }

        if (!placed && place is { State: RequestState.Skipped })
        {
            if (approve is { State: RequestState.Held })
            {
                yield return new RequestSuperseded(approve.Id, "the placement was given up");
            }
        }
        else if (approve is null)
        {
            var request = NewRequest(id, state, Target.Vtex, Operation.ApproveOrder, now);
            yield return new RequestQueued(request with { State = RequestState.Held, DueAt = null });
        }
        else if (approve.State == RequestState.Held && placed)
        {
            // VTEX approves by itself what was placed as approved; where nobody knows how it was placed it is asked.
            yield return state.Vtex.SentAsApproved switch
            {
                true => new RequestRedirected(
                    approve.Id, RequestState.AwaitingResult, Step.Read, now + policy.Retry.ResultTimeout, null),
                false => new RequestRedirected(approve.Id, RequestState.Waiting, Step.Send, now, null),
                null => new RequestRedirected(approve.Id, RequestState.Waiting, Step.Read, now, null),
            };
        }
    }

    /// <summary>A placement was parked or given up, and nobody knows whether VTEX took it: the cancellation asks first.</summary>
    private static IEnumerable<Fact> AskAndCancel(OrderId id, OrderState state, OwedRequest? cancel, DateTimeOffset now) => cancel switch
    {
        null => [new RequestQueued(NewRequest(id, state, Target.Vtex, Operation.CancelOrder, now) with { Step = Step.Read })],
        { State: RequestState.Held } => [new RequestRedirected(cancel.Id, RequestState.Waiting, Step.Read, now, null)],
        _ => [],
    };

    private static IEnumerable<Fact> Cancel(OrderId id, OrderState state, DateTimeOffset now)
    {
        if (state.Latest(Operation.ApproveOrder) is { } approve && (approve.IsOpen() || approve.State == RequestState.Parked))
        {
            yield return new RequestSuperseded(approve.Id, "the order is cancelled");
        }

        var place = state.Latest(Operation.PlaceOrder);
        var cancel = state.Latest(Operation.CancelOrder);
        if (state.Vtex.Progress == VtexProgress.Cancelled)
        {
            yield break;
        }

        if (state.Vtex.Integrated)
        {
            if (cancel is null)
            {
                yield return new RequestQueued(NewRequest(id, state, Target.Vtex, Operation.CancelOrder, now));
            }
            else if (cancel.State == RequestState.Held)
            {
                yield return new RequestRedirected(cancel.Id, RequestState.Waiting, Step.Send, now, null);
            }
        }
        else if (place is { State: RequestState.Parked })
        {
            yield return new RequestSuperseded(place.Id, "the order is cancelled");
            if (!state.Vtex.Refused)
            {
                foreach (var fact in AskAndCancel(id, state, cancel, now))
                {
                    yield return fact;
                }
            }
        }
        else if (place is not null && place.IsOpen())
        {
            if (place is { State: RequestState.Waiting, Step: Step.Send })
            {
                yield return new RequestRedirected(place.Id, RequestState.Waiting, Step.Read, now, "the order is cancelled: VTEX is asked whether it has it");
            }

            if (cancel is null)
            {
                yield return new RequestQueued(
                    NewRequest(id, state, Target.Vtex, Operation.CancelOrder, now) with { State = RequestState.Held, DueAt = null });
            }
        }
        else if (place is { State: RequestState.Skipped } && !state.Vtex.Refused)
        {
            foreach (var fact in AskAndCancel(id, state, cancel, now))
            {
                yield return fact;
            }
        }
        else if (cancel is { State: RequestState.Held })
        {
            yield return new RequestSuperseded(cancel.Id, "VTEX never had the order");
        }
    }

    private static OwedRequest NewRequest(
        OrderId id, OrderState state, string target, Operation operation, DateTimeOffset now, string? argument = null) => new()
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
}
