using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Sandbox;

public class VtexRulesTests
{
    [Theory]
    [InlineData("items", "[]", "items")]
    [InlineData("marketplaceOrderId", "\"\"", "marketplaceOrderId")]
    [InlineData("marketplaceOrderStatus", "\"NEW\"", "marketplaceOrderStatus")]
    [InlineData("marketplacePaymentValue", "39.5", "marketplacePaymentValue")]
    [InlineData("marketplacePaymentValue", "\"3900\"", "marketplacePaymentValue")]
    [InlineData("connectorName", "null", "connectorName")]
    [InlineData("connectorEndpoint", "\"/hooks\"", "connectorEndpoint")]
    [InlineData("connectorEndpoint", "\"http://hub/hooks?key=1\"", "connectorEndpoint")]
    [InlineData("items.0.price", "-1", "items[0].price")]
    [InlineData("items.0.price", "15.5", "items[0].price")]
    [InlineData("items.0.quantity", "0", "items[0].quantity")]
    [InlineData("items.0.quantity", "9223372036854775807", "items[0].quantity")]
    [InlineData("clientProfileData.document", "null", "clientProfileData.document")]
    [InlineData("clientProfileData", "null", "clientProfileData.email")]
    [InlineData("shippingData", "null", "shippingData.logisticsInfo")]
    [InlineData("shippingData.logisticsInfo", "[]", "shippingData.logisticsInfo")]
    [InlineData("shippingData.logisticsInfo.0.selectedDeliveryChannel", "\"post\"", "shippingData.logisticsInfo[0].selectedDeliveryChannel")]
    [InlineData("shippingData.logisticsInfo.0.selectedDeliveryChannel", "\"pickup-in-point\"", "shippingData.selectedAddresses[0].addressType")]
    [InlineData("shippingData.logisticsInfo.0.lockTTL", "\"8 days\"", "shippingData.logisticsInfo[0].lockTTL")]
    [InlineData("shippingData.isMarketplaceFulfillment", "true", "shippingData.logisticsInfo[].deliveryIds")]
    [InlineData("shippingData.selectedAddresses.0.country", "\"\"", "shippingData.selectedAddresses[0].country")]
    [InlineData("invoiceData", "null", "invoiceData.userPaymentInfo.paymentMethods")]
    [InlineData("taxData", "[{\"skuId\":\"1\",\"value\":0.5}]", "taxData[0].value")]
    public async Task An_unusable_field_is_EOI005_and_named(string path, string value, string field)
    {
        var order = Bodies.Placement();
        Set(order, path, value);
        await Refused(order, field);
    }

    [Theory]
    [InlineData("shippingData.isFob", "true", "shippingData.isFob")]
    [InlineData("shippingData.logisticsInfo.0.selectedSla", "\"PAC\"", "shippingData.logisticsInfo[0].selectedSla")]
    [InlineData("shippingData.selectedAddresses.0.addressId", "null", "shippingData.selectedAddresses[0].addressId")]
    [InlineData("shippingData.selectedAddresses.0.geoCoordinates", "null", "shippingData.selectedAddresses[0].geoCoordinates")]
    [InlineData("allowFranchises", "true", "pickupAccountName")]
    public async Task A_pickup_has_rules_of_its_own(string path, string value, string field)
    {
        var order = Pickup();
        Set(order, path, value);
        await Refused(order, field);
    }

    [Fact]
    public async Task A_pickup_that_keeps_them_is_integrated()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        Assert.Equal(200, (await sandbox.PlaceAsync(Pickup())).Status);
        Assert.Equal("SOI001", (await sandbox.NextNotificationAsync("SOI001")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"\\ud800\"")]
    public async Task A_body_that_is_no_object_is_EOI005(string body)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var reply = await sandbox.PlaceAsync(body);
        Assert.Equal((400, "EOI005"), (reply.Status, reply.Body.GetProperty("code").GetString()));
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Get, "/ledger")).Status);
    }

    [Fact]
    public async Task Without_an_affiliate_or_a_key_nothing_is_placed()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var reply = await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/order-integration/orders", Bodies.Placement());
        Assert.Equal((400, "EOI005"), (reply.Status, reply.Body.GetProperty("code").GetString()));
        using var bare = await sandbox.Http.PostAsync("/sandbox/vtex/api/order-integration/orders?affiliateId=MKP", null);
        Assert.Equal(401, (int)bare.StatusCode);
        Assert.Empty(sandbox.Vendors.Vtex.Standings());
    }

    private static async Task Refused(JsonObject order, string field)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var reply = await sandbox.PlaceAsync(order);
        Assert.Equal((400, "EOI005"), (reply.Status, reply.Body.GetProperty("code").GetString()));
        Assert.StartsWith($"{field}: ", reply.Body.GetProperty("errors")[0].GetProperty("description").GetString());
        Assert.Empty(sandbox.Vendors.Vtex.Standings());
        Assert.Equal(0, sandbox.Vendors.Notifications.Waiting);
    }

    private static JsonObject Pickup()
    {
        var order = Bodies.Placement();
        Set(order, "shippingData.logisticsInfo.0.selectedDeliveryChannel", "\"pickup-in-point\"");
        Set(order, "shippingData.selectedAddresses.0.addressType", "\"pickup\"");
        Set(order, "shippingData.selectedAddresses.0.addressId", "\"store-1\"");
        Set(order, "shippingData.selectedAddresses.0.geoCoordinates", """{"latitude":-25.4,"longitude":-49.2}""");
        return order;
    }

    private static void Set(JsonNode node, string path, string value)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            node = (int.TryParse(step, out var index) ? node[index] : node[step])!;
        }

        node[steps[^1]] = JsonNode.Parse(value);
    }
}
