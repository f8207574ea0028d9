using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>How one call to a target ended.</summary>
[JsonDerivedType(typeof(Delivered), "delivered")]
[JsonDerivedType(typeof(RetryLater), "retryLater")]
[JsonDerivedType(typeof(DeliveryRefused), "refused")]
[JsonDerivedType(typeof(DeliveryUnknown), "unknown")]
[JsonDerivedType(typeof(NotTried), "notTried")]
[JsonDerivedType(typeof(CredentialsRefused), "credentialsRefused")]
public abstract record DeliveryResult;

/// <summary>The target answered; <paramref name="Answer"/> says what, where that matters to the order.</summary>
public sealed record Delivered(TargetAnswer? Answer = null) : DeliveryResult;

/// <summary>The target certainly did not take it: tried again on schedule.</summary>
/// <param name="Code">Such as HTTP 503; shown and searchable.</param>
/// <param name="Error">One sentence without personal data.</param>
/// <param name="After">What the target asked us to wait.</param>
/// <param name="SlowsTarget">Whether every call to this target is to wait as long (429, Retry-After).</param>
public sealed record RetryLater(string Code, string Error, TimeSpan? After = null, bool SlowsTarget = false) : DeliveryResult;

/// <summary>The target will never take it as it is: parked.</summary>
public sealed record DeliveryRefused(string Code, string Error) : DeliveryResult
{
    /// <summary>Where the hub itself withholds a placement: what OmniChat's salesperson is told, in Portuguese.</summary>
    public string? Told { get; init; }
}

/// <summary>Nobody knows whether the target took it (a timeout after sending, a broken connection, HTTP 500).</summary>
public sealed record DeliveryUnknown(string Code, string Error) : DeliveryResult
{
    /// <summary>Whether the target answered a success that is not its contract. Where it cannot be read that is tried three times, and no longer.</summary>
    public bool OffContract { get; init; }
}

/// <summary>Nothing was sent, since the breaker is open or the target was asked to wait. Burns no attempt; never reaches the order.</summary>
public sealed record NotTried(string Why, TimeSpan Until) : DeliveryResult;

/// <summary>
/// The target does not take our credentials (HTTP 401, 403): nothing of the order is wrong, and no other order fares better. The whole target
/// waits, one call a minute tries. Burns no attempt; never reaches the order.
/// </summary>
/// <param name="Code">Such as HTTP 401.</param>
/// <param name="Error">One sentence without personal data.</param>
public sealed record CredentialsRefused(string Code, string Error) : DeliveryResult;

/// <summary>What a target's answer tells the order.</summary>
[JsonDerivedType(typeof(VtexAnswer), "vtex")]
[JsonDerivedType(typeof(VtexRead), "vtexRead")]
[JsonDerivedType(typeof(VtexCancelAccepted), "vtexCancelAccepted")]
[JsonDerivedType(typeof(NotFound), "notFound")]
[JsonDerivedType(typeof(LoyaltyAnswer), "loyalty")]
public abstract record TargetAnswer;

/// <summary>VTEX's result contract as the answer to our own call.</summary>
/// <param name="Result">What it said.</param>
/// <param name="SentAsApproved">Whether the placement went out as <c>approved</c>.</param>
/// <param name="ContentVersion">Version of the content that was sent.</param>
public sealed record VtexAnswer(VtexResult Result, bool SentAsApproved, int ContentVersion) : TargetAnswer
{
    /// <summary>The SKUs that a placement was made of, where a SKU file made others of the sender's; null otherwise. What VTEX invoices goes by them.</summary>
    public ImmutableArray<InvoicedItem>? Placed { get; init; }
}

/// <summary>What a read of VTEX's order said.</summary>
/// <param name="Standing">Its status in our terms.</param>
/// <param name="OrderId">VTEX's order id.</param>
/// <param name="Status">Its status in VTEX's words.</param>
public sealed record VtexRead(VtexStanding Standing, string OrderId, string? Status) : TargetAnswer;

/// <summary>VTEX took note of a cancellation; the order is cancelled when VTEX says so.</summary>
public sealed record VtexCancelAccepted(string? Receipt) : TargetAnswer;

/// <summary>The target does not know the order.</summary>
public sealed record NotFound : TargetAnswer;

/// <summary>BonifiQ took the order, perhaps with a warning.</summary>
public sealed record LoyaltyAnswer(string? Warning) : TargetAnswer;

/// <summary>What VTEX's read shows (docs/vtex.md, "Reads": up to <c>waiting-for-…authorization</c> is integrated).</summary>
public enum VtexStanding
{
    /// <summary>There, not approved.</summary>
    Integrated,

    /// <summary>Approved or further.</summary>
    Approved,

    /// <summary>Invoiced: cannot be cancelled any more.</summary>
    Invoiced,

    /// <summary>Cancelled.</summary>
    Cancelled,
}

/// <summary>VTEX's result, in an answer or a notification (developers.vtex.com, New Order Integration). Any field may be null.</summary>
public sealed record VtexResult
{
    /// <summary>Account that it speaks of.</summary>
    public string? Account { get; init; }

    /// <summary>Whether it went well.</summary>
    public bool Success { get; init; }

    /// <summary>PlaceOrder, ApproveOrder or Unknown.</summary>
    public string? Flow { get; init; }

    /// <summary>Shared by the results of one operation; not unique.</summary>
    public string? OperationId { get; init; }

    /// <summary>The order as we named it.</summary>
    public string? MarketplaceOrderId { get; init; }

    /// <summary>SOI001 to SOI003, EOI000 to EOI011.</summary>
    public string Code { get => field ?? ""; init; }

    /// <summary>Sentence, with the errors' descriptions; no personal data.</summary>
    public string? Message { get; init; }

    /// <summary>VTEX's order id.</summary>
    public string? MainOrderId { get; init; }

    /// <summary>The franchise's order id.</summary>
    public string? FranchiseOrderId { get; init; }
}
