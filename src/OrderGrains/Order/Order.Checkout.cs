namespace OrderGrains;

/// <content>
/// OmniChat's cart and the order as it is placed: what the chat's cart means here, and what OmniChat is told where ours differs
/// (docs/decisions/0013-the-placed-order-told-back.md).
/// </content>
public static partial class Order
{
    /// <summary>
    /// A cart that came from the chat, its pickups marked. Null where it is the known one with our own correction in it, which
    /// OmniChat tells back: that is no change.
    /// </summary>
    private static OrderContent? FromChat(OrderState state, OrderContent? cart, OrderPolicy policy)
    {
        if (cart is null)
        {
            return null;
        }

        var marked = ChosenPickup.Mark(cart, state.OmniChat.PickupMethods);
        if (state.OmniChat.CheckoutDigest is null || state.Content is not { } known)
        {
            return marked;
        }

        var rule = policy.PickupFor(marked);
        return SameContent(CheckoutChange.AsPlaced(marked, rule), CheckoutChange.AsPlaced(known, rule)) ? null : marked;
    }

    /// <summary>
    /// Once VTEX has a placement, its difference from the cart is owed to OmniChat. It is queued before the status of the same turn
    /// and nothing waits for it: the payment link follows that status, and should be right; a sale that stands still is worse.
    /// </summary>
    private static IEnumerable<Fact> ReactCheckout(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
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
            yield return new RequestQueued(NewRequest(id, state, Target.OmniChat, Operation.UpdateCheckoutData, now, change.Parts));
        }
    }

    /// <summary>
    /// Whether VTEX has a placement that was not compared yet. After the first status was queued a first placement is not compared
    /// any more: settings that change later do not change what VTEX has.
    /// </summary>
    private static bool IsToBeCompared(OrderState state) =>
        (state.Vtex.Integrated || state.Vtex.Progress > VtexProgress.None)
        && state.OmniChat.CheckoutPlacement < state.Placement
        && (state.Placement > 1 || Rung(state.OmniChat.Queued) == 0);
}
