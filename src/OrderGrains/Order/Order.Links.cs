namespace OrderGrains;

/// <content>
/// Links: an OPABOX order that is a chat order's becomes a redirect, whose facts are requests that it owes to the chat order
/// (design, section 6, "A link"; docs/decisions/0011-links.md).
/// </content>
public static partial class Order
{
    /// <summary>Whether an order only hands its facts on to the chat order that it is linked with.</summary>
    internal static bool IsRedirect(OrderId id, OrderState state) => id.Channel == Channel.Opabox && state.Opabox.Link is not null;

    private static IEnumerable<Fact> DecideLink(OrderState state, LinkToChat link)
    {
        if (state.Opabox.Link == link.Chat)
        {
            yield break;
        }

        var what = $"Link by {link.Operator}";
        yield return state.Opabox.Link is { } other ? new CommandRefused(what, $"The OPABOX order is linked with {other} already.")
            : MayBePlaced(state) ? new CommandRefused(what, "VTEX has the OPABOX order, or may have it: two placed orders are not merged. Cancel it first.")
            : new Linked(link.Chat, link.Operator);
    }

    private static IEnumerable<Fact> DecideLinkedStatus(OrderState state, ReportLinkedStatus report)
    {
        if (state.Opabox.Link is { } other && other != report.Opabox)
        {
            yield return new CommandRefused($"Link with {report.Opabox}", $"The order is linked with {other} already.");
            yield break;
        }

        if (state.Opabox.Link is null)
        {
            yield return new Linked(report.Opabox, report.Operator);
        }

        if (StatusTable.FromOpabox(report.Status) is not { } status)
        {
            yield break;
        }

        if (report.Status != state.Opabox.Status && !(RankOf(state.Opabox.Status) > status))
        {
            yield return new OpaboxStatusSeen(report.Status);
        }

        foreach (var fact in Report(state, status, $"OPABOX status {report.Status}", null))
        {
            yield return fact;
        }
    }

    /// <summary>A redirect owes its chat order the highest status, and takes back what it had at BonifiQ, which the chat order has now.</summary>
    private static IEnumerable<Fact> ReactRedirect(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        foreach (var refused in state.Requests.Where(request =>
            request.Target == Target.Vtex && (request.IsOpen() || request.State == RequestState.Parked)))
        {
            yield return new RequestSuperseded(refused.Id, "the order is linked");
        }

        foreach (var fact in ReactLoyalty(id, state, policy, now))
        {
            yield return fact;
        }

        var code = state.Opabox.Status ?? 0;
        if (state.Opabox.Forwarded is { } forwarded && !(RankOf(code) > RankOf(forwarded)))
        {
            yield break;
        }

        foreach (var earlier in state.Requests.Where(request =>
            request.Operation == Operation.ForwardStatus && (request.IsOpen() || request.State == RequestState.Parked)))
        {
            yield return new RequestSuperseded(earlier.Id, $"OPABOX status {code} overtakes it");
        }

        yield return new RequestQueued(NewRequest(
            id, state, Target.Order, Operation.ForwardStatus, now, code.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static OrderStatus RankOf(int? opaboxCode) => StatusTable.FromOpabox(opaboxCode ?? 0) ?? OrderStatus.Unknown;

    /// <summary>Whether a placement stands at VTEX, or perhaps does: one that was cancelled or refused does not.</summary>
    private static bool MayBePlaced(OrderState state)
    {
        var cancelled = state.Vtex.Progress == VtexProgress.Cancelled || state.Latest(Operation.CancelOrder) is { State: RequestState.Done };
        var asked = state.Latest(Operation.PlaceOrder) is { State: not RequestState.Skipped } && !state.Vtex.Refused;
        return (state.Vtex.Integrated || asked) && !cancelled;
    }

    /// <summary>Whether it was delivered after it was cancelled and nobody has decided about that.</summary>
    private static bool IsDeliveryOpen(OrderState state) => state.DeliveredAfterCancel && state.Status >= OrderStatus.RejectedByCustomer;
}
