using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>What an order knows. Changed by facts only.</summary>
public sealed record OrderState
{
    /// <summary>An order of which nothing is known.</summary>
    public static readonly OrderState Empty = new() { Status = OrderStatus.Unknown, ContentRank = OrderStatus.Unknown, Placement = 1 };

    /// <summary>Highest status reported.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Who reported it, such as <c>OPABOX status 7</c>.</summary>
    public string? StatusSource { get; init; }

    /// <summary>When it was reached.</summary>
    public DateTimeOffset StatusAt { get; init; }

    /// <summary>When the order was first heard of.</summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Counts up at every send that is queued and every refused placement; message ids and request ids derive from it.</summary>
    public int Epoch { get; init; }

    /// <summary>What was ordered; null until some sender said it.</summary>
    [JsonIgnore]
    public OrderContent? Content { get => StoredContent?.Value; init => StoredContent = value is null ? null : Encoded.Of(value); }

    /// <summary><see cref="Content"/> as it is stored.</summary>
    [JsonPropertyName("content")]
    public Encoded<OrderContent>? StoredContent { get; init; }

    /// <summary>Rank of the report that the content came with.</summary>
    public OrderStatus ContentRank { get; init; }

    /// <summary>Counts the changes of the content.</summary>
    public int ContentVersion { get; init; }

    /// <summary>Number of the placement at VTEX, from 1; <c>replace</c> takes the next.</summary>
    public int Placement { get; init; }

    /// <summary>Whether the cart was closed because nobody finished it; an edit or a provisioning opens it again.</summary>
    public bool DraftClosed { get; init; }

    /// <summary>When a rejected payment ends the order, unless something higher comes first.</summary>
    public DateTimeOffset? GraceEndsAt { get; init; }

    /// <summary>Whether that has happened.</summary>
    public bool GraceOver { get; init; }

    /// <summary>Whether somebody said delivered after the order was cancelled.</summary>
    public bool DeliveredAfterCancel { get; init; }

    /// <summary>Whether an operator decided that such a delivery stands, and with it the points.</summary>
    public bool DeliveryStands { get; init; }

    /// <summary>How the order stands at VTEX.</summary>
    [JsonIgnore]
    public VtexState Vtex { get => StoredVtex ?? VtexState.None; init => StoredVtex = value; }

    /// <summary>How it stands at OmniChat.</summary>
    [JsonIgnore]
    public ChatState OmniChat { get => StoredOmniChat ?? ChatState.None; init => StoredOmniChat = value; }

    /// <summary>How it stands at OPABOX.</summary>
    [JsonIgnore]
    public OpaboxState Opabox { get => StoredOpabox ?? OpaboxState.None; init => StoredOpabox = value; }

    /// <summary>How it stands at BonifiQ.</summary>
    [JsonIgnore]
    public LoyaltyState BonifiQ { get => StoredBonifiQ ?? LoyaltyState.None; init => StoredBonifiQ = value; }

    /// <summary>Calls owed, and the last ones done; see <see cref="Limits.MaxRequests"/>.</summary>
    [JsonIgnore]
    public ImmutableArray<OwedRequest> Requests { get => StoredRequests ?? []; init => StoredRequests = value; }

    /// <summary>Why the order needs a person, the most pressing first.</summary>
    [JsonIgnore]
    public ImmutableArray<Attention> Attention { get => StoredAttention ?? []; init => StoredAttention = value; }

    /// <summary><see cref="Vtex"/> as it is stored: null where there is nothing to say, and so for the others.</summary>
    [JsonPropertyName("vtex")]
    public VtexState? StoredVtex { get; init => field = value == VtexState.None ? null : value; }

    /// <summary><see cref="OmniChat"/> as it is stored.</summary>
    [JsonPropertyName("omniChat")]
    public ChatState? StoredOmniChat { get; init => field = value == ChatState.None ? null : value; }

    /// <summary><see cref="Opabox"/> as it is stored.</summary>
    [JsonPropertyName("opabox")]
    public OpaboxState? StoredOpabox { get; init => field = value == OpaboxState.None ? null : value; }

