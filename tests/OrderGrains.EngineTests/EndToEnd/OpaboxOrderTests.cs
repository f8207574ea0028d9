using System.Text.Json;

namespace OrderGrains.EngineTests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class OpaboxOrderTests(RunningHub hub) : IDisposable
{
    private const string Order = $"opabox/{Sample.OpaboxId}";

    [Fact]
    public async Task The_sample_is_placed_approved_and_rewarded_as_its_statuses_come()
    {
        hub.Vendors.Hold(Vendors.VtexHook);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1)));
        await hub.OrderAsync(Order, order => order is { BonifiQ: "Pending" } && order.Request("PlaceOrder") == "AwaitingResult", "VTEX takes the placement");
        hub.Vendors.Release();
        await hub.OrderAsync(Order, order => order.Vtex == "Integrated", "VTEX tells SOI001");
        hub.Vendors.Hold(Vendors.VtexHook);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2)));
        await hub.OrderAsync(Order, order => order.Request("ApproveOrder") == "AwaitingResult", "VTEX takes the approval");
        hub.Vendors.Release();
        await hub.OrderAsync(Order, order => order.Vtex == "Approved", "VTEX tells SOI002");
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(4)));
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(5)));
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(6)));
        var seen = await hub.OrderAsync(Order, order => order.BonifiQ == "Completed" && order.Settled, "BonifiQ takes the delivered order");

        Assert.Equal(("Delivered", null), (seen.Status, seen.Attention));
        Assert.Equal($"MKP-OB-{Sample.OpaboxId}", seen.VtexOrderId);
        Assert.Equal(
            [
                "OPABOX status 1", "VTEX SOI003", "VTEX SOI001", "OPABOX status 2", "VTEX SOI003", "VTEX SOI002",
                "OPABOX status 4", "OPABOX status 5", "OPABOX status 6",
            ],
            seen.Story.Where(operation => !operation.StartsWith("BonifiQ", StringComparison.Ordinal)));
        Assert.Equal(["BonifiQ Pending", "BonifiQ Completed"], seen.Story.Where(operation => operation.StartsWith("BonifiQ", StringComparison.Ordinal)));
        VtexHasOnePlacementAndOneApproval();
        BonifiQHasItPendingAndThenCompleted();
    }

    public void Dispose() => hub.Vendors.Recover();

    private void VtexHasOnePlacementAndOneApproval()
    {
        var sent = hub.Vendors.Standing.Ledger.Read("vtex", $"OB-{Sample.OpaboxId}");
        Assert.Equal(["PlaceOrder", "ApproveOrder"], sent.Select(entry => entry.Operation));
        var place = sent[0].Body!.Value;
        var item = Assert.Single(place.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("65874564", 2425, 1, 2425),
            (item.GetProperty("id").GetString(), item.GetProperty("price").GetInt64(), item.GetProperty("quantity").GetInt32(),
                place.GetProperty("marketplacePaymentValue").GetInt64()));
        var standing = hub.Vendors.Standing.Vtex.Standing($"OB-{Sample.OpaboxId}")!;
        Assert.Equal((1, 0, 1), (standing.Places, standing.Repeats, standing.Approvals));
    }

    private void BonifiQHasItPendingAndThenCompleted()
    {
        var sent = hub.Vendors.Standing.Ledger.Read("bonifiq", Sample.OpaboxId).Select(entry => entry.Body!.Value).ToArray();
        Assert.Equal([false, true], sent.Select(body => IsCompleted(body)));
        Assert.All(sent, body =>
        {
            Assert.Equal(24.25m, body.GetProperty("OrderTotal").GetDecimal());
            Assert.Equal(DateTimeOffset.Parse("2020-10-27T14:18:25.165Z"), body.GetProperty("OrderPlacementDate").GetDateTimeOffset());
            Assert.Equal("28552233851", body.GetProperty("Customer").GetProperty("OriginalId").GetString());
        });
        Assert.Equal(1, hub.Vendors.Standing.BonifiQ.Standing(Sample.OpaboxId)!.Grants);
    }

    private static bool IsCompleted(JsonElement body) => body.TryGetProperty("IsCompleted", out var flag) && flag.GetBoolean();
}
