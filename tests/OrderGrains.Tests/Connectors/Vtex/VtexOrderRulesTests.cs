using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Vtex;

/// <summary>What VTEX's page forbids is refused before it is sent, with the setting that cures it.</summary>
public sealed class VtexOrderRulesTests
{
    private static readonly VtexOrder Delivered = Map(new());

    private static readonly VtexOrder Fetched = Map(new()
    {
        Mode = "PickupPoint", PickupPoint = new() { Id = "point-1", Latitude = -22.9, Longitude = -47.06 },
    });

    public static TheoryData<string> Rules => [.. Broken.Keys];

    private static Dictionary<string, VtexOrder> Broken => new()
    {
        ["isFob goes with delivery only"] = Fetched with { ShippingData = Fetched.ShippingData with { IsFob = true } },
        ["fetches takes no SLA"] = WithLines(Fetched, info => info with { SelectedSla = "PAC" }),
        ["An SLA is the seller's"] = WithLines(
            Delivered with { ShippingData = Delivered.ShippingData with { IsFob = true } }, info => info with { SelectedSla = "PAC" }),
        ["goes with isFob only"] = WithLines(Delivered, info => info with { DeliveryIds = [new("wh-1")] }),
        ["goes with isMarketplaceFulfillment"] = WithLines(
            Delivered with { ShippingData = Delivered.ShippingData with { IsFob = true } },
            info => info with { DeliveryIds = [new("wh-1")] }),
        ["Fulfillment:WarehouseId is not set"] =
            Delivered with { ShippingData = Delivered.ShippingData with { IsFob = true, IsMarketplaceFulfillment = true } },
        ["Fulfillment:PickupPoint:Id is not set"] = WithAddress(Fetched, address => address with { AddressId = null }),
        ["coordinates of Fulfillment:PickupPoint are not set"] = WithAddress(Fetched, address => address with { GeoCoordinates = null }),
        ["Fulfillment:PickupPoint:AccountName does not say"] = Fetched with { AllowFranchises = true },
        ["pickup point's address goes with pickup-in-point"] = WithAddress(Delivered, address => address with { AddressType = "pickup" }),
        ["goes to a pickup point's address"] = WithAddress(Fetched, address => address with { AddressType = "residential" }),
        ["logisticsInfo is not as long as items"] = Delivered with { Items = [.. Delivered.Items, .. Delivered.Items] },
        ["do not add up"] = Delivered with { MarketplacePaymentValue = Delivered.MarketplacePaymentValue + 1 },
        ["below zero"] = Delivered with { Items = [Delivered.Items[0] with { Price = -1 }] },
        ["no query string"] = Delivered with { ConnectorEndpoint = "https://hub.example.com/?a=1" },
    };

    [Fact]
    public void What_the_mapper_makes_breaks_none()
    {
        Assert.Null(VtexOrderRules.Broken(Delivered));
        Assert.Null(VtexOrderRules.Broken(Fetched));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_has_a_sentence(string rule) => Assert.Contains(rule, VtexOrderRules.Broken(Broken[rule]));

    [Fact]
    public async Task A_body_that_breaks_a_rule_is_refused_before_it_is_sent()
    {
        var vendor = new Vendor();
        var content = SeedOrders.OpaboxSample() with { Delivery = new() { Pickup = true } };

        var reply = await vendor.CallAsync(SeedOrders.Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(content), Target.Vtex, Operation.PlaceOrder));

        Assert.Equal(
            new DeliveryRefused("RULE", "The shopper fetches the order and names no pickup point, and Fulfillment:PickupPoint:Id is not set."), reply.Result);
        Assert.Empty(vendor.Calls);
    }

    private static VtexOrder Map(FulfillmentSettings fulfillment) => VtexOrderMapper.Map(new()
    {
        Order = SeedOrders.OpaboxOrder, Content = SeedOrders.OpaboxSample(), Tenant = SeedOrders.Tenant(tenant => tenant.Vtex!.Fulfillment = fulfillment),
    });

    private static VtexOrder WithLines(VtexOrder order, Func<VtexLogistics, VtexLogistics> change) => order with
    {
        ShippingData = order.ShippingData with { LogisticsInfo = [.. order.ShippingData.LogisticsInfo.Select(change)] },
    };

    private static VtexOrder WithAddress(VtexOrder order, Func<VtexAddress, VtexAddress> change) => order with
    {
        ShippingData = order.ShippingData with { SelectedAddresses = [change(order.ShippingData.SelectedAddresses[0])] },
    };
}
