using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Sandbox;

public class OmniChatTests
{
    private static readonly AuthenticationHeaderValue Secret = new("Bearer", "r:secret");

    [Fact]
    public async Task A_status_is_kept_and_told_back()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var reply = await ChangeAsync(sandbox, "ORDER_GATEWAY_PROVISIONED");
        Assert.Equal(200, reply.Status);
        var told = await sandbox.NextNotificationAsync("the echo");
        Assert.Equal(("http://hub/omni", "secret"), (told.Url.AbsoluteUri, told.Header));
        Assert.Equal(
            """{"order":{"objectId":"ord1","status":"ORDER_GATEWAY_PROVISIONED"},"statusChange":{"status":"ORDER_GATEWAY_PROVISIONED","responsible":"ordergrains","message":"Placed","updatedAt":"2026-03-02T12:00:00.000Z"}}""",
            told.Body.GetRawText());
        var standing = sandbox.Vendors.OmniChat.Standing("ord1")!;
        Assert.Equal("ORDER_GATEWAY_PROVISIONED", Assert.Single(standing.Statuses));
        Assert.Equal("MKP-OC-ord1", standing.OrderGwId);
    }

    [Theory]
    [InlineData("PAID")]
    [InlineData("packaged")]
    [InlineData("")]
    public async Task Only_the_documented_statuses_may_be_set(string status)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        Assert.Equal(400, (await ChangeAsync(sandbox, status)).Status);
        Assert.Null(sandbox.Vendors.OmniChat.Standing("ord1"));
        Assert.Equal(0, sandbox.Vendors.Notifications.Waiting);
    }

    [Fact]
    public async Task Without_a_bearer_secret_nothing_is_changed()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        Assert.Equal(401, (await ChangeAsync(sandbox, "PACKAGED", new AuthenticationHeaderValue("Basic", "eDp5"))).Status);
        Assert.Null(sandbox.Vendors.OmniChat.Standing("ord1"));
    }

    [Fact]
    public async Task A_provisioning_keeps_its_code_and_checkout_address()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var good = new { responsible = "ordergrains", code = 200, message = "Ok", checkoutUrl = "https://shop.example/1" };
        var bad = new { responsible = "ordergrains", code = 500, message = "Ok" };
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Post, "/omnichat/orders/ord1/provisions", good, Secret)).Status);
        Assert.Equal(400, (await sandbox.SendAsync(HttpMethod.Post, "/omnichat/orders/ord1/provisions", bad, Secret)).Status);
        var update = new { responsible = "ordergrains", discount = new { value = 1, mode = "ABSOLUTE" } };
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Post, "/omnichat/orders/ord1/updateCheckoutData", update, Secret)).Status);
        var standing = sandbox.Vendors.OmniChat.Standing("ord1")!;
        Assert.Equal(200, Assert.Single(standing.Provisions));
        Assert.Equal(("https://shop.example/1", 1), (standing.CheckoutUrl, standing.CheckoutUpdates));
    }

    [Theory]
    [InlineData("""{"responsible":"x"}""", 200)]
    [InlineData("""{"responsible":"x","selectedFreight":{"freightCost":0,"shippingMethod":"Retirada"}}""", 200)]
    [InlineData("""{"responsible":"x","selectedFreight":{"shippingMethod":"Retirada"}}""", 400)]
    [InlineData("""{"responsible":"x","discount":{"value":1,"mode":"absolute"}}""", 400)]
    [InlineData("""{"responsible":"x","selectedShippingAddress":{"zip":"13024-000"}}""", 400)]
    [InlineData("""{"discount":{"value":1,"mode":"ABSOLUTE"}}""", 400)]
    public async Task Checkout_data_are_kept_where_each_block_is_whole(string body, int status)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var sent = JsonNode.Parse(body)!;
        Assert.Equal(status, (await sandbox.SendAsync(HttpMethod.Post, "/omnichat/orders/ord1/updateCheckoutData", sent, Secret)).Status);
        Assert.Equal(status == 200 ? body : null, sandbox.Vendors.OmniChat.Standing("ord1")?.Checkout?.GetRawText());
    }

    [Fact]
    public async Task With_nobody_to_tell_a_status_is_only_kept()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        sandbox.Options.OmniChatNotifications = null;
        Assert.Equal(200, (await ChangeAsync(sandbox, "PACKAGED")).Status);
        Assert.Equal(0, sandbox.Vendors.Notifications.Waiting);
    }

    private static Task<Reply> ChangeAsync(SandboxHost sandbox, string status, AuthenticationHeaderValue? authorization = null) =>
        sandbox.SendAsync(
            HttpMethod.Post, "/omnichat/orders/ord1/statusChange",
            new { responsible = "ordergrains", status, message = "Placed", orderGwId = "MKP-OC-ord1" }, authorization ?? Secret);
}
