namespace OrderGrains;

/// <content>How far VTEX says the order got after it was placed, by its hooks or by a read.</content>
public static partial class Order
{
    private const int MaxState = 40;

    /// <summary>Whether only VTEX has spoken of the order: nothing is owed for it until a sender tells what it is.</summary>
    internal static bool IsUnmatched(OrderState state) =>
        state.Content is null && state.Opabox.Status is null && state.OmniChat.Status is null;

    private static IEnumerable<Fact> DecideVtexHook(OrderId id, OrderState state, Command report, int? placement, string what)
    {
        if (placement is { } number && number != state.Placement)
        {
            return [new VtexResultIgnored(ShownState(what), null, $"it speaks of placement {number}, the order has placement {state.Placement}")];
        }

        return report switch
        {
            ReportVtexState told => DecideState(id, state, told),
            ReportVtexInvoice told => DecideInvoice(state, told.Invoice),
            ReportVtexProgress told => Hooked(id, state, told.Progress, told.OrderId, told.Note),
            _ => [],
        };
    }

    private static IEnumerable<Fact> DecideState(OrderId id, OrderState state, ReportVtexState told)
    {
        var code = $"hook: {ShownState(told.State)}";
        if (VtexStates.ProgressOf(told.State) is not VtexProgress.None and var progress)
        {
            return Hooked(id, state, progress, told.OrderId, null);
        }

        return VtexStates.StandingOf(told.State) switch
        {
            VtexStanding.Approved => Approved(id, state, code, told.OrderId, null, null),
            VtexStanding.Integrated => Integrated(id, state, code, told.OrderId, null, null),
            _ => [new VtexStateTold(ShownState(told.State))],
        };
    }

    private static IEnumerable<Fact> DecideInvoice(OrderState state, VtexInvoice told)
    {
        var known = state.Vtex.InvoicesOrNone();
        var before = known.FirstOrDefault(invoice => invoice.Number == told.Number);
        if (before is null && known.Length >= Invoices.Max)
        {
            yield return new VtexResultIgnored($"invoice {told.Number}", null, $"the order has {Invoices.Max} invoices already");
        }
        else if (before?.SaysAsMuchAs(before.With(told)) != true)
        {
            yield return new VtexInvoiced(before?.With(told) ?? told);
        }

        if (told is { Delivered: true, Return: false } && DeliveredTooLate(state) is { } late)
        {
            yield return late;
        }
    }

    /// <summary>What a hook says of progress: an order that is handled was taken and approved, whoever told us so or not.</summary>
    private static IEnumerable<Fact> Hooked(OrderId id, OrderState state, VtexProgress progress, string? orderId, string? note)
    {
        var approved = progress < VtexProgress.Cancelled
            ? Approved(id, state, $"hook: {progress}", orderId, null, null)
            : [];
        return approved.Concat(Progressed(state, progress, orderId, note));
    }

    private static IEnumerable<Fact> Progressed(OrderState state, VtexProgress progress, string? orderId, string? note)
    {
        if (progress <= state.Vtex.Progress)
        {
            yield break;
        }

        yield return new VtexProgressed(progress, orderId, note);
        if (progress == VtexProgress.Cancelled && state.Latest(Operation.CancelOrder) is { State: not RequestState.Skipped } ours)
        {
            // The answer to a cancel of ours: how the order stands was decided when we asked.
            yield return new RequestDone(ours.Id);
            yield break;
        }

        var status = progress switch
        {
            VtexProgress.Handling => OrderStatus.Preparing,
            VtexProgress.PartiallyInvoiced or VtexProgress.Invoiced => OrderStatus.InTransit,
            VtexProgress.Delivered => OrderStatus.Delivered,
            _ => OrderStatus.Cancelled,
        };
        if (status > state.Status)
        {
            yield return new StatusReached(status, $"VTEX {progress}");
        }
        else if (status == OrderStatus.Delivered && DeliveredTooLate(state) is { } late)
        {
            yield return late;
        }
    }

    private static StatusCameLate? DeliveredTooLate(OrderState state) =>
        state is { Status: >= OrderStatus.RejectedByCustomer, DeliveredAfterCancel: false }
            ? new StatusCameLate(OrderStatus.Delivered, "VTEX Delivered")
            : null;

    /// <summary>A word of VTEX's as the timeline may show it.</summary>
    private static string ShownState(string? state) =>
        string.IsNullOrWhiteSpace(state) ? "no state" : PersonalData.Mask(state.Length <= MaxState ? state : state[..MaxState]);
}
