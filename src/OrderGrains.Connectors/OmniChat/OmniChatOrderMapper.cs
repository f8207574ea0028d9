using System.Globalization;

namespace OrderGrains.Connectors;

/// <summary>An order's news as OmniChat takes them. Pure.</summary>
internal static class OmniChatOrderMapper
{
    /// <summary>The code that tells OmniChat that an own checkout could not be provisioned.</summary>
    public const int Failed = 400;

    private const int Provisioned = 200;

    /// <summary>A change of status; the request's argument is OmniChat's word.</summary>
    public static ChatStatusChange StatusChange(Delivery delivery, TenantSettings tenant)
    {
        var status = delivery.Request.Argument ?? "";
        return new(tenant.OmniChat!.Responsible, status, OmniChatTexts.ForStatus(status, delivery.State), VtexOrderId(delivery, tenant));
    }

    /// <summary>The outcome of provisioning for an own checkout; the request's argument is the code.</summary>
    public static ChatProvision Provision(Delivery delivery, TenantSettings tenant)
    {
        var isCode = int.TryParse(delivery.Request.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var code);
        code = isCode ? code : Provisioned;
        return code >= Failed
            ? new(tenant.OmniChat!.Responsible, code, OmniChatTexts.Refusal(delivery.State), null)
            : new(tenant.OmniChat!.Responsible, code, OmniChatTexts.Provisioned, CheckoutUrl(delivery, tenant));
    }

    /// <summary>Where the placed order differs from OmniChat's cart, the parts that differ alone; null where nothing does.</summary>
    public static ChatCheckoutData? CheckoutData(Delivery delivery, TenantSettings tenant)
    {
        if (delivery.State.Content is not { } cart || tenant.Vtex is not { } vtex)
        {
            return null;
        }

        var rule = PickupRule.Of(vtex.Fulfillment, Fulfillment.Store(tenant, cart)?.Fulfillment);
        return CheckoutChange.Of(cart, rule) is not { } change ? null : new(
            tenant.OmniChat!.Responsible,
            change.Address is { } address ? Address(address, VtexClientMapper.WholeName(cart.Customer, cart.Address?.Recipient)) : null,
            change.Freight is { } freight
                ? new(cart.Delivery.Time, freight.Cost, freight.Fetched ? OmniChatTexts.Fetched : Method(cart))
                : null,
            change.Discount is { } discount
                ? new(discount.Value, discount.Mode == DiscountMode.Percentage ? "PERCENTAGE" : "ABSOLUTE")
                : null);
    }

    private static string? Method(OrderContent cart) =>
        cart.Delivery.Method ?? cart.Lines.Select(line => line.ShippingMethod).FirstOrDefault(method => method is not null);

    /// <summary>OmniChat wants all but the complement; a point's number and neighbourhood may be left out of the settings.</summary>
    private static ChatAddress Address(Address address, string recipient) => new(
        address.Street,
        address.Complement,
        address.PostalCode,
        address.Number ?? "S/N",
        recipient,
        address.State,
        address.City,
        address.Neighborhood ?? "-",
        VtexAddressMapper.Country(address.Country));

    /// <summary>VTEX's id as VTEX gave it; else the id that VTEX makes of ours, once it has the order.</summary>
    private static string? VtexOrderId(Delivery delivery, TenantSettings tenant) =>
        delivery.State.Vtex is { OrderId: null, Integrated: true } && tenant.VtexOf(delivery.State.Vtex.Store ?? delivery.State.Content?.StoreId) is { } vtex
            ? VtexOrderIds.Guesses(vtex.AffiliateId, delivery.Order, Math.Max(1, delivery.State.Placement))[0]
            : delivery.State.Vtex.OrderId;

    private static string? CheckoutUrl(Delivery delivery, TenantSettings tenant) => tenant.OmniChat!.CheckoutUrlTemplate?
        .Replace("{orderId}", Uri.EscapeDataString(delivery.Order.ExternalId), StringComparison.Ordinal)
        .Replace("{vtexOrderId}", Uri.EscapeDataString(VtexOrderId(delivery, tenant) ?? ""), StringComparison.Ordinal);
}
