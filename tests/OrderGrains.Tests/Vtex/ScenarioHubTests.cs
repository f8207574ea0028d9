using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Vtex;

/// <summary>
/// The twelve scenarios through the running hub: the sender's webhook at the gateway, an operator's word where no webhook has one, and the body that the sandbox's VTEX
/// then got, which takes it.
/// </summary>
public sealed class ScenarioHubTests
{
    /// <summary>The fields of the page's request body; <c>[]</c> is a list's element.</summary>
    private static readonly string[] Page =
    [
        "marketplaceOrderId", "connectorName", "connectorEndpoint", "marketplaceOrderStatus", "marketplacePaymentValue", "marketplaceInterestValue",
        "priceDivergenceAllowanceRate", "allowFranchises", "pickupAccountName",
        "items", "items[].id", "items[].price", "items[].quantity",
        "clientProfileData", "clientProfileData.email", "clientProfileData.firstName", "clientProfileData.lastName", "clientProfileData.phone",
        "clientProfileData.document", "clientProfileData.corporateDocument", "clientProfileData.corporatePhone", "clientProfileData.corporateName",
        "clientProfileData.tradeName", "clientProfileData.stateInscription",
        "shippingData", "shippingData.logisticsInfo", "shippingData.logisticsInfo[].price", "shippingData.logisticsInfo[].selectedDeliveryChannel",
        "shippingData.logisticsInfo[].selectedSla", "shippingData.logisticsInfo[].lockTTL", "shippingData.logisticsInfo[].shippingEstimate",
        "shippingData.logisticsInfo[].deliveryIds", "shippingData.logisticsInfo[].deliveryIds[].warehouseId",
        "shippingData.selectedAddresses", "shippingData.selectedAddresses[].addressType", "shippingData.selectedAddresses[].addressId",
        "shippingData.selectedAddresses[].receiverName", "shippingData.selectedAddresses[].postalCode", "shippingData.selectedAddresses[].city",
        "shippingData.selectedAddresses[].state", "shippingData.selectedAddresses[].country", "shippingData.selectedAddresses[].street",
        "shippingData.selectedAddresses[].number", "shippingData.selectedAddresses[].neighborhood", "shippingData.selectedAddresses[].complement",
        "shippingData.selectedAddresses[].geoCoordinates", "shippingData.selectedAddresses[].geoCoordinates.latitude",
        "shippingData.selectedAddresses[].geoCoordinates.longitude",
        "shippingData.isFob", "shippingData.isMarketplaceFulfillment",
        "shippingData.trackingHints", "shippingData.trackingHints[].trackingId", "shippingData.trackingHints[].courierName",
        "shippingData.trackingHints[].trackingUrl", "shippingData.trackingHints[].trackingLabel",
        "invoiceData", "invoiceData.userPaymentInfo", "invoiceData.userPaymentInfo.paymentMethods",
        "customData", "taxData", "taxData[].skuId", "taxData[].value", "openTextField",
    ];

    public static TheoryData<string> All => [.. VtexScenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_scenario_through_the_running_hub(string name)
    {
        var scenario = VtexScenario.Named(name);
        await using var hub = await TestHub.StartAsync(options =>
        {
            options.Silos = 1;
            options.Tenant.Vtex!.PaymentMethods["*"] = "creditCardPaymentGroup";
            scenario.Change?.Invoke(options.Tenant);
        });
        await TellAsync(hub, scenario);

        var sent = JsonNode.Parse(Assert.Single(hub.Vendors.Ledger.Read("vtex"), entry => entry.Operation == "PlaceOrder").Body!.Value.GetRawText())!;
        var expected = JsonNode.Parse(scenario.Fixture("body"))!;
        expected["connectorEndpoint"] = $"http://hub/hooks/acme/vtex/{TestTenant.VtexSecret}";
        Assert.True(JsonNode.DeepEquals(expected, sent), sent.ToJsonString());
        var (order, _) = scenario.Translate();
        Assert.Equal(1, hub.Vendors.Vtex.Standing(VtexOrderIds.MarketplaceOrderId(order, 1))!.Places);
        Assert.Null((await hub.ApiAsync(HttpMethod.Get, $"/api/orders/{order}")).Body!["attention"]);
    }

    /// <summary>Each field of the page is sent in one of the scenarios, and no other.</summary>
    [Fact]
    public void The_bodies_have_the_pages_fields_and_no_others() => Assert.Equal(
        Page.Order(StringComparer.Ordinal),
        VtexScenario.All.SelectMany(scenario => Paths(JsonNode.Parse(scenario.Fixture("body")), "")).Distinct().Order(StringComparer.Ordinal));

    private static async Task TellAsync(TestHub hub, VtexScenario scenario)
    {
        var (order, _) = scenario.Translate();
        var webhook = JsonNode.Parse(scenario.Fixture("webhook"))!;
        if (scenario.Additions is null)
        {
            Assert.Equal(200, (await SendAsync(hub, order, webhook)).Status);
        }
        else
        {
            // While VTEX is paused the placement waits, and takes with it what the operator says of it.
            Assert.Equal(204, (await hub.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/pause")).Status);
            Assert.Equal(200, (await SendAsync(hub, order, webhook)).Status);
            await hub.IdleAsync();
            Assert.Equal(200, (await hub.ApiAsync(HttpMethod.Post, $"/api/orders/{order}/paid", Body(scenario.Additions))).Status);
            Assert.Equal(204, (await hub.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/resume")).Status);
        }

        await hub.SettleAsync();
    }

    private static Task<HubAnswer> SendAsync(TestHub hub, OrderId order, JsonNode webhook) =>
        order.Channel == Channel.Opabox ? hub.OpaboxAsync(webhook) : hub.OmniChatAsync("order-provisioning", webhook);

    private static JsonObject Body(Additions additions) => new()
    {
        ["taxes"] = new JsonArray([.. additions.Taxes.Select(tax => new JsonObject { ["skuId"] = tax.Sku, ["value"] = tax.Value })]),
        ["trackingHints"] = new JsonArray([.. additions.TrackingHints.Select(hint => new JsonObject
        {
            ["trackingId"] = hint.Id, ["courierName"] = hint.Courier, ["trackingUrl"] = hint.Url, ["trackingLabel"] = hint.Label,
        })]),
    };

    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => (string[])[Under(path, field.Key), .. Paths(field.Value, Under(path, field.Key))]),
        JsonArray elements => elements.SelectMany(element => Paths(element, $"{path}[]")),
        _ => [],
    };

    private static string Under(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
