using System.Text.Json.Nodes;
using OrderGrains.Sandbox.BonifiQ;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>The sample of seed 003_7cd05db8c31fad71.txt in each of its twelve statuses, and what becomes of points, from webhook to vendor.</summary>
public sealed class SampleTests
{
    private const string Id = "46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9";

    [Theory]
    [InlineData(1, "Placed", "waiting-ffmt-authorization", "Pending")]
    [InlineData(2, "Paid", "ready-for-handling", "Pending")]
    [InlineData(3, "PaymentRejected", null, null)]
    [InlineData(4, "Preparing", "ready-for-handling", "Pending")]
    [InlineData(5, "InTransit", "ready-for-handling", "Pending")]
    [InlineData(6, "Delivered", "ready-for-handling", "Completed")]
    [InlineData(7, "Cancelled", null, null)]
    [InlineData(8, "Cancelled", null, null)]
    [InlineData(9, "AwaitingPickup", "ready-for-handling", "Pending")]
    [InlineData(10, "RejectedByCustomer", null, null)]
    [InlineData(11, "AwaitingCarrier", "ready-for-handling", "Pending")]
    [InlineData(22, "PayOnDelivery", "ready-for-handling", "Pending")]
    public async Task The_sample_in_each_status(int code, string status, string? vtex, string? loyalty)
    {
        await using var hub = await ClockedHub.StartAsync();
        await TellAsync(hub, code);

        var (_, order) = await hub.ApiAsync(HttpMethod.Get, $"/api/orders/acme/opabox/{Id}");
        Assert.Equal((status, code), ((string?)order!["status"], (int?)order["opabox"]!["status"]));
        Assert.Equal(vtex, hub.Vendors.Vtex.Standing($"OB-{Id}")?.Status);
        Assert.Equal(loyalty, hub.Vendors.BonifiQ.Standing(Id)?.State.ToString());
        Assert.Null((string?)order["attention"]?["reason"]);
        if (loyalty is not null)
        {
            Assert.Equal((24.25m, 24.25m, "28552233851"), (
                hub.Vendors.BonifiQ.Standing(Id)!.OrderTotal, hub.Vendors.BonifiQ.Standing(Id)!.ProductsTotal, hub.Vendors.BonifiQ.Standing(Id)!.Customer));
        }
    }

    [Fact]
    public async Task Delivered_and_then_cancelled_grants_once_and_reverses_once()
    {
        await using var hub = await ClockedHub.StartAsync();
        await TellAsync(hub, 2, 6, 6);
        Assert.Equal((BonifiQState.Completed, true, 1, 0), Points(hub));
        await TellAsync(hub, 7, 6, 8);
        Assert.Equal((BonifiQState.Cancelled, false, 1, 1), Points(hub));
    }

    [Fact]
    public async Task Cancelled_and_then_delivered_grants_nothing_before_a_person_says_so()
    {
        await using var hub = await ClockedHub.StartAsync();
        await TellAsync(hub, 1, 8, 6);
        Assert.Equal((BonifiQState.Cancelled, false, 0, 0), Points(hub));
        var (_, order) = await hub.ApiAsync(HttpMethod.Get, $"/api/orders/acme/opabox/{Id}");
        Assert.Equal("DeliveredAfterCancel", (string?)order!["attention"]!["reason"]);

        Assert.Equal(200, (await hub.ApiAsync(HttpMethod.Post, $"/api/orders/acme/opabox/{Id}/paid")).Status);
        await hub.SettleAsync([Order]);
        Assert.Equal((BonifiQState.Completed, true, 1, 0), Points(hub));
    }

    [Fact]
    public async Task A_linked_order_hands_its_facts_to_the_chat_order_alone()
    {
        await using var hub = await ClockedHub.StartAsync();
        var chat = OrderId.Create(ClockedHub.Tenant, Channel.OmniChat, "c1");
        var link = $"/api/orders/acme/omnichat/c1/links/opabox/{Id}";
        Assert.Equal(404, (await hub.ApiAsync(HttpMethod.Put, link)).Status);
        await hub.Engine.SubmitAsync(chat, new AskProvisioning(Arrivals.Content, []), Message.Internal);
        await hub.SettleAsync([chat]);

        foreach (var outcome in (string[])["accepted", "repeated"])
        {
            var (status, answer) = await hub.ApiAsync(HttpMethod.Put, link);
            Assert.Equal((200, outcome), (status, (string?)answer!["outcome"]));
        }

        await TellAsync(hub, 1, 2);
        await hub.SettleAsync([Order, chat]);
        await hub.SettleAsync([Order, chat]);
        var (_, seen) = await hub.ApiAsync(HttpMethod.Get, "/api/orders/acme/omnichat/c1");
        Assert.Equal(("Paid", $"acme/opabox/{Id}", 2), ((string?)seen!["status"], (string?)seen["opabox"]!["link"], (int?)seen["opabox"]!["status"]));
        Assert.Equal(["OC-c1"], hub.Vendors.Vtex.Standings().Select(standing => standing.MarketplaceOrderId));
        Assert.Equal("ready-for-handling", hub.Vendors.Vtex.Standing("OC-c1")!.Status);
        Assert.Equal(["c1"], hub.Vendors.BonifiQ.Standings().Select(standing => standing.OriginalId));
        var (_, redirect) = await hub.ApiAsync(HttpMethod.Get, $"/api/orders/acme/opabox/{Id}");
        Assert.Equal("acme/omnichat/c1", (string?)redirect!["opabox"]!["link"]);
        Assert.Equal(409, (await hub.ApiAsync(HttpMethod.Put, "/api/orders/acme/omnichat/c1/links/opabox/other")).Status);
    }

    [Fact]
    public async Task Two_placed_orders_are_not_merged()
    {
        await using var hub = await ClockedHub.StartAsync();
        var chat = OrderId.Create(ClockedHub.Tenant, Channel.OmniChat, "c1");
        await hub.Engine.SubmitAsync(chat, new AskProvisioning(Arrivals.Content, []), Message.Internal);
        await TellAsync(hub, 1);

        var (status, problem) = await hub.ApiAsync(HttpMethod.Put, $"/api/orders/acme/omnichat/c1/links/opabox/{Id}");
        Assert.Equal(409, status);
        Assert.Contains("not merged", (string?)problem!["detail"]);
    }

    private static OrderId Order => OrderId.Create(ClockedHub.Tenant, Channel.Opabox, Id);

    private static (BonifiQState, bool, int, int) Points(ClockedHub hub)
    {
        var standing = hub.Vendors.BonifiQ.Standing(Id)!;
        return (standing.State, standing.PointsStand, standing.Grants, standing.Reversals);
    }

    private static async Task TellAsync(ClockedHub hub, params int[] codes)
    {
        foreach (var code in codes)
        {
            var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Samples", "opabox-order.json")))!;
            sample["status"] = code;
            await hub.OpaboxAsync(sample);
            await hub.SettleAsync([Order]);
        }
    }
}
