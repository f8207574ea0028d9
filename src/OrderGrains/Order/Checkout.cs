namespace OrderGrains;

/// <summary>The cart was compared with the order as a placement has it; null where nothing differs.</summary>
public sealed record CheckoutCompared(int Placement, string? Digest) : CheckoutFact;

/// <summary>OmniChat took what differs; <paramref name="Parts"/> names it.</summary>
public sealed record CheckoutTold(string RequestId, string Parts) : CheckoutFact, IMovesRequest;

/// <summary>
/// OmniChat's cart and the order as it is placed: what of OmniChat's cart is taken for the order, and what OmniChat is told where ours differs
/// (docs/decisions/0013-the-placed-order-told-back.md).
/// </summary>
internal static class Checkout
{
    /// <summary>
    /// A cart that came from the chat, its pickups marked. Null where it is the known one with our own correction in it, which
    /// OmniChat tells back: that is no change.
    /// </summary>
    public static OrderContent? Told(OrderState state, OrderContent? cart, OrderPolicy policy)
    {
        if (cart is null)
        {
            return null;
        }

        var marked = ChosenPickup.Mark(cart, state.OmniChat);
        if (state.OmniChat.CheckoutDigest is null || state.Content is not { } known)
        {
            return marked;
        }

        var rule = policy.PickupFor(marked);
        return Contents.Same(CheckoutChange.AsPlaced(marked, rule), CheckoutChange.AsPlaced(known, rule)) ? null : marked;
    }

    public static OrderState Evolve(OrderState state, CheckoutFact fact) => fact switch
    {
        CheckoutCompared compared => state with
        {
            OmniChat = state.OmniChat with
            {
                CheckoutPlacement = compared.Placement,
                CheckoutDigest = compared.Digest ?? state.OmniChat.CheckoutDigest,
            },
        },
        CheckoutTold told => Requests.Answered(state, told.RequestId, true),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>
    /// Once VTEX has a placement, its difference from the cart is owed to OmniChat. It is queued before the status of the same turn
    /// and nothing waits for it: the payment link follows that status, and should be right; a sale that stands still is worse.
    /// </summary>
    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (id.Channel != Channel.OmniChat || !policy.HasOmniChat || state.Content is not { } cart)
        {
            yield break;
        }

        var ended = state.OmniChat.CancelledByChat || state.Status >= OrderStatus.RejectedByCustomer;
        var due = !ended && IsToBeCompared(state);
        if (!ended && !due)
        {
            yield break;
        }

        foreach (var earlier in state.Requests.Where(request =>
            request.Operation == Operation.UpdateCheckoutData && (request.IsOpen() || request.State == RequestState.Parked)))
        {
            yield return new RequestSuperseded(earlier.Id, ended ? "the order is cancelled" : "a newer placement overtakes it");
        }

        if (!due)
        {
            yield break;
        }

        var change = CheckoutChange.Of(cart, policy.PickupFor(cart));
        var digest = change?.Digest();
        if (change is not null || state.Placement > 1)
        {
            yield return new CheckoutCompared(state.Placement, digest);
        }

        if (change is not null && digest != state.OmniChat.CheckoutDigest)
        {
            yield return new RequestQueued(Requests.New(id, state, Target.OmniChat, Operation.UpdateCheckoutData, now, change.Parts));
        }
    }

    public static StoryLine? Tell(OrderState state, CheckoutFact fact) => fact switch
    {
        CheckoutTold told => Requests.Line(state, told.RequestId, LineStatus.Success, $"OmniChat was told where the placed order differs from its cart: {told.Parts}"),
        CheckoutCompared => null,
        _ => throw Order.Unknown(fact),
    };

    /// <summary>
    /// Whether VTEX has a placement that was not compared yet. After the first status was queued a first placement is not compared
    /// any more: settings that change later do not change what VTEX has.
    /// </summary>
    private static bool IsToBeCompared(OrderState state) =>
        (state.Vtex.Integrated || state.Vtex.Progress > VtexProgress.None)
        && state.OmniChat.CheckoutPlacement < state.Placement
        && (state.Placement > 1 || Chat.Rung(state.OmniChat.Queued) == 0);
}