    /// <summary><see cref="BonifiQ"/> as it is stored.</summary>
    [JsonPropertyName("bonifiQ")]
    public LoyaltyState? StoredBonifiQ { get; init => field = value == LoyaltyState.None ? null : value; }

    /// <summary><see cref="Requests"/> as they are stored.</summary>
    [JsonPropertyName("requests")]
    public ImmutableArray<OwedRequest>? StoredRequests { get; init => field = value is { IsDefaultOrEmpty: false } ? value : null; }

    /// <summary><see cref="Attention"/> as it is stored.</summary>
    [JsonPropertyName("attention")]
    public ImmutableArray<Attention>? StoredAttention { get; init => field = value is { IsDefaultOrEmpty: false } ? value : null; }

    /// <summary>When the clock next has something to say: a grace that ends, a draft that expires, a placement that comes too late.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>A request by its id.</summary>
    public OwedRequest? Find(string requestId) => Requests.FirstOrDefault(request => request.Id == requestId);

    /// <summary>The newest request of an operation for the current placement that was not superseded.</summary>
    public OwedRequest? Latest(Operation operation) => Requests.LastOrDefault(request =>
        request.Operation == operation && request.Placement == Placement && request.State != RequestState.Superseded);

    /// <summary>Replaces a request by what a function makes of it.</summary>
    public OrderState With(string requestId, Func<OwedRequest, OwedRequest> change)
    {
        var index = Requests.ToList().FindIndex(request => request.Id == requestId);
        return index < 0 ? this : this with { Requests = Requests.SetItem(index, change(Requests[index])) };
    }
}

/// <summary>How an order stands at VTEX.</summary>
public sealed record VtexState
{
    /// <summary>Nothing is known.</summary>
    public static readonly VtexState None = new();

    /// <summary>VTEX's order id, once VTEX has said it.</summary>
    public string? OrderId { get; init; }

    /// <summary>The franchise's order id.</summary>
    public string? FranchiseOrderId { get; init; }

    /// <summary>VTEX has the order.</summary>
    public bool Integrated { get; init; }

    /// <summary>VTEX approved it.</summary>
    public bool Approved { get; init; }

    /// <summary>How the placement went out: true as <c>approved</c>, false as <c>new</c>, null where nobody knows.</summary>
    public bool? SentAsApproved { get; init; }

    /// <summary>Version of the content that was placed; 0 where none was.</summary>
    public int PlacedContentVersion { get; init; }

    /// <summary>VTEX waits for its seller.</summary>
    public bool AwaitingSeller { get; init; }

    /// <summary>VTEX refused the placement.</summary>
    public bool Refused { get; init; }

    /// <summary>Why it refused: VTEX's code, or <c>INVALID</c> where the hub itself withheld the order.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>The same in a sentence, without personal data.</summary>
    public string? RefusalMessage { get; init; }

    /// <summary>Where the hub withheld the order: the same as OmniChat's salesperson reads it.</summary>
    public string? RefusalTold { get; init; }

    /// <summary>How far VTEX says it got.</summary>
    public VtexProgress Progress { get; init; }

    /// <summary>Whether VTEX cancelled without being asked by us.</summary>
    public bool CancelledByVtex { get; init; }

    /// <summary>Invoices of this placement, at most <see cref="OrderGrains.Invoices.Max"/>; null before the first.</summary>
    public ImmutableArray<VtexInvoice>? Invoices { get; init; }

    /// <summary>Last code that says something about how far the order got.</summary>
    public string? LastCode { get; init; }

    /// <summary>The invoices, none where there are none.</summary>
    public ImmutableArray<VtexInvoice> InvoicesOrNone() => Invoices ?? [];
}

/// <summary>How an order stands at OmniChat.</summary>
public sealed record ChatState
{
    /// <summary>Nothing is known.</summary>
    public static readonly ChatState None = new();

    /// <summary>Last status that OmniChat notified.</summary>
    public string? Status { get; init; }

    /// <summary>Last status that OmniChat took from us.</summary>
    public string? Told { get; init; }

    /// <summary>Highest status ever queued for OmniChat, so that each goes out once and only forward.</summary>
    public string? Queued { get; init; }

    /// <summary>Whether the cancellation came from OmniChat, so that it need not be told.</summary>
    public bool CancelledByChat { get; init; }

