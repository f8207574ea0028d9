namespace OrderGrains;

/// <summary>VTEX told how far the order got.</summary>
public sealed record VtexProgressed(VtexProgress Progress, string? OrderId, string? Note) : ProgressFact;

/// <summary>VTEX told that it was asked to cancel the order, by whomever, and waits for its seller.</summary>
public sealed record VtexCancellationAsked(string State) : ProgressFact;

/// <summary>VTEX told a state that says nothing of how far the order got.</summary>
public sealed record VtexStateTold(string State) : ProgressFact;

/// <summary>How far VTEX says the order got after it was placed, by its hooks or by a read.</summary>
internal static class Progress
{
    /// <summary>What a hook of VTEX's says of the placement that it names.</summary>
    public static IEnumerable<Fact> Decide(OrderId id, OrderState state, Command report, DateTimeOffset now) => report switch
    {
        ReportVtexState told => Other(state, told.Placement, told.State ?? "no state")
            ?? DecideState(id, state, told).Concat(Cancellation.GoesOn(state, told.State, now)),
        ReportVtexInvoice told => Other(state, told.Placement, $"invoice {told.Invoice.Number}")
            ?? Invoices.Decide(state, told.Invoice).Concat(Cancellation.GoesOn(state, told.Invoice.Return ? null : "invoiced", now)),
        ReportVtexProgress told => Other(state, told.Placement, $"{told.Progress}") ?? Hooked(id, state, told.Progress, told.OrderId, told.Note),
        _ => throw Order.Unknown(report),
    };

    /// <summary>What a hook says of progress: an order that is handled was taken and approved, whoever told us so or not.</summary>
    public static IEnumerable<Fact> Hooked(OrderId id, OrderState state, VtexProgress progress, string? orderId, string? note)
    {
        var approved = progress < VtexProgress.Cancelled
            ? Approval.Approved(id, state, $"hook: {progress}", orderId, null, null)
            : [];
        return approved.Concat(Reached(state, progress, orderId, note));
    }

    /// <summary>How far the order got, where that is further than is known; with it the order's status.</summary>
    public static IEnumerable<Fact> Reached(OrderState state, VtexProgress progress, string? orderId, string? note)
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
            VtexProgress.Cancelled => OrderStatus.Cancelled,
            _ => throw Order.Unknown(progress),
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

    /// <summary>A read shows that VTEX was asked to cancel, where nobody said so yet.</summary>
    public static IEnumerable<Fact> Asked(OrderState state, VtexRead read) =>
        VtexStates.IsCancellationAsked(read.Status) && !state.Vtex.CancellationAsked ? [new VtexCancellationAsked(read.Status!)] : [];

    /// <summary>A delivery of an order that ended, said for the first time; null otherwise.</summary>
    public static StatusCameLate? DeliveredTooLate(OrderState state) =>
        state is { Status: >= OrderStatus.RejectedByCustomer, DeliveredAfterCancel: false }
            ? new StatusCameLate(OrderStatus.Delivered, "VTEX Delivered")
            : null;

    public static OrderState Evolve(OrderState state, ProgressFact fact) => fact switch
    {
        VtexProgressed progressed => state with
        {
            Vtex = state.Vtex with
            {
                Progress = progressed.Progress,
                OrderId = state.Vtex.OrderId ?? progressed.OrderId,
                CancelledByVtex = state.Vtex.CancelledByVtex
                    || (progressed.Progress == VtexProgress.Cancelled
                        && state.Latest(Operation.CancelOrder) is null or { State: RequestState.Skipped }),
            },
        },
        VtexCancellationAsked => state with { Vtex = state.Vtex with { CancellationAsked = true } },
        VtexStateTold => state,
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(ProgressFact fact) => fact switch
    {
        VtexProgressed progressed => new($"VTEX {progressed.Progress}", Direction.In, LineStatus.Success, progressed.Note ?? "Told by VTEX"),
        VtexCancellationAsked asked => new($"VTEX {asked.State}", Direction.In, LineStatus.Waiting, "VTEX was asked to cancel, and waits for its seller"),
        VtexStateTold told => new($"VTEX {told.State}", Direction.In, LineStatus.Success, "Told by VTEX"),
        _ => throw Order.Unknown(fact),
    };

    private static IEnumerable<Fact>? Other(OrderState state, int? placement, string what) => placement is { } number && number != state.Placement
        ? [new VtexResultIgnored(Shown(what), null, $"it speaks of placement {number}, the order has placement {state.Placement}")]
        : null;

    private static IEnumerable<Fact> DecideState(OrderId id, OrderState state, ReportVtexState told)
    {
        var code = $"hook: {Shown(told.State)}";
        if (VtexStates.ProgressOf(told.State) is not VtexProgress.None and var progress)
        {
            return Hooked(id, state, progress, told.OrderId, null);
        }

        return VtexStates.StandingOf(told.State) switch
        {
            VtexStanding.Approved => Approval.Approved(id, state, code, told.OrderId, null, null),
            VtexStanding.Integrated => Placement.Integrated(id, state, code, told.OrderId, null, null),
            null when VtexStates.IsCancellationAsked(told.State) => [new VtexCancellationAsked(told.State!)],
            null => [new VtexStateTold(Shown(told.State))],
            var other => throw Order.Unknown(other), // Invoiced and cancelled are progress.
        };
    }

    private static string Shown(string? state) => VtexStates.Shown(state) ?? "no state";
}
