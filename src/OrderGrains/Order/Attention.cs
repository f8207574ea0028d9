namespace OrderGrains;

/// <summary>Why an order needs a person.</summary>
/// <param name="Reason">Code, stable and searchable; see <see cref="AttentionReason"/>.</param>
/// <param name="Message">One sentence: what to decide and what clears it.</param>
/// <param name="Since">Since when.</param>
public sealed record Attention(string Reason, string Message, DateTimeOffset Since);

/// <summary>The reason codes.</summary>
public static class AttentionReason
{
    /// <summary>VTEX refused or cancelled an OPABOX order, and nobody but a person can tell the shopper.</summary>
    public const string TellShopper = "TellShopper";

    /// <summary>VTEX refused the placement.</summary>
    public const string PlacementRefused = "PlacementRefused";

    /// <summary>Another request stopped.</summary>
    public const string RequestParked = "RequestParked";

    /// <summary>VTEX was asked to cancel the order, and waits for its seller.</summary>
    public const string CancellationAsked = "CancellationAsked";

    /// <summary>Paid after the grace had the placement cancelled.</summary>
    public const string PaidAfterCancel = "PaidAfterCancel";

    /// <summary>Delivered after it was cancelled.</summary>
    public const string DeliveredAfterCancel = "DeliveredAfterCancel";

    /// <summary>The content changed after it was placed.</summary>
    public const string ContentChanged = "ContentChanged";

    /// <summary>OmniChat reports a payment in part, beyond the total, or in error.</summary>
    public const string PaymentProblem = "PaymentProblem";

    /// <summary>The order ended after money was paid, and nobody has said that it went back.</summary>
    public const string RefundDue = "RefundDue";

    /// <summary>VTEX has a return invoice: goods came back.</summary>
    public const string GoodsReturned = "GoodsReturned";

    /// <summary>A notification names an order that no sender has told us of.</summary>
    public const string Unmatched = "Unmatched";
}
