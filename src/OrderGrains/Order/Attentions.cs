using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>Why an order needs a person: derived from how it stands, so that each reason goes when its cause does.</summary>
public static class Attentions
{
    /// <summary>The reasons, the most pressing first; one that stood before keeps its time.</summary>
    public static ImmutableArray<Attention> Of(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now) =>
        [.. Reasons(id, state, policy).Select(reason =>
            new Attention(reason.Code, Limits.Clip(PersonalData.OneLine(reason.Message)), state.Attention.FirstOrDefault(known => known.Reason == reason.Code)?.Since ?? StuckSince(state, reason.Code) ?? now))];

    /// <summary>Since when a request asks for a person, over all the times that one sent it on in vain.</summary>
    internal static DateTimeOffset? StuckSince(OrderState state, string code) =>
        code is AttentionReason.RequestParked or AttentionReason.PlacementRefused or AttentionReason.TellShopper
            ? state.Requests.Where(request => request.State == RequestState.Parked).Min(request => request.StuckSince)
            : null;

    /// <summary>Whether only VTEX has spoken of the order: nothing is owed for it until a sender tells what it is.</summary>
    internal static bool IsUnmatched(OrderState state) =>
        state.Content is null && state.Opabox.Status is null && state.OmniChat.Status is null;

    private static IEnumerable<(string Code, string Message)> Reasons(OrderId id, OrderState state, OrderPolicy policy)
    {
        // The one is its chat order's to ask for; the other is the business of whoever took orders before the hub.
        if (Links.IsRedirect(id, state) || Statuses.IsFromBefore(id, state, policy))
        {
            return state.Requests.FirstOrDefault(request => request.State == RequestState.Parked) is { } stuck ? [Stuck(stuck)] : [];
        }

        return Vtex(id, state).Concat(Others(state, policy));
    }

    private static IEnumerable<(string Code, string Message)> Vtex(OrderId id, OrderState state)
    {
        var place = state.Latest(Operation.PlaceOrder);
        var ended = state.Vtex.Refused && (place is null || place.State == RequestState.Parked);
        var refused = ended && state.Status < OrderStatus.RejectedByCustomer;
        // A cancellation of the hub's own operator is one that OPABOX has not heard of either.
        var tell = refused || state.Vtex.CancelledByVtex
            || (ended && state.StatusSource?.StartsWith("operator", StringComparison.Ordinal) == true);
        if (id.Channel == Channel.Opabox && tell && state.Opabox.Status is not (7 or 8))
        {
            yield return (AttentionReason.TellShopper, refused
                ? $"VTEX refused the order ({state.Vtex.RefusalCode}). Correct the cause and retry, or tell the shopper and cancel it in OPABOX."
                : "The order is cancelled at VTEX, or was never taken. Tell the shopper and cancel it in OPABOX: status 7 or 8 clears this.");
        }

        if (refused && place is not null && state.OmniChat.RefusalTold && Payments.IsHeld(state))
        {
            yield return (AttentionReason.PlacementRefused,
                $"{state.Vtex.RefusalCode}: {Limits.Sentence(state.Vtex.RefusalMessage)} OmniChat shows it as cancelled, and money was paid. Correct the cause and retry, or cancel the order.");
        }
        else if (refused && (!state.OmniChat.RefusalTold || state.Vtex.RefusalCode == SkuRules.Code))
        {
            yield return (AttentionReason.PlacementRefused, $"{state.Vtex.RefusalCode}: {Limits.Sentence(state.Vtex.RefusalMessage)} Correct the cause and retry.");
        }

        if (state.Requests.FirstOrDefault(request => request.State == RequestState.Parked && (request != place || !refused)) is { } parked)
        {
            yield return Stuck(parked);
        }

        if (IsCancellationAsked(state))
        {
            yield return (AttentionReason.CancellationAsked,
                "VTEX was asked to cancel the order and waits for its seller. Accept or refuse that in VTEX: its cancellation or its invoice clears this.");
        }
    }

    /// <summary>Whether VTEX's seller has to decide about a cancellation. What a person was asked about, or gave up, is another matter.</summary>
    private static bool IsCancellationAsked(OrderState state) =>
        state.Vtex is { CancellationAsked: true, Progress: < VtexProgress.Invoiced }
        && state.Status != OrderStatus.Delivered
        && state.Latest(Operation.CancelOrder) is not { State: RequestState.Parked or RequestState.Skipped };

    private static (string Code, string Message) Stuck(OwedRequest parked) =>
        (AttentionReason.RequestParked, $"{parked.Target} {parked.Operation}: {Limits.Sentence(parked.LastError)} Retry or skip it.");

    private static IEnumerable<(string Code, string Message)> Others(OrderState state, OrderPolicy policy)
    {
        if (state.Status is >= OrderStatus.PayOnDelivery and < OrderStatus.RejectedByCustomer)
        {
            if (Cancellation.IsPerhapsDone(state))
            {
                yield return (AttentionReason.PaidAfterCancel, "Paid after the placement was cancelled. Replace it, or cancel the order.");
            }
            else if (Placement.IsRefusedAndOver(state))
            {
                // Nothing is parked that could be retried, and who was told of the refusal was told before it was paid.
                yield return (AttentionReason.PaidAfterCancel, "Paid, and the placement was refused and is over. Replace it, or cancel the order.");
            }
        }

        if (state.DeliveredAfterCancel && state.Status >= OrderStatus.RejectedByCustomer)
        {
            yield return (AttentionReason.DeliveredAfterCancel, "Said to be delivered after it was cancelled: no points are given. Confirm its payment to give them, or cancel it to let the cancellation stand.");
        }

        if (Contents.IsChangedSince(state) && !StatusTable.IsFinal(state.Status))
        {
            yield return (AttentionReason.ContentChanged, Placement.IsElsewhere(state, policy)
                ? "The order names a shop of another VTEX account by now; it stays where it was placed. Cancel it there, or accept it."
                : Approval.IsHeldForContent(state)
                ? "The order changed after it was placed; VTEX has the earlier content, and its approval waits. Retry the approval to approve what was placed, or cancel the order."
                : "The order changed after it was placed; VTEX has the earlier content.");
        }

        if (Payments.IsProblem(state))
        {
            var problem = state.Payment switch
            {
                _ when state.PaymentDoubt == PaymentDoubt.Asked => "less than before, in a message that it perhaps only sent again",
                PaymentStanding.Error => "an error of it",
                PaymentStanding.Partial => "a part of it",
                PaymentStanding.Over => "more than the total",
                _ => throw Order.Unknown(state.Payment),
            };
            yield return (AttentionReason.PaymentProblem, $"Payment: OmniChat reports {problem}. Check it; confirming the payment clears this.");
        }

        if (Payments.IsRefundDue(state))
        {
            yield return (AttentionReason.RefundDue, "Money was paid, and the order is over. Give it back, and say so: cancel with \"refunded\".");
        }

        if (state.Vtex.InvoicesOrNone().FirstOrDefault(invoice => invoice.Return) is { } returned
            && state.Status < OrderStatus.RejectedByCustomer
            && state.Vtex.Progress != VtexProgress.Cancelled)
        {
            yield return (AttentionReason.GoodsReturned,
                $"VTEX has return invoice {PersonalData.Id(returned.Number)}. Decide with the shop: cancelling the order clears this.");
        }

        if (IsUnmatched(state))
        {
            yield return (AttentionReason.Unmatched, "A notification names this order, and no sender has told us of it.");
        }
    }
}
