using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Engine;

namespace OrderGrains.Tests.Gateway;

/// <summary>Refused bodies and unmatched notifications: their lists, and what operators do with them.</summary>
public sealed class GatewayKeptTests
{
    private static readonly OrderId Order = OrderId.Parse("acme/opabox/46ad");

    [Fact]
    public async Task The_list_goes_on_by_cursor_and_is_narrowed_by_tenant_hook_and_time()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.OpaboxAsync(new JsonObject { ["id"] = "1" });
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.ChatAsync("status-change", new JsonObject());
        host.Clock.Advance(TimeSpan.FromHours(1));
        await host.OpaboxAsync(new JsonObject { ["id"] = "3" });

        var first = await ListAsync(host, "refused?limit=2");
        Assert.Equal(["opabox/orders", "omnichat/status-change"], Hooks(first));
        var rest = await ListAsync(host, $"refused?limit=2&cursor={first["next"]}");
        Assert.Equal(["opabox/orders"], Hooks(rest));
        Assert.Null(rest["next"]);
        Assert.Equal(2, Hooks(await ListAsync(host, "refused?hook=opabox/orders")).Length);
        Assert.Equal(2, Hooks(await ListAsync(host, "refused?since=2026-03-02T12:30:00Z")).Length);
        Assert.Equal((3, 0), (Hooks(await ListAsync(host, "refused?tenant=acme")).Length, Hooks(await ListAsync(host, "refused?tenant=bare")).Length));
    }

    [Theory]
    [InlineData("refused?tenant=nobody", "tenant")]
    [InlineData("refused?hook=opabox", "hook")]
    [InlineData("refused?since=noon", "since")]
    [InlineData("unmatched?cursor=000", "cursor")]
    [InlineData("unmatched?limit=201", "limit")]
    [InlineData("unmatched?status=Paid", "status")]
    public async Task A_filter_that_can_match_nothing_is_400_and_named(string path, string field)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Get, $"/api/{path}");
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, (string?)(await GatewayHost.BodyAsync(answer))["field"]));
    }

    [Fact]
    public async Task A_body_that_is_still_wrong_is_refused_again_and_kept_once()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.OpaboxAsync(new JsonObject { ["id"] = "1" });
        using var answer = await host.ApiAsync(HttpMethod.Post, $"/api/refused/{await IdAsync(host, "refused")}/replay");
        var told = await GatewayHost.BodyAsync(answer);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.StartsWith("It is refused again: ", (string?)told["detail"], StringComparison.Ordinal);
        Assert.NotNull((string?)told["field"]);
        Assert.Single((await ListAsync(host, "refused"))["refused"]!.AsArray());
        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task A_body_that_is_right_by_now_is_taken_as_it_came_and_kept_no_more()
    {
        await using var host = await GatewayHost.StartAsync();
        var body = Sample.Bytes("opabox-order.json");
        KeepRefused(host, "opabox/orders", body);
        var id = await IdAsync(host, "refused");
        using var answer = await host.ApiAsync(HttpMethod.Post, $"/api/refused/{id}/replay");
        Assert.Equal((HttpStatusCode.OK, "accepted"), (answer.StatusCode, (string?)(await GatewayHost.BodyAsync(answer))["outcome"]));

        var taken = Assert.Single(host.Engine.Taken);
        Assert.Equal(Message.Webhook("acme", "opabox/orders", body).Id, taken.Message.Id);
        Assert.Empty((await ListAsync(host, "refused"))["refused"]!.AsArray());
        var act = Assert.Single(host.Audit.Acts);
        Assert.Equal(("ops", "replay", taken.Order.ToString(), id, "accepted"), (act.Operator, act.Act, act.Target, act.Detail, act.Outcome));
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Post, $"/api/refused/{id}/replay")).StatusCode);
    }

    [Fact]
    public async Task What_its_order_refuses_or_cannot_take_now_stays_kept()
    {
        await using var host = await GatewayHost.StartAsync();
        KeepRefused(host, "opabox/orders", Sample.Bytes("opabox-order.json"));
        var path = $"/api/refused/{await IdAsync(host, "refused")}/replay";
        host.Engine.Answer = (_, _) => throw new EngineUnavailableException("stopping", TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.ApiAsync(HttpMethod.Post, path)).StatusCode);
        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Refused, 1, "no"));
        Assert.Equal("refused", (string?)(await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Post, path)))["outcome"]);
        Assert.Single((await ListAsync(host, "refused"))["refused"]!.AsArray());
    }

    [Fact]
    public async Task A_cart_is_not_checked_when_nobody_waits_for_it()
    {
        await using var host = await GatewayHost.StartAsync();
        KeepRefused(host, "omnichat/order-checker", Sample.Bytes("omnichat-order-checker.json"));
        using var answer = await host.ApiAsync(HttpMethod.Post, $"/api/refused/{await IdAsync(host, "refused")}/replay");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task A_notification_is_played_as_a_fact_of_the_order_that_an_operator_names()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Vtex!.Account = "connections");
        await host.VtexAsync(Sample.Bytes("vtex-enqueued.json"));
        var id = await IdAsync(host, "unmatched");
        host.Engine.Records[Order] = OrderRecord.New(Order) with { Version = 2 };
        using var answer = await host.ApiAsync(HttpMethod.Post, $"/api/unmatched/{id}/assign", body: new JsonObject { ["order"] = Order.ToString() });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var taken = Assert.Single(host.Engine.Taken);
        Assert.Equal((Order, "SOI003"), (taken.Order, Assert.IsType<ReportVtexResult>(taken.Command).Result.Code));
        Assert.Empty((await ListAsync(host, "unmatched"))["notifications"]!.AsArray());
        var act = Assert.Single(host.Audit.Acts);
        Assert.Equal(("assign", Order.ToString(), id), (act.Act, act.Target, act.Detail));
    }

    [Theory]
    [InlineData("acme/opabox/unknown", HttpStatusCode.NotFound)]
    [InlineData("acme", HttpStatusCode.BadRequest)]
    [InlineData("bare/opabox/46ad", HttpStatusCode.Conflict)]
    public async Task A_notification_goes_to_no_order_that_is_unknown_or_another_tenants(string order, HttpStatusCode status)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.VtexAsync(Sample.Bytes("vtex-enqueued.json"));
        host.Engine.Records[Order] = OrderRecord.New(Order) with { Version = 2 };
        host.Engine.Records[OrderId.Parse("bare/opabox/46ad")] = OrderRecord.New(OrderId.Parse("bare/opabox/46ad")) with { Version = 2 };
        var path = $"/api/unmatched/{await IdAsync(host, "unmatched")}/assign";
        Assert.Equal(status, (await host.ApiAsync(HttpMethod.Post, path, body: new JsonObject { ["order"] = order })).StatusCode);
        Assert.Empty(host.Engine.Taken);
        Assert.Single((await ListAsync(host, "unmatched"))["notifications"]!.AsArray());
    }

    [Fact]
    public async Task A_notification_of_an_account_that_the_settings_have_by_now_finds_its_order()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Vtex!.Account = "connections");
        var result = Sample.Object("vtex-integrated.json");
        (result["marketplaceOrderId"], result["accountName"]) = ("OB-46ad", "elsewhere");
        await host.VtexAsync(result);
        var path = $"/api/unmatched/{await IdAsync(host, "unmatched")}/replay";
        Assert.Equal(HttpStatusCode.Conflict, (await host.ApiAsync(HttpMethod.Post, path)).StatusCode);
        host.Services.GetRequiredService<OrderGrainsSettings>().Tenants["acme"].Vtex!.Account = "elsewhere";
        Assert.Equal(HttpStatusCode.OK, (await host.ApiAsync(HttpMethod.Post, path)).StatusCode);
        Assert.Equal(Order, Assert.Single(host.Engine.Taken).Order);
    }

    [Fact]
    public async Task An_invoice_is_played_with_what_its_path_said()
    {
        await using var host = await GatewayHost.StartAsync();
        var foreign = new string('x', VtexOrderIds.MaxLength + 1);
        var path = $"/hooks/acme/vtex/{GatewayHost.VtexSecret}/pvt/orders/{foreign}/invoice/77";
        using var sent = await host.PostAsync(path, GatewayHost.Utf8(GatewayVtexHookTests.Invoice()), "x-none", null);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        host.Engine.Records[Order] = OrderRecord.New(Order) with { Version = 2 };
        var assign = $"/api/unmatched/{await IdAsync(host, "unmatched")}/assign";
        Assert.Equal(HttpStatusCode.OK, (await host.ApiAsync(HttpMethod.Post, assign, body: new JsonObject { ["order"] = Order.ToString() })).StatusCode);
        Assert.IsType<ReportVtexInvoice>(Assert.Single(host.Engine.Taken).Command);
        Assert.DoesNotContain(foreign, (await ListAsync(host, "unmatched")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_erased_is_erased_from_kept_bodies_too()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.OpaboxAsync(new JsonObject { ["id"] = "1", ["customer"] = new JsonObject { ["cpf"] = "285.522.338-51" } });
        await host.OpaboxAsync(new JsonObject { ["id"] = "2", ["customer"] = new JsonObject { ["cpf"] = "529.982.247-25" } });
        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/privacy/erase", body: new JsonObject { ["document"] = "28552233851" });
        Assert.Equal(1, (int?)(await GatewayHost.BodyAsync(answer))["webhooks"]);
        Assert.Contains("\"2\"", (string?)Assert.Single((await ListAsync(host, "refused"))["refused"]!.AsArray())!["body"], StringComparison.Ordinal);
    }

    private static void KeepRefused(GatewayHost host, string hook, byte[] body) => host.Services.GetRequiredService<IKeptWebhooks>()
        .Keep(new(KeptList.Refused, "", host.Clock.GetUtcNow(), "acme", hook, "An earlier program did not know it.") { Bytes = body.Length }, body);

    private static async Task<JsonObject> ListAsync(GatewayHost host, string path) => await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, $"/api/{path}"));

    private static async Task<string> IdAsync(GatewayHost host, string list) =>
        (string)Assert.Single((await ListAsync(host, list))[list == "refused" ? "refused" : "notifications"]!.AsArray())!["id"]!;

    private static string[] Hooks(JsonObject page) => [.. page["refused"]!.AsArray().Select(one => (string)one!["hook"]!)];
}
