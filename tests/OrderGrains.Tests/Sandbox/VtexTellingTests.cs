using System.Net;
using System.Text.Json;

namespace OrderGrains.Tests.Sandbox;

/// <summary>What VTEX's stand-in tells the hub when an order is moved, and its order hook.</summary>
public class VtexTellingTests
{
    private const string Config = "/vtex/api/orders/hook/config?an=acme";

    [Fact]
    public async Task Each_move_is_told_where_VTEX_would_tell_it()
    {
        await using var sandbox = await PlacedAsync();
        await AdvanceAsync(sandbox, new { to = "handling" });
        var handling = await sandbox.NextNotificationAsync("handling");
        Assert.Equal($"{Bodies.ConnectorEndpoint}/order-hook", handling.Url.AbsoluteUri);
        Assert.Equal(("MKP-OB-1", "handling", "acme"), (Text(handling, "OrderId"), Text(handling, "State"), handling.Body.GetProperty("Origin").GetProperty("Account").GetString()));

        await AdvanceAsync(sandbox, new { to = "invoiced" });
        var invoice = await sandbox.NextNotificationAsync("the invoice");
        Assert.Equal($"{Bodies.ConnectorEndpoint}/pub/orders/MKP-OB-1/invoice", invoice.Url.AbsoluteUri);
        Assert.Equal(3900, invoice.Body.GetProperty("invoiceValue").GetInt64());
        Assert.Equal("1001", invoice.Body.GetProperty("items")[0].GetProperty("id").GetString());
        Assert.Equal("invoiced", Text(await sandbox.NextNotificationAsync("invoiced"), "State"));

        await AdvanceAsync(sandbox, new { to = "delivered" });
        var tracking = await sandbox.NextNotificationAsync("the tracking");
        Assert.Equal($"{Bodies.ConnectorEndpoint}/pvt/orders/MKP-OB-1/invoice/1/tracking", tracking.Url.AbsoluteUri);
        Assert.True(tracking.Body.GetProperty("isDelivered").GetBoolean());
    }

    [Fact]
    public async Task An_invoice_may_be_for_a_part_first()
    {
        await using var sandbox = await PlacedAsync();
        await AdvanceAsync(sandbox, new { to = "invoiced", value = 1000 });
        Assert.Equal(1000, (await sandbox.NextNotificationAsync("the part")).Body.GetProperty("invoiceValue").GetInt64());
        Assert.Equal("handling", Text(await sandbox.NextNotificationAsync("handling"), "State"));
        await AdvanceAsync(sandbox, new { to = "invoiced" });
        Assert.Equal(2900, (await sandbox.NextNotificationAsync("the rest")).Body.GetProperty("invoiceValue").GetInt64());
        Assert.Equal("invoiced", Text(await sandbox.NextNotificationAsync("invoiced"), "State"));
        await AdvanceAsync(sandbox, new { to = "delivered" });
        Assert.EndsWith("/invoice/1/tracking", (await sandbox.NextNotificationAsync("the first")).Url.AbsoluteUri, StringComparison.Ordinal);
        Assert.EndsWith("/invoice/2/tracking", (await sandbox.NextNotificationAsync("the second")).Url.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_is_told_by_both_ways_also_where_the_hub_asked_for_it_and_a_repeat_tells_nothing()
    {
        await using var sandbox = await PlacedAsync();
        await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/oms/pvt/orders/MKP-OB-1/cancel", new { reason = "test" });
        await AdvanceAsync(sandbox, new { to = "canceled" });
        await AdvanceAsync(sandbox, new { to = "canceled" });
        Assert.Equal($"{Bodies.ConnectorEndpoint}/pvt/orders/MKP-OB-1/cancel", (await sandbox.NextNotificationAsync("the cancel")).Url.AbsoluteUri);
        Assert.Equal("canceled", Text(await sandbox.NextNotificationAsync("canceled"), "State"));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, sandbox.Vendors.Notifications.Waiting);
    }

    [Fact]
    public async Task A_hook_is_pinged_saved_shown_and_told_of_its_statuses_only()
    {
        await using var sandbox = await PlacedAsync();
        Assert.Equal(404, (await sandbox.SendAsync(HttpMethod.Get, Config)).Status);
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Post, Config, Hook("invoiced"))).Status);
        var ping = await sandbox.Hub.NextAsync("the ping");
        Assert.Equal(("http://hub/elsewhere", "ping"), (ping.Url.AbsoluteUri, Text(ping, "hookConfig")));
        var shown = (await sandbox.SendAsync(HttpMethod.Get, Config)).Body;
        Assert.Equal("http://hub/elsewhere", shown.GetProperty("hook").GetProperty("url").GetString());

        await AdvanceAsync(sandbox, new { to = "handling" });
        await AdvanceAsync(sandbox, new { to = "invoiced" });
        Assert.EndsWith("/invoice", (await sandbox.NextNotificationAsync("the invoice")).Url.AbsoluteUri, StringComparison.Ordinal);
        var told = await sandbox.NextNotificationAsync("invoiced");
        Assert.Equal(("http://hub/elsewhere", "invoiced"), (told.Url.AbsoluteUri, Text(told, "State")));
    }

    [Fact]
    public async Task A_hook_that_does_not_answer_its_ping_or_makes_no_sense_is_400()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        sandbox.Hub.Answers.Enqueue(HttpStatusCode.NotFound);
        Assert.Equal(400, (await sandbox.SendAsync(HttpMethod.Post, Config, Hook("invoiced"))).Status);
        Assert.Equal(400, (await sandbox.SendAsync(HttpMethod.Post, Config, Hook("no-such-status"))).Status);
        Assert.Equal(400, (await sandbox.SendAsync(HttpMethod.Post, Config, new { hook = new { url = 1 } })).Status);
        using var stranger = await sandbox.Http.GetAsync($"/sandbox{Config}");
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal(404, (await sandbox.SendAsync(HttpMethod.Get, Config)).Status);
    }

    private static object Hook(string status) => new
    {
        filter = new { type = "FromWorkflow", status = new[] { status } },
        hook = new { url = "http://hub/elsewhere", headers = new { } },
    };

    private static async Task<SandboxHost> PlacedAsync()
    {
        var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement(status: "approved"));
        await sandbox.NextNotificationAsync("SOI001");
        await sandbox.NextNotificationAsync("SOI002");
        return sandbox;
    }

    private static async Task AdvanceAsync(SandboxHost sandbox, object to) =>
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Post, "/vtex/orders/OB-1/advance", to)).Status);

    private static string? Text(Told told, string name) => told.Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