    /// <summary>Whether OmniChat was told of the refused placement.</summary>
    public bool RefusalTold { get; init; }

    /// <summary>Delivery methods that the checker offered and that are pickups; see <see cref="ChosenPickup"/>.</summary>
    public ImmutableArray<string>? PickupMethods { get; init; }

    /// <summary>The discount that a rule of the checker last answered; null where none stands.</summary>
    public Discount? RuleDiscount { get; init; }

    /// <summary>Digest of the <see cref="CheckoutChange"/> last queued; null where OmniChat's cart was never corrected.</summary>
    public string? CheckoutDigest { get; init; }

    /// <summary>The placement whose difference from the cart was last looked at; 0 before the first.</summary>
    public int CheckoutPlacement { get; init; }

    /// <summary>A payment report that asks for a person: PARTIAL_PAID, OVER_PAID or ERROR.</summary>
    public string? PaymentProblem { get; init; }
}

/// <summary>How an order stands at OPABOX.</summary>
public sealed record OpaboxState
{
    /// <summary>Nothing is known.</summary>
    public static readonly OpaboxState None = new();

    /// <summary>OPABOX's code of the highest status; null where none came.</summary>
    public int? Status { get; init; }

    /// <summary>The order that it is linked with, in text form: an OPABOX order's chat order, a chat order's OPABOX order.</summary>
    public string? Link { get; init; }

    /// <summary>Of a linked OPABOX order: the status last queued for the chat order; 0 for the link alone.</summary>
    public int? Forwarded { get; init; }
}

/// <summary>A standing at BonifiQ.</summary>
public enum LoyaltyStanding
{
    /// <summary>Not there.</summary>
    None,

    /// <summary>There, without points.</summary>
    Pending,

    /// <summary>Points are granted.</summary>
    Completed,

    /// <summary>No points, or taken back.</summary>
    Cancelled,
}

/// <summary>How an order stands at BonifiQ.</summary>
public sealed record LoyaltyState
{
    /// <summary>Nothing is known.</summary>
    public static readonly LoyaltyState None = new();

    /// <summary>As BonifiQ last acknowledged.</summary>
    public LoyaltyStanding Acknowledged { get; init; }

    /// <summary>Version of the content when a standing was last queued.</summary>
    public int ContentVersion { get; init; }

    /// <summary>Standing last queued: what BonifiQ perhaps has.</summary>
    public LoyaltyStanding Queued { get; init; }

    /// <summary>When a completed standing was first queued; BonifiQ has perhaps granted points since.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When a cancelled standing was queued.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Why nothing is sent.</summary>
    public string? LeftOut { get; init; }
}

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

    /// <summary>Paid after the grace had the placement cancelled.</summary>
    public const string PaidAfterCancel = "PaidAfterCancel";

    /// <summary>Delivered after it was cancelled.</summary>
    public const string DeliveredAfterCancel = "DeliveredAfterCancel";

    /// <summary>The content changed after it was placed.</summary>
    public const string ContentChanged = "ContentChanged";

    /// <summary>OmniChat reports a payment in part, beyond the total, or in error.</summary>
    public const string PaymentProblem = "PaymentProblem";

    /// <summary>VTEX has a return invoice: goods came back.</summary>
    public const string GoodsReturned = "GoodsReturned";

    /// <summary>A notification names an order that no sender has told us of.</summary>
    public const string Unmatched = "Unmatched";
}

/// <summary>Bounds of one record.</summary>
public static class Limits
{
    /// <summary>Requests kept: the open and parked ones and the last that ended.</summary>
    public const int MaxRequests = 24;

    /// <summary>Message ids remembered.</summary>
    public const int MaxSeen = 64;

    /// <summary>Timeline lines kept in the record; the log has all.</summary>
    public const int MaxTimeline = 32;

    /// <summary>Characters of a message or an error.</summary>
    public const int MaxText = 400;

    /// <summary>Bytes of a record.</summary>
    public const int MaxRecordBytes = 512 * 1024;

    /// <summary>Cuts a text to <see cref="MaxText"/>.</summary>
    public static string Clip(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText - 1), "…");
}
