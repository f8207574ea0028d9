using System.Text.Json.Nodes;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sandbox.BonifiQ;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>The sample of apidocs.opa4.store/webhook_orders in each of its twelve statuses, and what becomes of points, from webhook to vendor.</summary>
public sealed class SampleTests(SharedTestHub shared) : IClassFixture<SharedTestHub>
{
    private static int s_count;

    private readonly TestHub _hub = shared.Hub;

    /// <summary>A test's own order.</summary>
    private readonly string _id = $"46ad3bd0-185f-11eb-8e95-{Interlocked.Increment(ref s_count):x12}";

    private string Path => $"/api/orders/acme/opabox/{_id}";

    private string ChatPath => $"/api/orders/acme/omnichat/{_id}";

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
        await TellAsync(code);

        var (_, order) = await _hub.ApiAsync(HttpMethod.Get, Path);
        Assert.Equal((status, code), ((string?)order!["status"], (int?)order["opabox"]!["status"]));
        Assert.Equal(vtex, _hub.Vendors.Vtex.Standing($"OB-{_id}")?.Status);
        Assert.Equal(loyalty, _hub.Vendors.BonifiQ.Standing(_id)?.State.ToString());
        Assert.Null((string?)order["attention"]?["reason"]);
        if (loyalty is not null)
        {
            Assert.Equal((24.25m, 24.25m, "28552233851"), (
                _hub.Vendors.BonifiQ.Standing(_id)!.OrderTotal, _hub.Vendors.BonifiQ.Standing(_id)!.ProductsTotal, _hub.Vendors.BonifiQ.Standing(_id)!.Customer));
        }
    }

    [Fact]
    public async Task Delivered_and_then_cancelled_grants_once_and_reverses_once()
    {
        await TellAsync(2, 6, 6);
        Assert.Equal((BonifiQState.Completed, true, 1, 0), Points());
        await TellAsync(7, 6, 8);
        Assert.Equal((BonifiQState.Cancelled, false, 1, 1), Points());
    }

    [Fact]
    public async Task Cancelled_and_then_delivered_grants_nothing_before_a_person_says_so()
    {
        await TellAsync(1, 8, 6);
        Assert.Equal((BonifiQState.Cancelled, false, 0, 0), Points());
        var (_, order) = await _hub.ApiAsync(HttpMethod.Get, Path);
        Assert.Equal("DeliveredAfterCancel", (string?)order!["attention"]!["reason"]);

        Assert.Equal(200, (await _hub.ApiAsync(HttpMethod.Post, $"{Path}/paid")).Status);
        await _hub.SettleAsync();
        Assert.Equal((BonifiQState.Completed, true, 1, 0), Points());
    }

    [Fact]
    public async Task A_linked_order_hands_its_facts_to_the_chat_order_alone()
    {
        var link = $"{ChatPath}/links/opabox/{_id}";
        Assert.Equal(404, (await _hub.ApiAsync(HttpMethod.Put, link)).Status);
        await _hub.Engine.SubmitAsync(Some.ChatOrder(_id), new AskProvisioning(Arrivals.Content, []), Message.Internal);
        await _hub.SettleAsync();

        foreach (var outcome in (string[])["accepted", "repeated"])
        {
            var (status, answer) = await _hub.ApiAsync(HttpMethod.Put, link);
            Assert.Equal((200, outcome), (status, (string?)answer!["outcome"]));
        }

        await TellAsync(1, 2);
        var (_, seen) = await _hub.ApiAsync(HttpMethod.Get, ChatPath);
        Assert.Equal(("Paid", $"acme/opabox/{_id}", 2), ((string?)seen!["status"], (string?)seen["opabox"]!["link"], (int?)seen["opabox"]!["status"]));
        Assert.Null(_hub.Vendors.Vtex.Standing($"OB-{_id}"));
        Assert.Equal("ready-for-handling", _hub.Vendors.Vtex.Standing($"OC-{_id}")!.Status);
        Assert.Single(_hub.Vendors.BonifiQ.Standings(), standing => standing.OriginalId == _id);
        var (_, redirect) = await _hub.ApiAsync(HttpMethod.Get, Path);
        Assert.Equal($"acme/omnichat/{_id}", (string?)redirect!["opabox"]!["link"]);
        Assert.Equal(409, (await _hub.ApiAsync(HttpMethod.Put, $"{ChatPath}/links/opabox/other")).Status);
    }

    [Fact]
    public async Task Two_placed_orders_are_not_merged()
    {
        await _hub.Engine.SubmitAsync(Some.ChatOrder(_id), new AskProvisioning(Arrivals.Content, []), Message.Internal);
        await TellAsync(1);

        var (status, problem) = await _hub.ApiAsync(HttpMethod.Put, $"{ChatPath}/links/opabox/{_id}");
        Assert.Equal(409, status);
        Assert.Contains("not merged", (string?)problem!["detail"]);
    }

    private (BonifiQState, bool, int, int) Points()
    {
        var standing = _hub.Vendors.BonifiQ.Standing(_id)!;
        return (standing.State, standing.PointsStand, standing.Grants, standing.Reversals);
    }

    private async Task TellAsync(params int[] codes)
    {
        foreach (var code in codes)
        {
            var sample = Sample.Object("opabox-order.json");
            (sample["id"], sample["status"]) = (_id, code);
            Assert.Equal(200, (await _hub.OpaboxAsync(sample)).Status);
            await _hub.SettleAsync();
        }
    }
}
