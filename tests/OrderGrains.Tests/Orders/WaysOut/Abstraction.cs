namespace OrderGrains.Tests.Orders.WaysOut;

/// <summary>
/// What two orders must have in common to count as one in a walk: all that the rules ask of what is owed to VTEX for the current placement.
/// <list type="bullet">
/// <item>of the status what VTEX should do about it: nothing yet, place, wait for the grace, approve, cancel;</item>
/// <item>of VTEX whether it has the order, approved, refused or cancelled it, and until it is approved how the placement went out;</item>
/// <item>of each of its operations the newest request: its state, its next step, and of its last failure what a rule of this operation remembers. A number is what rules compare it with:
/// the sum of the waits is below the horizon or not (with it the tries that nobody explains are used up or not), an instant of the placement is past or to come;</item>
/// <item>of the other targets whether a request to them is parked, since between targets nothing waits; without VTEX their newest requests.</item>
/// </list>
/// Left out are ids, texts, versions, amounts, invoices, what asks for attention, requests of earlier placements, and of what ended all but how.
/// </summary>
internal static class Abstraction
{
    public static string Of(OrderRecord record, DateTimeOffset now, OrderPolicy policy)
    {
        var (state, vtex) = (record.State, record.State.Vtex);
        var place = state.Requests.LastOrDefault(request => request.Operation == Operation.PlaceOrder && request.Placement == state.Placement);
        bool IsUsedUp(OwedRequest request) => request.Waited >= policy.Retry.Horizon;
        return string.Join('\n', [
            $"{Class(state.Status)} {state.GraceOver} {state.Placement} {state.Content is null} {state.Content is { Lines.IsEmpty: true }} {state.Opabox.Link is null}",
            $"{vtex.Integrated} {vtex.Approved} {vtex.Refused} {vtex.Progress == VtexProgress.Cancelled} {(vtex.Approved ? null : vtex.SentAsApproved)}",
            $"{state.OmniChat.CancelledByChat} {state.OmniChat.RefusalTold} {state.OmniChat is { CancelledByChat: true, AskedAfterEnd: true }} {Others(state, policy)}",
            place switch
            {
                null => "",
                _ when place.IsOpen() || place.State == RequestState.Parked =>
                    $"{place.State} {place.Step} {Kept(place)} {place.Resends > 0} {place.AlreadyThere} {Side(place.DueAt, now)} {Side(place.ResultDueAt, now)} {IsUsedUp(place)}",
                _ when vtex.Integrated => $"{place.State}",
                _ => $"{place.State} {place.Step} {Kept(place)} {place.Resends > 0} {Side(place.ResultDueAt, now)}",
            },
            .. ((Operation[])[Operation.ApproveOrder, Operation.CancelOrder]).Select(operation => state.Latest(operation) switch
            {
                null => "",
                { } request when request.IsOpen() || request.State == RequestState.Parked => $"{request.State} {request.Step} {Kept(request)} {IsUsedUp(request)}",
                { } over => $"{over.State}",
            }),
        ]);
    }

    private static string Class(OrderStatus status) => status switch
    {
        >= OrderStatus.RejectedByCustomer => "ended",
        >= OrderStatus.PayOnDelivery => "alive",
        OrderStatus.PaymentRejected => "rejected",
        >= OrderStatus.Provisioning => "asked for",
        _ => "unknown",
    };

    private static string Others(OrderState state, OrderPolicy policy)
    {
        var others = state.Requests.Where(request => request.Target != Target.Vtex);
        return policy.HasVtex
            ? $"{others.Any(request => request.State == RequestState.Parked)}"
            : string.Join(' ', others.GroupBy(request => request.Operation).Select(each => $"{each.Key} {each.Last().Argument} {each.Last().State}"));
    }

    private static string Side(DateTimeOffset? at, DateTimeOffset now) => at is null ? "never" : at > now ? "later" : "now";

    /// <summary>The failures that a rule of the operation remembers.</summary>
    private static string? Kept(OwedRequest request) => (request.Operation, request.LastCode) switch
    {
        (_, null) => "none",
        (Operation.PlaceOrder, "EOI002" or "EOI003" or "EOI004" or "EOI005") => "refusal",
        (Operation.PlaceOrder, "TooLate") or (Operation.ApproveOrder, "EOI009") or (Operation.CancelOrder, "Accepted" or "HTTP 404") => request.LastCode,
        _ => "some",
    };
}
