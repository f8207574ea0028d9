namespace OrderGrains.Tests.Orders.WaysOut;

/// <summary>
/// Whether an order that was just told something has a way out: it ended, or something of it comes due, or a person is asked (or the salesperson was told).
/// Said here of how the order stands, and not by the rules that are tried.
/// </summary>
internal static class WayOut
{
    /// <summary>Why it has none; null where it has.</summary>
    /// <param name="before">The order before.</param>
    /// <param name="move">What it was told.</param>
    /// <param name="turn">What became of it.</param>
    /// <param name="policy">The settings.</param>
    public static string? WhyNone(OrderRecord before, Move move, TurnResult turn, OrderPolicy policy) =>
        WhyUntouched(before.State, move, turn)
        ?? (turn.Record.State.Requests.Select(request => WhyStuck(turn.Record, request, move.At)).FirstOrDefault(why => why is not null)
            ?? WhyForgotten(turn.Record, policy));

    /// <summary>What ended moved its request; what an operator was granted changed something.</summary>
    private static string? WhyUntouched(OrderState before, Move move, TurnResult turn) => move.Command switch
    {
        RecordAnswer answer when before.Find(answer.RequestId) is { } called && called.IsCalledAt(answer.Due)
            && turn.Record.State.Find(answer.RequestId)?.IsCalledAt(answer.Due) == true => $"{called.Operation} was answered, and is due as if it had not been called",
        RetryRequest or SkipRequest or CancelByOperator or MarkPaid or ReplaceOrder
            when turn.Receipt.Outcome != Outcome.Refused && Bytes(before) == Bytes(turn.Record.State) => "the operator was told that it is done, and nothing changed",
        _ => null,
    };

    private static string? WhyStuck(OrderRecord record, OwedRequest request, DateTimeOffset now)
    {
        var state = record.State;
        return request.State switch
        {
            RequestState.Waiting or RequestState.AwaitingResult when request.DueAt is null => $"{request.Operation} is {request.State}, and never due",
            RequestState.Waiting or RequestState.AwaitingResult when request.DueAt > now.AddDays(1).AddTicks(1) => $"{request.Operation} is due at {request.DueAt}",
            RequestState.Waiting or RequestState.AwaitingResult when record.NextDue() is null || record.NextDue() > request.DueAt => "nobody looks when it is due",
            RequestState.Held when request.Operation is not (Operation.ApproveOrder or Operation.CancelOrder) => $"{request.Operation} is held, and nothing lets go of it",
            RequestState.Held when request.Placement != state.Placement => $"{request.Operation} is held for an earlier placement",
            RequestState.Held when state.Attention.IsEmpty && state.Latest(Operation.PlaceOrder) is not { State: RequestState.Waiting or RequestState.AwaitingResult or RequestState.Parked } place =>
                $"{request.Operation} is held, and the placement is {state.Latest(Operation.PlaceOrder)?.State.ToString() ?? "none"}",
            RequestState.Parked when state.Attention.IsEmpty && !IsTold(state) => $"{request.Operation} is parked, and nobody is asked",
            _ => null,
        };
    }

    /// <summary>What an order is for and nobody is at, though nobody decided so either.</summary>
    private static string? WhyForgotten(OrderRecord record, OrderPolicy policy)
    {
        var (state, vtex) = (record.State, record.State.Vtex);
        if (policy.HasVtex && state.Content is { Lines.IsEmpty: true } && state.Status is >= OrderStatus.Provisioning and < OrderStatus.RejectedByCustomer
            && !state.GraceOver && !vtex.Integrated && vtex.Progress == VtexProgress.None && state.Attention.IsEmpty && !IsTold(state)
            && state.Latest(Operation.PlaceOrder) is null)
        {
            return "nothing of it can be placed, and nobody is told";
        }

        if (!policy.HasVtex || state.Content is not { Lines.Length: > 0 } || !state.Attention.IsEmpty || IsTold(state) || state.Opabox is { Link: not null } && record.Id.Channel == Channel.Opabox)
        {
            return null;
        }

        var (place, approve, cancel) = (state.Latest(Operation.PlaceOrder), state.Latest(Operation.ApproveOrder), state.Latest(Operation.CancelOrder));
        var skipped = place is { State: RequestState.Skipped } || approve is { State: RequestState.Skipped } || cancel is { State: RequestState.Skipped };
        return skipped || vtex.Progress == VtexProgress.Cancelled ? null : state switch
        {
            { Status: >= OrderStatus.RejectedByCustomer } => vtex.Integrated && !IsAtWork(cancel) ? "the order is cancelled, VTEX has it, and nothing cancels it there"
                : place is not null && !vtex.Refused && !IsAtWork(place) && !IsAtWork(cancel) && !vtex.Integrated ? $"the order is cancelled, its placement is {place.State}, and nobody asks VTEX"
                : null,
            { Status: OrderStatus.PaymentRejected, GraceOver: false } => state.WakeAt is null ? "the grace never ends" : null,
            { Status: OrderStatus.PaymentRejected } => vtex.Integrated && !IsAtWork(cancel) ? "its grace is over, VTEX has it, and nothing cancels it there" : null,
            { Status: >= OrderStatus.Provisioning } when !vtex.Integrated && !IsAtWork(place) => $"it is to be placed, and the placement is {place?.State.ToString() ?? "none"}",
            { Status: >= OrderStatus.PayOnDelivery } when !vtex.Approved && !IsAtWork(approve) => $"it is to be approved, and the approval is {approve?.State.ToString() ?? "none"}",
            _ => null,
        };
    }

    private static bool IsAtWork(OwedRequest? request) => request is not null && (request.IsOpen() || request.State == RequestState.Parked);

    /// <summary>The salesperson was told of a refusal, or will be, and nobody paid: a status of ours is on its way, or was taken.</summary>
    private static bool IsTold(OrderState state) => (state.OmniChat.RefusalTold && !Payments.IsHeld(state)) || state.OmniChat.CancelledByChat;

    private static string Bytes(OrderState state) => Convert.ToHexString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(state with { WakeAt = null }, RecordCodec.Json.OrderState));
}
