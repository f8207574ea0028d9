namespace OrderGrains;

/// <content>What operators ask.</content>
public static partial class Order
{
    private static IEnumerable<Fact> DecideRetry(OrderState state, RetryRequest retry, DateTimeOffset now)
    {
        var what = $"Retry by {retry.Operator}";
        yield return state.Find(retry.RequestId) switch
        {
            null => new CommandRefused(what, "The order has no such request."),
            { State: RequestState.Held } => new CommandRefused(what, "The request waits for another one of the order."),
            { State: RequestState.Skipped } request when CameTrue(state, request) => new CommandRefused(what, "VTEX shows it done already."),
            { } request when MayBeRetried(state, request) => new RequestRetried(request.Id, retry.Operator, now),
            { } ended => new CommandRefused(what, $"The request is {ended.State}."),
        };
    }

    /// <summary>
    /// At VTEX an earlier placement is over. The others know one order: what they are owed stays owed when it is placed anew, but what was
    /// given up before may have been overtaken.
    /// </summary>
    private static bool MayBeRetried(OrderState state, OwedRequest request) => request.State switch
    {
        RequestState.Waiting or RequestState.AwaitingResult or RequestState.Parked =>
            request.Placement == state.Placement || request.Target != Target.Vtex,
        RequestState.Skipped => request.Placement == state.Placement,
        _ => false,
    };

    /// <summary>Whether a request of the current placement came true though it was given up: a call was under way, or somebody else did it.</summary>
    private static bool CameTrue(OrderState state, OwedRequest request) => request.Placement == state.Placement && request.Operation switch
    {
        Operation.PlaceOrder => state.Vtex.Integrated,
        Operation.ApproveOrder => state.Vtex.Approved,
        Operation.CancelOrder => state.Vtex.Progress == VtexProgress.Cancelled,
        _ => false,
    };

    private static IEnumerable<Fact> DecideSkip(OrderState state, SkipRequest skip)
    {
        var what = $"Skip by {skip.Operator}";
        yield return state.Find(skip.RequestId) switch
        {
            null => new CommandRefused(what, "The order has no such request."),
            { } request when request.IsOpen() || request.State == RequestState.Parked => new RequestSkipped(request.Id, skip.Operator),
            { } ended => new CommandRefused(what, $"The request is {ended.State}."),
        };
    }

    private static IEnumerable<Fact> DecideReplace(OrderState state, ReplaceOrder replace)
    {
        var cancelled = state.Vtex.Progress == VtexProgress.Cancelled
            || state.Latest(Operation.CancelOrder) is { State: RequestState.Done }
            || (state.Vtex.Refused && state.Latest(Operation.PlaceOrder) is null);
        var alive = state.Status is >= OrderStatus.PayOnDelivery and < OrderStatus.RejectedByCustomer;
        yield return cancelled && alive
            ? new Replaced(state.Placement + 1, replace.Operator)
            : new CommandRefused(
                $"Replace by {replace.Operator}",
                alive ? "VTEX has not cancelled the placement." : $"The order is {state.Status}: there is nothing to place anew.");
    }
}
