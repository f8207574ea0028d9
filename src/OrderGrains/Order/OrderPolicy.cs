using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>What a tenant's settings say about its orders. The turn reads nothing else of the settings.</summary>
public sealed record OrderPolicy
{
    /// <summary>A name for all that the policy says, at most 16 characters: another policy of a tenant has another name. Empty where nobody gave it one.</summary>
    [JsonIgnore]
    public string Version { get; init; } = "";

    /// <summary>Whether orders that begin now are only observed.</summary>
    public bool Observes { get; init; }

    /// <summary>Whether the tenant has VTEX.</summary>
    public bool HasVtex { get; init; }

    /// <summary>Whether the tenant has OmniChat.</summary>
    public bool HasOmniChat { get; init; }

    /// <summary>Whether the tenant has BonifiQ.</summary>
    public bool HasBonifiQ { get; init; }

    /// <summary>When failures are tried again.</summary>
    public RetrySchedule Retry { get; init; } = RetrySchedule.Default;

    /// <summary>Our name in OmniChat's status changes; a notification that bears it is an echo.</summary>
    public string Responsible { get; init; } = "ordergrains";

    /// <summary>Whether the shop has its own checkout (OmniChat is told by <c>provisions</c>).</summary>
    public bool OwnCheckout { get; init; }

    /// <summary>Whether OmniChat is told of a placement refused for stock or cart; otherwise only an operator is.</summary>
    public bool TellChatOfRefusals { get; init; } = true;

    /// <summary>Whether the approval of an order whose content changed after it was placed waits for a person.</summary>
    public bool HoldsChangedContent { get; init; }

    /// <summary>The same of the shops that say otherwise, by a shop's id.</summary>
    public ImmutableSortedDictionary<string, bool> StoreHolds { get; init; } = ImmutableSortedDictionary<string, bool>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The VTEX accounts of the shops that have another than the tenant's, as targets, by a shop's id.</summary>
    public ImmutableSortedDictionary<string, string> StoreVtex { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Whether a chat order that looks wrong is refused instead of placed with a warning.</summary>
    public bool RefuseInvalid { get; init; }

    /// <summary>Whether and where orders are fetched by the settings.</summary>
    public PickupRule Pickup { get; init; } = PickupRule.None;

    /// <summary>Whether and where orders are fetched, of the shops that have fulfilment settings of their own, by a shop's id; of all others <see cref="Pickup"/> says so.</summary>
    public ImmutableSortedDictionary<string, PickupRule> StorePickups { get; init; } =
        ImmutableSortedDictionary<string, PickupRule>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>How long a rejected payment may be tried again.</summary>
    public TimeSpan PaymentRejectedGrace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>OPABOX orders older than this are kept and owe nothing.</summary>
    public DateTimeOffset? IgnorePlacedBefore { get; init; }

    /// <summary>Age at which an order that is not placed yet is parked instead.</summary>
    public TimeSpan? PlaceWithin { get; init; }

    /// <summary>Age at which a cart that nobody finished is closed.</summary>
    public TimeSpan DraftsExpireAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Whether BonifiQ hears of orders before they are delivered.</summary>
    public bool SendPending { get; init; } = true;

    /// <summary>The status from which an order is complete at BonifiQ.</summary>
    public OrderStatus CompleteOn { get; init; } = OrderStatus.Delivered;

    /// <summary>Whether BonifiQ's customers of OmniChat are keyed by e-mail instead of document.</summary>
    public bool ChatLoyaltyByEmail { get; init; }

    /// <summary>The same of OPABOX's.</summary>
    public bool OpaboxLoyaltyByEmail { get; init; }

    /// <summary>How long orders that are over are kept.</summary>
    public RetentionPolicy Retention { get; init; } = RetentionPolicy.ForEver;

    /// <summary>Key of the hash by which operators find a customer's orders; null where there is none.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? CustomerHashKey { get; init; }

    /// <summary>The account of a shop, as a target.</summary>
    public string VtexTargetFor(string? store) => store is null ? Target.Vtex : StoreVtex.GetValueOrDefault(store, Target.Vtex);

    /// <summary>Whether an approval waits for a person after the content changed, in a shop.</summary>
    public bool HoldsChangedContentFor(string? store) => store is null ? HoldsChangedContent : StoreHolds.GetValueOrDefault(store, HoldsChangedContent);

    /// <summary>Whether a channel's customers are keyed by e-mail at BonifiQ.</summary>
    public bool LoyaltyByEmail(Channel channel) => channel == Channel.OmniChat ? ChatLoyaltyByEmail : OpaboxLoyaltyByEmail;

    /// <summary>The pickup rule of an order's store.</summary>
    public PickupRule PickupFor(OrderContent content) =>
        content.StoreId is { } store ? StorePickups.GetValueOrDefault(store, Pickup) : Pickup;
}
