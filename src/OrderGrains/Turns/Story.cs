namespace OrderGrains;

/// <summary>Tells an order's story: one line a fact that a person wants to read. No personal data in it.</summary>
public static class Story
{
    /// <summary>The line of a fact; null where it goes without saying.</summary>
    /// <param name="state">The order after the fact.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="messageId">Id of the message that brought it.</param>
    /// <param name="now">When.</param>
    public static TimelineLine? Tell(OrderState state, Fact fact, string? messageId, DateTimeOffset now)
    {
        var told = fact is StatusReached or StatusCameLate or CartEdited or CartEditedTooLate or DraftExpired or CheckAnswered or ContentTaken or Warned
            or ChatStatusSeen or PlacementAskedAgain or PlacementWithheld or GraceRanOut or CommandRefused or OperatorNoted or Replaced or LoyaltyLeftOut
                or Linked or DeliveryDecided or ClockDoubted or ClockCaughtUp
            ? Senders(state, fact)
            : fact is VtexIntegrated or VtexApproved or VtexEnqueued or VtexAwaitsSeller or VtexSaidNo or VtexProgressed or VtexResultIgnored
                or VtexInvoiced or VtexStateTold
                ? Vtex(fact)
                : Requests(state, fact);
        return told is { } line
            ? new(now, line.OperationId ?? messageId, line.Operation, line.Direction, line.Status, Limits.Clip(line.Message))
            : null;
    }

    private static Line? Senders(OrderState state, Fact fact) => fact switch
    {
        StatusReached { Status: OrderStatus.Placed } reached when reached.Source.StartsWith("VTEX", StringComparison.Ordinal) => null,
        StatusReached reached => new(reached.Source, DirectionOf(reached.Source), LineStatus.Success, Sentence(reached.Status)),
        StatusCameLate late => new(late.Source, Direction.In, LineStatus.Stale, $"{late.Status} came late; the order is {state.Status}"),
        CartEdited { Cart: var cart } => new("Cart edited", Direction.In, LineStatus.Success,
            $"{cart.Lines.Length} line(s), {cart.Lines.Sum(line => line.Quantity):0.###} unit(s), {Amounts.Total(cart):0.00} reais in all"),
        CartEditedTooLate => new("Cart edited", Direction.In, LineStatus.Stale, "Answered only: the order was placed before"),
        DraftExpired => new("Cart", Direction.Internal, LineStatus.Success, "Closed: nobody finished it. What it knew of persons was dropped"),
        CheckAnswered { Check: var check } => new("Cart checked", Direction.Out,
            check.Errors > 0 ? LineStatus.Warning : LineStatus.Success,
            $"{check.Errors} error(s), {check.Infos} notice(s){(check.Blocked ? ", blocked" : "")} in {check.Elapsed.TotalMilliseconds:0} ms{(check.Note is { } note ? $"; {note}" : "")}{(check.Said is { } said ? $": {said}" : "")}"),
        ContentTaken when state.ContentVersion > 1 && Order.IsContentAtVtex(state) =>
            new("Content", Direction.In, LineStatus.Warning, "Changed after the order was placed"),
        ContentTaken when state.ContentVersion > 1 => new("Content", Direction.In, LineStatus.Success, "Changed"),
        Warned { Warnings: var warnings } => new("Looks wrong", Direction.In, LineStatus.Warning, string.Join("; ", warnings)),
        ChatStatusSeen seen when StatusTable.FromOmniChat(seen.Status) is null =>
            new($"OmniChat {seen.Status}", Direction.In, LineStatus.Success, $"Told by {seen.Responsible ?? "OmniChat"}"),
        ChatStatusSeen { Status: "OVER_PAID" } => new("OmniChat OVER_PAID", Direction.In, LineStatus.Warning, "Paid beyond the total"),
        PlacementAskedAgain => new("OmniChat provisioning", Direction.In, LineStatus.Success, "Asked again after the refusal"),
        PlacementWithheld withheld => new("Placement", Direction.Internal, LineStatus.Refused, $"Withheld: {withheld.Why}"),
        GraceRanOut => new("Grace", Direction.Internal, LineStatus.Success, "The rejected payment was not repaired in time"),
        OperatorNoted noted => new(noted.What, Direction.Internal, LineStatus.Success, noted.Note),
        CommandRefused refused => new(refused.What, Direction.In, LineStatus.Refused, refused.Why),
        Replaced replaced => new("Replace", Direction.In, LineStatus.Success, $"Placement {replaced.Placement}, by {replaced.Operator}"),
        Linked linked => new("Link", Direction.Internal, LineStatus.Success, $"With {linked.Order}{(linked.Operator is { } by ? $", by {by}" : "")}"),
        DeliveryDecided decided => new("Delivery after the cancellation", Direction.Internal, LineStatus.Success,
            $"{(decided.Stands ? "It stands, and so do its points" : "The cancellation stands")}, by {decided.Operator}"),
        ClockDoubted doubted => new("Clock", Direction.Internal, LineStatus.Warning,
            $"It has shown {doubted.Shown:u} before: it was ahead, or is behind. What lies too far ahead is counted anew"),
        ClockCaughtUp => new("Clock", Direction.Internal, LineStatus.Warning, "It shows a time that it had been behind of: graces and ages are counted anew"),
        LoyaltyLeftOut leftOut => new("BonifiQ", Direction.Internal, LineStatus.Warning, $"Not told: {leftOut.Why}"),
        _ => null,
    };

