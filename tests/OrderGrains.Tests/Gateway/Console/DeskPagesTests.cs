using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Tests.Gateway.Console;

public sealed class DeskPagesTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task The_overview_says_what_needs_somebody_and_what_is_down()
    {
        var host = shared.Renew();
        var order = Orders.New("acme/opabox/1").Opabox(2).Points().Enqueued().Vtex("EOI002", "no stock");
        order.Show(host);
        host.Index.Heads = [RecordHead.Of(order.Record)];
        host.Targets.Paused[("acme", "omnichat")] = "marina";
        var page = Page.Of(await (await host.VisitAsync()).GetAsync("/console"));

        Assert.Equal("1 order needs a person.", page.Text("h1"));
        Assert.StartsWith("1 shopper waits: VTEX refused or cancelled an OPABOX order", page.Texts(".verdict li")[0], StringComparison.Ordinal);
        Assert.Equal("OmniChat of acme is paused: 0 calls wait. By marina.", page.Texts(".verdict li")[1]);
        Assert.Equal("/console/person?reason=TellShopper", Assert.Single(page.QuerySelectorAll(".groups a.btn")).GetAttribute("href"));
    }

    [Fact]
    public async Task A_target_is_paused_and_resumed_with_the_operators_name()
    {
        var host = shared.Renew();
        var visitor = await host.VisitAsync();
        Assert.Equal("/console/targets?did=pause", (await visitor.PostAsync("/console/targets/acme/vtex/pause")).Location);
        Assert.Equal("ops", host.Targets.Paused[("acme", "vtex")]);
        var page = Page.Of(await visitor.GetAsync("/console/targets?did=pause"));
        Assert.StartsWith("Paused: nothing is sent", page.Text(".told"), StringComparison.Ordinal);
        Assert.Equal("/console/targets/acme/vtex/resume", page.QuerySelector("form button.primary")!.Closest("form")!.GetAttribute("action"));

        Assert.Equal(302, (await visitor.PostAsync("/console/targets/acme/vtex/resume")).Status);
        Assert.Empty(host.Targets.Paused);
        Assert.Equal(404, (await visitor.PostAsync("/console/targets/nobody/vtex/pause")).Status);
        Assert.Equal(404, (await visitor.PostAsync("/console/targets/acme/nothing/pause")).Status);
    }

    [Fact]
    public async Task An_operator_sees_what_operators_did_and_a_reader_does_not()
    {
        var host = shared.Renew();
        host.Engine.Records[OrderId.Parse("acme/opabox/1")] = Orders.Paid("acme/opabox/1");
        var visitor = await host.VisitAsync();
        await visitor.PostAsync("/console/orders/acme/opabox/1/paid");
        Assert.NotEmpty(host.Audit.Kept);
        Assert.Equal(403, (await (await host.VisitAsync(GatewayHost.ReaderKey)).GetAsync("/console/audit")).Status);
        Page.Of(await visitor.GetAsync("/console/audit"));
    }

    [Fact]
    public async Task A_refused_body_is_shown_with_its_field_and_masked()
    {
        await using var host = await GatewayHost.StartAsync();
        var order = Sample.Object("opabox-order.json");
        order["status"] = 99;
        await host.OpaboxAsync(order);
        var answer = await (await host.VisitAsync()).GetAsync("/console/refused");
        var page = Page.Of(answer);
        Assert.Equal(("1 webhook could not be right", "status"), (page.Text("h1"), page.Text("main h2 code")));
        Assert.Contains("\"status\":99", page.Text("pre"), StringComparison.Ordinal);
        Assert.DoesNotContain("Leandro", answer.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notification_without_an_order_is_listed()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.VtexAsync(new JsonObject { ["accountName"] = "acme", ["code"] = "SOI001", ["flow"] = "PlaceOrder", ["success"] = true });
        var page = Page.Of(await (await host.VisitAsync()).GetAsync("/console/unmatched"));
        Assert.Equal("SOI001", page.Text(".checks code"));
    }

    [Fact]
    public async Task A_refused_body_is_replayed_from_its_page_and_listed_no_more()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Services.GetRequiredService<IKeptWebhooks>().Keep(
            new(KeptList.Refused, "", host.Clock.GetUtcNow(), "acme", "opabox/orders", "wrong") { Field = "status" }, Sample.Bytes("opabox-order.json"));
        var visitor = await host.VisitAsync();
        var page = Page.Of(await visitor.GetAsync("/console/refused"));
        var action = page.QuerySelector("main .acts form")!.GetAttribute("action")!;
        Assert.EndsWith("/replay", action, StringComparison.Ordinal);

        var after = Page.Of(await visitor.PostAsync(action));
        Assert.Equal("No webhook was refused", after.Text("h1"));
        Assert.Contains($"Taken by {Assert.Single(host.Engine.Taken).Order}", after.Text("main"), StringComparison.Ordinal);
        Assert.Empty(Page.Of(await (await host.VisitAsync(GatewayHost.ReaderKey)).GetAsync("/console/refused")).QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task A_notification_is_assigned_from_its_page_in_either_language()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.VtexAsync(Sample.Bytes("vtex-enqueued.json"));
        var visitor = await host.VisitAsync(language: "pt-BR");
        var page = Page.Of(await visitor.GetAsync("/console/unmatched"));
        Assert.Equal(["Atribuir", "Reenviar"], page.Texts("main .acts form button"));
        var action = page.QuerySelector("main .acts form")!.GetAttribute("action")!;
        Assert.Contains("não há tal pedido", Page.Of(await visitor.PostAsync(action, ("order", "acme/opabox/46ad"))).Text("main"), StringComparison.Ordinal);

        var order = OrderId.Parse("acme/opabox/46ad");
        host.Engine.Records[order] = OrderRecord.New(order) with { Version = 2 };
        Assert.Contains("Recebido por acme/opabox/46ad", Page.Of(await visitor.PostAsync(action, ("order", "acme/opabox/46ad"))).Text("main"), StringComparison.Ordinal);
        Assert.Equal(order, Assert.Single(host.Engine.Taken).Order);
    }

    [Fact]
    public async Task A_tenant_shows_what_to_paste_and_no_secret()
    {
        await using var host = await GatewayHost.StartAsync(settings =>
        {
            var acme = settings.Tenants["acme"];
            (acme.Vtex!.PublicUrl, acme.Vtex.AppKey, acme.Vtex.AppToken, acme.OmniChat!.Secret) = ("https://hub.example.com", "vtex-app-key", "vtex-app-token", "chat-secret");
            acme.BonifiQ = new() { Token = "points-token", Key = "points-key" };
            acme.Checker.Rules = [new() { Type = "MinimumOrder", Value = 50 }];
        });
        var answer = await (await host.VisitAsync()).GetAsync("/console/tenants");
        var page = Page.Of(answer);
        Assert.Contains("https://hub.example.com/hooks/acme/omnichat/order-checker", page.Texts(".paste"));
        Assert.Contains("https://hub.example.com/hooks/acme/opabox/orders", page.Texts(".paste"));
        Assert.Contains("Checker:Rules:0:Value", page.Texts("details code"));
        Assert.All(
            (string[])["vtex-app-key", "vtex-app-token", "chat-secret", "points-token", "points-key", GatewayHost.VtexSecret, GatewayHost.OpaboxKey, GatewayHost.OmniChatKey],
            secret => Assert.DoesNotContain(secret, answer.Html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_hold_nothing_of_anybody_may_be_kept_and_are_packed()
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/console/assets/console.css");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var packed = await host.Client.SendAsync(request);
        Assert.Equal(("gzip", "text/css; charset=utf-8"), (packed.Content.Headers.ContentEncoding.Single(), packed.Content.Headers.ContentType?.ToString()));
        Assert.True((await packed.Content.ReadAsByteArrayAsync()).Length < 12_000);
        Assert.Contains("--person", await host.Client.GetStringAsync("/console/assets/console.css"), StringComparison.Ordinal);
    }
}
