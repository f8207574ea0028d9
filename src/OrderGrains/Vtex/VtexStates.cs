using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// VTEX's words for where an order stands, in our terms: one table for reads and for the order hook (help.vtex.com, Order flow
/// and status; developers.vtex.com, Hook configuration).
/// </summary>
public static class VtexStates
{
    private const int MaxWord = 40;

    /// <summary>The words that the order hook is registered for.</summary>
    public static readonly ImmutableArray<string> Hooked =
    [
        "order-accepted", "waiting-ffmt-authorization", "authorize-fulfillment", "window-to-cancel", "ready-for-handling",
        "start-handling", "handling", "invoice", "invoiced", "cancellation-requested", "cancel", "canceled",
    ];

    /// <summary>Whether VTEX was asked to cancel and waits for its seller.</summary>
    public static bool IsCancellationAsked(string? word) => word is "cancellation-requested" or "request-cancel" or "waiting-for-seller-decision";

    /// <summary>What a word says of the placement; null for one that is not listed or says nothing of it.</summary>
    public static VtexStanding? StandingOf(string? word) => word switch
    {
        _ when IsCancellationAsked(word) => null,
        "canceled" or "cancelled" => VtexStanding.Cancelled,
        "invoiced" => VtexStanding.Invoiced,
        "authorize-fulfillment" or "window-to-cancel" or "ready-for-handling" or "start-handling" or "handling"
            or "ready-for-invoicing" or "invoice" or "payment-approved" => VtexStanding.Approved,
        "order-created" or "on-order-completed" or "order-completed" or "order-accepted" or "payment-pending" => VtexStanding.Integrated,
        not null when word.StartsWith("waiting-", StringComparison.Ordinal) => VtexStanding.Integrated,
        _ => null,
    };

    /// <summary>Whether a word is one of VTEX's that we know.</summary>
    public static bool IsKnown(string? word) => StandingOf(word) is not null || IsCancellationAsked(word) || ProgressOf(word) != VtexProgress.None;

    /// <summary>A word as it may be kept and shown: masked, in one line, and no longer than any word of VTEX's. Null for none.</summary>
    public static string? Shown(string? word) => string.IsNullOrWhiteSpace(word)
        ? null
        : PersonalData.Told(word[..Math.Min(word.Length, MaxWord)]);

    /// <summary>How far a word says the order got after its approval.</summary>
    public static VtexProgress ProgressOf(string? word) => word switch
    {
        "start-handling" or "handling" or "ready-for-invoicing" or "invoice" => VtexProgress.Handling,
        "invoiced" => VtexProgress.Invoiced,
        "canceled" or "cancelled" => VtexProgress.Cancelled,
        _ => VtexProgress.None,
    };
}
