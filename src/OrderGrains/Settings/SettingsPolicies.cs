using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>The policies that the settings say.</summary>
public sealed class SettingsPolicies(OrderGrainsSettings settings, ReadOnlyMemory<byte>? customerHashKey = null) : IOrderPolicies
{
    private static readonly OrderPolicy Nothing = new();

    private readonly Dictionary<string, OrderPolicy> _policies = settings.Tenants.ToDictionary(
        tenant => tenant.Key, tenant => Policy(tenant.Value, settings.Retry, customerHashKey), StringComparer.Ordinal);

    /// <inheritdoc/>
    public OrderPolicy For(string tenant) => _policies.GetValueOrDefault(tenant, Nothing);

    private static OrderPolicy Policy(TenantSettings tenant, RetrySettings retry, ReadOnlyMemory<byte>? key)
    {
        var chat = tenant.OmniChat ?? new();
        var opabox = tenant.Opabox ?? new();
        return new()
        {
            HasVtex = tenant.Vtex is not null,
            HasOmniChat = tenant.OmniChat is not null,
            HasBonifiQ = tenant.BonifiQ is not null,
            Retry = new(retry.FirstDelay, retry.MaxDelay, retry.Horizon, retry.ResultTimeout),
            Responsible = chat.Responsible,
            OwnCheckout = chat.Checkout == "Own",
            TellChatOfRefusals = chat.OnPlacementRefused == "Cancel",
            Pickup = Pickup(tenant, null),
            StorePickups = tenant.Stores.ToImmutableDictionary(
                store => store.Key, store => Pickup(tenant, store.Value), StringComparer.Ordinal),
            RefuseInvalid = chat.OnInvalid == "Refuse",
            DraftsExpireAfter = chat.DraftsExpireAfter,
            PaymentRejectedGrace = opabox.PaymentRejectedGrace,
            IgnorePlacedBefore = opabox.IgnorePlacedBefore,
            PlaceWithin = opabox.PlaceWithin,
            SendPending = tenant.BonifiQ?.SendPending ?? true,
            LoyaltyByEmail = tenant.BonifiQ?.CustomerKey == "Email",
            CustomerHashKey = key,
        };
    }

    private static PickupRule Pickup(TenantSettings tenant, StoreSettings? store) =>
        tenant.Vtex is { } vtex ? PickupRule.Of(vtex.Fulfillment, store?.Fulfillment) : PickupRule.None;
}
