using System.Text.Json;

namespace OrderGrains.Tests.Sandbox;

public class LedgerTests
{
    [Fact]
    public async Task The_ledger_tells_what_was_received_and_where_the_order_stands()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement("OB-1"));
        await sandbox.PlaceAsync(Bodies.Placement("OB-2"));
        await sandbox.NextNotificationAsync("SOI001");
        await sandbox.SendAsync(HttpMethod.Get, "/vtex/api/oms/pvt/orders/MKP-OB-1");
        await sandbox.SendAsync(HttpMethod.Get, "/vtex/api/oms/pvt/orders/MKP-OB-1-01");

        var page = (await sandbox.SendAsync(HttpMethod.Get, "/ledger?target=vtex&order=OB-1")).Body;
        var entries = page.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(
            [("PlaceOrder", "OB-1", 200), ("GetOrder", "OB-1", 200), ("GetOrder", "MKP-OB-1-01", 404)],
            entries.Select(entry => (Text(entry, "operation"), Text(entry, "key"), entry.GetProperty("status").GetInt32())));
        Assert.Equal("OB-1", Text(entries[0].GetProperty("body"), "marketplaceOrderId"));
        var standing = Assert.Single(page.GetProperty("standing").GetProperty("vtex").EnumerateArray());
        Assert.Equal(("waiting-ffmt-authorization", 1), (Text(standing, "status"), standing.GetProperty("places").GetInt32()));
        Assert.Empty(page.GetProperty("standing").GetProperty("bonifiQ").EnumerateArray());
    }

    [Fact]
    public async Task Beyond_its_bound_the_oldest_is_forgotten_and_counted()
    {
        await using var sandbox = await SandboxHost.StartAsync(options => options.LedgerCapacity = 2);
        for (var id = 1; id <= 3; id++)
        {
            await sandbox.PlaceAsync(Bodies.Placement($"OB-{id}"));
        }

        Assert.Equal(["OB-2", "OB-3"], sandbox.Vendors.Ledger.Read().Select(entry => entry.Key));
        Assert.Equal(1, sandbox.Vendors.Ledger.Forgotten);
    }

    [Fact]
    public async Task A_clear_forgets_exchanges_and_a_reset_the_orders_too()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement());
        await sandbox.SendAsync(HttpMethod.Delete, "/ledger");
        Assert.Empty(sandbox.Vendors.Ledger.Read());
        Assert.NotNull(sandbox.Vendors.Vtex.Standing("OB-1"));
        await sandbox.SendAsync(HttpMethod.Delete, "");
        Assert.Null(sandbox.Vendors.Vtex.Standing("OB-1"));
        Assert.Equal(0, sandbox.Vendors.Notifications.Waiting);
    }

    [Fact]
    public async Task The_front_page_names_the_vendors_and_the_magic_skus()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var page = (await sandbox.SendAsync(HttpMethod.Get, "")).Body;
        Assert.Equal("/sandbox/vtex", Text(page.GetProperty("baseUrls"), "vtex"));
        Assert.True(page.GetProperty("skus").TryGetProperty("SANDBOX-NO-STOCK", out _));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
