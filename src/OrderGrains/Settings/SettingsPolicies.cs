using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>The policies that the settings say.</summary>
public sealed class SettingsPolicies(OrderGrainsSettings settings, ReadOnlyMemory<byte>? customerHashKey = null) : IOrderPolicies
{
    private const int VersionBytes = 12; // 16 characters.

    private readonly OrderPolicy _nothing = Versioned(new() { Retention = Retention(settings) });
    private readonly Dictionary<string, OrderPolicy> _policies = settings.Tenants.ToDictionary(
        tenant => tenant.Key, tenant => Policy(tenant.Value, settings.Retry, Retention(settings), customerHashKey), StringComparer.Ordinal);

    /// <inheritdoc/>
    public OrderPolicy For(string tenant) => _policies.GetValueOrDefault(tenant, _nothing);

    private static RetentionPolicy Retention(OrderGrainsSettings settings) => new(settings.Retention.Orders, settings.Retention.Drafts);

    private static OrderPolicy Policy(TenantSettings tenant, RetrySettings retry, RetentionPolicy retention, ReadOnlyMemory<byte>? key)
    {
        var chat = tenant.OmniChat ?? new();
        var opabox = tenant.Opabox ?? new();
        return Versioned(new()
        {
            Observes = tenant.Observes(),
            HasVtex = tenant.Vtex is not null,
            HasOmniChat = tenant.OmniChat is not null,
            HasBonifiQ = tenant.BonifiQ is not null,
            Retry = new(retry.FirstDelay, retry.MaxDelay, retry.Horizon, retry.ResultTimeout),
            Responsible = chat.Responsible,
            OwnCheckout = chat.Checkout == "Own",
            TellChatOfRefusals = chat.OnPlacementRefused == "Cancel",
            Pickup = Pickup(tenant, null),
            StorePickups = tenant.Stores.ToImmutableSortedDictionary(
                store => store.Key, store => Pickup(tenant, store.Value), StringComparer.Ordinal),
            HoldsChangedContent = tenant.Vtex?.OnContentChanged == "Hold",
            StoreHolds = Of(tenant, store => store.Value.Vtex?.OnContentChanged is not null, store => store.Value.Vtex!.OnContentChanged == "Hold"),
            StoreVtex = Of(tenant, store => tenant.VtexTargetOf(store.Key) != Target.Vtex, store => tenant.VtexTargetOf(store.Key)),
            RefuseInvalid = chat.OnInvalid == "Refuse",
            DraftsExpireAfter = chat.DraftsExpireAfter,
            PaymentRejectedGrace = opabox.PaymentRejectedGrace,
            IgnorePlacedBefore = opabox.IgnorePlacedBefore,
            PlaceWithin = opabox.PlaceWithin,
            SendPending = tenant.BonifiQ?.SendPending ?? true,
            CompleteOn = tenant.BonifiQ?.CompleteOn switch
            {
                "Paid" => OrderStatus.Paid,
                "Shipped" => OrderStatus.InTransit,
                _ => OrderStatus.Delivered,
            },
            ChatLoyaltyByEmail = tenant.BonifiQ?.KeyOf(Channel.OmniChat) == "Email",
            OpaboxLoyaltyByEmail = tenant.BonifiQ?.KeyOf(Channel.Opabox) == "Email",
            Retention = retention,
            CustomerHashKey = key,
        });
    }

    private static ImmutableSortedDictionary<string, T> Of<T>(
        TenantSettings tenant, Func<KeyValuePair<string, StoreSettings>, bool> has, Func<KeyValuePair<string, StoreSettings>, T> value) =>
        tenant.Stores.Where(has).ToImmutableSortedDictionary(store => store.Key, value, StringComparer.Ordinal);

    /// <summary>The version is a hash of all that a policy says: the same settings have the same, in every process.</summary>
    private static OrderPolicy Versioned(OrderPolicy policy) => policy with
    {
        Version = Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(policy, PolicyJson.Default.OrderPolicy)).AsSpan(0, VersionBytes)),
    };

    private static PickupRule Pickup(TenantSettings tenant, StoreSettings? store) =>
        tenant.Vtex is { } vtex ? PickupRule.Of(vtex.Fulfillment, store?.Fulfillment) : PickupRule.None;
}

/// <summary>JSON of a policy, to hash.</summary>
[JsonSerializable(typeof(OrderPolicy))]
internal sealed partial class PolicyJson : JsonSerializerContext;
