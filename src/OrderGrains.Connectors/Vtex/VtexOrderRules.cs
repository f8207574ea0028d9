namespace OrderGrains.Connectors;

/// <summary>
/// What VTEX's page New Order Integration forbids or requires of a placement (scenarios 6 to 10), looked at once more before it is
/// sent: a body that breaks a rule is refused here with a sentence that names the setting, instead of by VTEX with EOI005.
/// </summary>
internal static class VtexOrderRules
{
    /// <summary>The first rule that a body breaks, in a sentence without personal data; null where it breaks none.</summary>
    public static string? Broken(VtexOrder order)
    {
        var shipping = order.ShippingData;
        return WrongShape(order)
            ?? (shipping.SelectedAddresses is not [var address] ? "Exactly one address is expected."
            : shipping.LogisticsInfo.Any(info => info.SelectedDeliveryChannel == "pickup-in-point") ? WrongPickup(order, address)
            : WrongDelivery(shipping));
    }

    private static string? WrongShape(VtexOrder order)
    {
        var paid = order.Items.Sum(item => (decimal)item.Price * item.Quantity)
            + order.ShippingData.LogisticsInfo.Sum(info => (decimal)info.Price)
            + order.MarketplaceInterestValue
            + (order.TaxData?.Sum(tax => (decimal)tax.Value) ?? 0);
        return order.Items.IsEmpty ? "The order has no items."
            : order.Items.Length != order.ShippingData.LogisticsInfo.Length ? "logisticsInfo is not as long as items."
            : order.Items.Any(item => item.Price < 0 || item.Quantity < 1) ? "A price is below zero, or a quantity below one."
            : paid != order.MarketplacePaymentValue ? "The parts do not add up to marketplacePaymentValue."
            : order.ConnectorEndpoint.Contains('?') ? "connectorEndpoint takes no query string."
            : null;
    }

    private static string? WrongPickup(VtexOrder order, VtexAddress address)
    {
        var shipping = order.ShippingData;
        return shipping.LogisticsInfo.Any(info => info.SelectedDeliveryChannel != "pickup-in-point") ? "Some items are fetched and some delivered."
            : shipping.IsFob ? "isFob goes with delivery only: an order that the shopper fetches is not delivered by the marketplace."
            : shipping.LogisticsInfo.Any(info => !string.IsNullOrEmpty(info.SelectedSla)) ? "An order that the shopper fetches takes no SLA."
            : address.AddressType != "pickup" ? "An order that the shopper fetches goes to a pickup point's address."
            : string.IsNullOrWhiteSpace(address.AddressId) ? "The shopper fetches the order and names no pickup point, and Fulfillment:PickupPoint:Id is not set."
            : address.GeoCoordinates is null ? "The shopper fetches the order, and the coordinates of Fulfillment:PickupPoint are not set."
            : order.AllowFranchises && string.IsNullOrWhiteSpace(order.PickupAccountName)
                ? "Franchises are allowed, and Fulfillment:PickupPoint:AccountName does not say whose the pickup point is."
            : Stock(shipping);
    }

    private static string? WrongDelivery(VtexShipping shipping) =>
        shipping.IsFob && shipping.LogisticsInfo.Any(info => !string.IsNullOrEmpty(info.SelectedSla)) ? "An SLA is the seller's: none where the marketplace delivers."
        : shipping.SelectedAddresses[0].AddressType == "pickup" ? "A pickup point's address goes with pickup-in-point."
        : Stock(shipping);

    /// <summary>The warehouse, the marketplace's stock and FOB go together.</summary>
    private static string? Stock(VtexShipping shipping)
    {
        var named = shipping.LogisticsInfo.Count(info => info.DeliveryIds is { Length: > 0 });
        return (named > 0 || shipping.IsMarketplaceFulfillment) && !shipping.IsFob ? "A warehouse of the marketplace's goes with isFob only."
            : shipping.IsMarketplaceFulfillment && named < shipping.LogisticsInfo.Length
                ? "The order leaves the marketplace's stock, and Fulfillment:WarehouseId is not set."
            : named > 0 && !shipping.IsMarketplaceFulfillment ? "A warehouse is the marketplace's: it goes with isMarketplaceFulfillment."
            : null;
    }
}
