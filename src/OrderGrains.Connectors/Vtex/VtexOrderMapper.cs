using System.Collections.Immutable;

namespace OrderGrains.Connectors;

/// <summary>
/// An order as VTEX's New Order Integration takes it (developers.vtex.com). Pure. Always:
/// Σ unit × quantity + Σ logisticsInfo.price + interest + Σ taxes == marketplacePaymentValue, no amount below zero, and
/// logisticsInfo as long as items and in their order.
/// </summary>
internal static class VtexOrderMapper
{
    /// <summary>The body of a placement.</summary>
    public static VtexOrder Map(VtexPlacement placement)
    {
        var (content, vtex) = (placement.Content, placement.Tenant.Vtex!);
        var fulfillment = Fulfillment.Of(placement.Tenant, content);
        var goods = Goods.Price(content, Split(vtex), placement.Skus);
        var (lines, rest) = vtex.RemainderAs == "Interest" ? Goods.Summed(goods) : (Goods.Split(goods), 0L);
        var freight = Cents.Spread(Cents.FromReais(content.Delivery.FreightCharged()), lines.Length);
        var interest = rest + Cents.FromReais(content.Interest)
            + (vtex.ServiceFee == "AsInterest" ? Cents.FromReais(content.ServiceFee) : 0);
        var taxes = placement.Additions.Taxes.Select(tax => new VtexTax(SkuLines.Of(tax.Sku, content, placement.Skus), Cents.FromReais(tax.Value))).ToImmutableArray();
        var hints = placement.Additions.TrackingHints.Select(hint => new VtexTrackingHint(hint.Id, hint.Courier, hint.Url, hint.Label)).ToImmutableArray();
        var total = lines.Sum(line => line.Quantity * line.Unit) + freight.Sum() + interest + taxes.Sum(tax => tax.Value);
        return new(
            VtexOrderIds.MarketplaceOrderId(placement.Order, placement.Number),
            vtex.ConnectorName,
            VtexAddresses.ConnectorEndpoint(placement.Order.Tenant, vtex),
            placement.Approved ? "approved" : "new",
            total,
            interest,
            vtex.PriceDivergenceAllowanceRate,
            fulfillment.AllowFranchises,
            fulfillment.PointAccount,
            [.. lines.Select(line => new VtexItem(line.Line.Sku ?? line.Line.Id, line.Unit, line.Quantity))],
            VtexClientMapper.Map(placement.Order, content, vtex),
            new(
                [.. lines.Select((line, i) => Logistics(placement.Order.Channel, content, line.Line, freight[i], fulfillment))],
                [VtexAddressMapper.Map(content, fulfillment)],
                fulfillment.Fob,
                fulfillment.FromOwnStock,
                hints.IsEmpty ? null : hints),
            new(new(PaymentMethods(content.Payment, vtex.PaymentMethods))),
            CustomData: null,
            taxes.IsEmpty ? null : taxes,
            VtexOpenText.Of(placement.Order.Channel, content));
    }

    /// <summary>How a tenant splits discounts.</summary>
    public static DiscountSplit Split(VtexSettings? vtex) =>
        vtex?.DiscountSplit == "Proportional" ? DiscountSplit.Proportional : DiscountSplit.Equal;

    private static VtexLogistics Logistics(Channel channel, OrderContent content, OrderLine line, long price, Fulfillment fulfillment)
    {
        // OPABOX's delivery types are no SLA names; only the chat's chosen methods are.
        var method = channel == Channel.OmniChat ? line.ShippingMethod ?? content.Delivery.Method : null;
        var pickup = fulfillment.Pickup || line.Pickup;
        return new(
            price,
            pickup ? "pickup-in-point" : "delivery",
            fulfillment.Seller && !pickup ? method ?? fulfillment.Sla : null,
            LockTtl: null,
            channel == Channel.OmniChat ? ShippingEstimates.Of(content.Delivery.Time) : null,
            fulfillment.WarehouseId is { } warehouse ? [new(warehouse)] : null);
    }

    /// <summary>
    /// VTEX's groups of all kinds of payment that the order can have, each once: as set, else by <c>*</c>, else by what the
    /// kind plainly is, else by credit card, since VTEX takes no order without one.
    /// </summary>
    private static ImmutableArray<string> PaymentMethods(PaymentChoice payment, Dictionary<string, string> groups)
    {
        var rest = groups.GetValueOrDefault("*");
        var methods = payment.Types.Select(type => groups.GetValueOrDefault(type) ?? rest ?? Group(type)).Distinct().ToImmutableArray();
        return methods.IsEmpty ? [rest ?? Group("")] : methods;
    }

    private static string Group(string type) => type switch
    {
        "DebitCard" => "debitCardPaymentGroup",
        "Pix" => "instantPaymentPaymentGroup",
        "Boleto" => "bankInvoicePaymentGroup",
        _ => "creditCardPaymentGroup",
    };
}
