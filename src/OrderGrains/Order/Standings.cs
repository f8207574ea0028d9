using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>How an order stands at VTEX.</summary>
public sealed record VtexState
{
    /// <summary>Nothing is known.</summary>
    public static readonly VtexState None = new();

    /// <summary>VTEX's order id, once VTEX has said it.</summary>
    public string? OrderId { get; init; }

    /// <summary>The franchise's order id.</summary>
    public string? FranchiseOrderId { get; init; }

    /// <summary>The account that it is placed at, as a target; null where no placement of this number was owed yet.</summary>
    public string? Target { get; init; }

    /// <summary>The shop that it was owed for: the account's settings are this shop's.</summary>
    public string? Store { get; init; }

    /// <summary>VTEX has the order.</summary>
    public bool Integrated { get; init; }

    /// <summary>VTEX approved it.</summary>
    public bool Approved { get; init; }

    /// <summary>How the placement went out: true as <c>approved</c>, false as <c>new</c>, null where nobody knows.</summary>
    public bool? SentAsApproved { get; init; }

    /// <summary>Version of the content that was placed; 0 where none was.</summary>
    public int PlacedContentVersion { get; init; }

    /// <summary>The SKUs that were placed, where a SKU file made others of the sender's; null where VTEX has the content's.</summary>
    public ImmutableArray<InvoicedItem>? Placed { get; init; }

    /// <summary>A content that is perhaps the placed one, where it has changed since; <see cref="Contents.Placed"/> says whether it is.</summary>
    public OrderContent? Earlier { get; init; }

    /// <summary>Its version; 0 where there is none.</summary>
    public int EarlierVersion { get; init; }

    /// <summary>Version of the content whose difference from the placed one an operator has accepted.</summary>
    public int AcceptedVersion { get; init; }

    /// <summary>VTEX waits for its seller.</summary>
    public bool AwaitingSeller { get; init; }

    /// <summary>VTEX refused the placement.</summary>
    public bool Refused { get; init; }

    /// <summary>Why it refused: VTEX's code, or <c>INVALID</c> where the hub itself withheld the order.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>The same in a sentence, without personal data.</summary>
    public string? RefusalMessage { get; init; }

    /// <summary>Where the hub withheld the order: what OmniChat's salesperson is told to mend, in Portuguese.</summary>
    public string? RefusalAdvice { get; init; }

    /// <summary>How far VTEX says it got.</summary>
    public VtexProgress Progress { get; init; }

    /// <summary>Whether VTEX cancelled without being asked by us.</summary>
    public bool CancelledByVtex { get; init; }

    /// <summary>Whether VTEX said that it was asked to cancel the order, by whomever, and waits for its seller.</summary>
    public bool CancellationAsked { get; init; }

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

    /// <summary>Whether OmniChat asked to place the order after it had ended.</summary>
    public bool AskedAfterEnd { get; init; }

    /// <summary>Whether it is still to be queued that OmniChat is told so.</summary>
    public bool OwesEnd { get; init; }

    /// <summary>Whether it was queued that OmniChat is told of the refused placement: true before OmniChat has taken it, and also where that call parks.</summary>
    public bool RefusalTold { get; init; }

    /// <summary>Delivery methods that the checker offered and that are pickups; see <see cref="ChosenPickup"/>.</summary>
    public ImmutableArray<string>? PickupMethods { get; init; }

    /// <summary>Of those, by <see cref="ChosenPickup.Key"/>, the points that they name; a point without an id stands for several.</summary>
    public ImmutableSortedDictionary<string, PickupPoint>? PickupPoints { get; init; }

    /// <summary>Delivery methods that the checker offered and that are no pickups.</summary>
    public ImmutableArray<string>? DeliveryMethods { get; init; }

    /// <summary>The discount that a rule of the checker last answered; null where none stands.</summary>
    public Discount? RuleDiscount { get; init; }

    /// <summary>Digest of the <see cref="CheckoutChange"/> last queued; null where OmniChat's cart was never corrected.</summary>
    public string? CheckoutDigest { get; init; }

    /// <summary>The placement whose difference from the cart was last looked at; 0 before the first.</summary>
    public int CheckoutPlacement { get; init; }
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

    /// <summary>Of a linked OPABOX order: the <see cref="LinkedWord"/> last queued for the chat order.</summary>
    public string? Forwarded { get; init; }
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
