using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// VTEX's words for where an order stands, in our terms: one table for reads and for the order hook (help.vtex.com, Order flow
/// and status; developers.vtex.com, Hook configuration).
/// </summary>
public static class VtexStates
{
    /// <summary>The words that the order hook is registered for.</summary>
    public static readonly ImmutableArray<string> Hooked =
    [
        "order-accepted", "waiting-ffmt-authorization", "authorize-fulfillment", "window-to-cancel", "ready-for-handling",
        "start-handling", "handling", "invoice", "invoiced", "cancellation-requested", "cancel", "canceled",
    ];

    /// <summary>What a word says of the placement; null for one that is not listed or says nothing of it.</summary>
    public static VtexStanding? StandingOf(string? word) => word switch
    {
        "canceled" or "cancelled" => VtexStanding.Cancelled,
        "invoiced" => VtexStanding.Invoiced,
        "authorize-fulfillment" or "window-to-cancel" or "ready-for-handling" or "start-handling" or "handling"
            or "ready-for-invoicing" or "invoice" or "payment-approved" => VtexStanding.Approved,
        "order-created" or "on-order-completed" or "order-completed" or "order-accepted" or "payment-pending" => VtexStanding.Integrated,
        not null when word.StartsWith("waiting-", StringComparison.Ordinal) => VtexStanding.Integrated,
        _ => null,
    };

    /// <summary>How far a word says the order got after its approval.</summary>
    public static VtexProgress ProgressOf(string? word) => word switch
    {
        "start-handling" or "handling" or "ready-for-invoicing" or "invoice" => VtexProgress.Handling,
        "invoiced" => VtexProgress.Invoiced,
        "canceled" or "cancelled" => VtexProgress.Cancelled,
        _ => VtexProgress.None,
    };
}