    private static Line? Vtex(Fact fact) => fact switch
    {
        VtexEnqueued { Answer: var answer, RequestId: var id } => new("VTEX SOI003", Direction.Out, LineStatus.Waiting,
            answer.Result.Flow == "ApproveOrder" ? "Approval enqueued" : $"Placement enqueued as {(answer.SentAsApproved ? "approved" : "new")}", id),
        VtexIntegrated integrated => new($"VTEX {integrated.Code}", Direction.In, LineStatus.Success,
            $"Placed{(integrated.OrderId is { } id ? $" as {id}" : "")}{(integrated.FranchiseOrderId is { } franchise ? $", franchise order {franchise}" : "")}",
            integrated.OperationId),
        VtexApproved approved => new($"VTEX {approved.Code}", Direction.In, LineStatus.Success, "Approved", approved.OperationId),
        VtexAwaitsSeller awaits => new("VTEX EOI011", Direction.In, LineStatus.Waiting, "The seller has to authorize the price; asked again later", awaits.RequestId),
        VtexSaidNo no => new($"VTEX {no.Code}", Direction.In, LineStatus.Parked, $"Refused: {no.Message}", no.OperationId),
        VtexProgressed progressed => new($"VTEX {progressed.Progress}", Direction.In, LineStatus.Success, progressed.Note ?? "Told by VTEX"),
        VtexInvoiced { Invoice: var invoice } => new("VTEX invoice", Direction.In,
            invoice.Return ? LineStatus.Warning : LineStatus.Success,
            $"{(invoice.Return ? "Return invoice" : "Invoice")} {invoice.Number}{(invoice.Value is { } cents ? $" of R$ {cents / 100m:0.00}" : "")}{(invoice.Delivered ? ", delivered" : "")}"),
        VtexStateTold told => new($"VTEX {told.State}", Direction.In, LineStatus.Success, "Told by VTEX"),
        VtexResultIgnored ignored => new($"VTEX {ignored.Code}", Direction.In, LineStatus.Stale, $"Changes nothing: {ignored.Why}", ignored.OperationId),
        _ => null,
    };

    private static Line? Requests(OrderState state, Fact fact) => fact switch
    {
        RequestDelayed delayed => Out(state, delayed.RequestId, LineStatus.Failed, $"{delayed.Code}: {delayed.Error.TrimEnd('.')}. Next attempt {delayed.DueAt:u}"),
        ResultAwaited { Code: Order.CancelAccepted } awaited => Out(state, awaited.RequestId, LineStatus.Waiting, "VTEX took note of it"),
        ResultAwaited { Code: { } code } awaited => Out(state, awaited.RequestId, LineStatus.Waiting,
            $"{code}: {awaited.Why} Nobody knows whether it was taken; asked at {awaited.ReadAt:u}"),
        RequestRedirected { Why: { } why } redirected => Out(state, redirected.RequestId, LineStatus.Waiting, why),
        RequestParked parked => Out(state, parked.RequestId, LineStatus.Parked, $"{parked.Code}: {parked.Error}"),
        RequestSuperseded superseded => Out(state, superseded.RequestId, LineStatus.Success, $"No longer needed: {superseded.Why}"),
        RequestSkipped skipped => Out(state, skipped.RequestId, LineStatus.Success, $"Given up by {skipped.Operator}"),
        RequestRetried retried => Out(state, retried.RequestId, LineStatus.Waiting, $"Sent on by {retried.Operator}"),
        ChatTold told => Out(state, told.RequestId, LineStatus.Success, $"OmniChat was told {told.Status}"),
        CheckoutTold told => Out(state, told.RequestId, LineStatus.Success, $"OmniChat was told where the placed order differs from its cart: {told.Parts}"),
        LoyaltyAcknowledged acknowledged => Out(state, acknowledged.RequestId,
            acknowledged.Warning is null ? LineStatus.Success : LineStatus.Warning,
            $"BonifiQ has it as {acknowledged.Standing}{(acknowledged.Warning is { } warning ? $": {warning}" : "")}"),
        _ => null,
    };

    private static Line Out(OrderState state, string requestId, LineStatus status, string message)
    {
        var request = state.Find(requestId);
        return new(request is null ? "Request" : Name(request), Direction.Out, status, message, requestId);
    }

    private static string Name(OwedRequest request) => request.Operation switch
    {
        Operation.PlaceOrder => "VTEX place",
        Operation.ApproveOrder => "VTEX approve",
        Operation.CancelOrder => "VTEX cancel",
        Operation.ChangeStatus => $"OmniChat {request.Argument}",
        Operation.Provision => $"OmniChat provisions {request.Argument}",
        Operation.UpdateCheckoutData => "OmniChat updateCheckoutData",
        Operation.ForwardStatus => "Link",
        _ => $"BonifiQ {request.Argument}",
    };

    private static Direction DirectionOf(string source) =>
        source.StartsWith("operator", StringComparison.Ordinal) ? Direction.Internal : Direction.In;

    private static string Sentence(OrderStatus status) => status switch
    {
        OrderStatus.Provisioning => "The cart is to be placed",
        OrderStatus.Placed => "New order",
        OrderStatus.PaymentRejected => "Payment rejected",
        OrderStatus.PayOnDelivery => "To be paid on delivery",
        OrderStatus.Paid => "Payment confirmed",
        OrderStatus.Preparing => "In preparation",
        OrderStatus.AwaitingCarrier => "Ready, waits for a carrier",
        OrderStatus.AwaitingPickup => "Ready, waits for the shopper",
        OrderStatus.InTransit => "On its way",
        OrderStatus.Delivered => "Delivered",
        OrderStatus.RejectedByCustomer => "The shopper did not take it",
        OrderStatus.Cancelled => "Cancelled",
        _ => status.ToString(),
    };

    private readonly record struct Line(string Operation, Direction Direction, LineStatus Status, string Message, string? OperationId = null);
}
