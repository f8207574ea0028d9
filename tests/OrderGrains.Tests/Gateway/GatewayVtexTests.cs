using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayVtexTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task A_result_reaches_the_order_that_it_names()
    {
        var host = shared.Renew();
        var body = Named("vtex-integrated.json", "OB-46ad", "MKP-OB-46ad");
        var response = await host.VtexAsync(body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("acme/opabox/46ad", (string?)(await GatewayHost.BodyAsync(response))["order"]);
        var (_, command, message) = Assert.Single(host.Engine.Taken);
        var result = Assert.IsType<ReportVtexResult>(command).Result;
        Assert.Equal(("connections", true, "PlaceOrder", "SOI001", "MKP-OB-46ad"), (
            result.Account, result.Success, result.Flow, result.Code, result.MainOrderId));
        Assert.Equal("Order integrated successfully", result.Message);
        Assert.Equal(Message.VtexResult("acme", result, default).Id, message.Id);
    }

    [Theory]
    [InlineData("OC-chat1", null, null, "acme/omnichat/chat1")]
    [InlineData(null, "MKP-OB-a-b", null, "acme/opabox/a-b")]
    [InlineData(null, null, "MKT-MKP-OC-z-01", "acme/omnichat/z-01")]
    [InlineData("123456789", "MKP-OB-9", null, "acme/opabox/9")]
    public async Task The_first_id_that_names_an_order_of_ours_counts(string? marketplace, string? main, string? franchise, string order)
    {
        var host = shared.Renew();
        var body = Named("vtex-integrated.json", marketplace, main);
        body["fields"]!["franchiseOrderId"] = franchise;
        Assert.Equal(HttpStatusCode.OK, (await host.VtexAsync(body)).StatusCode);
        Assert.Equal(order, Assert.Single(host.Engine.Taken).Order.ToString());
    }

    [Theory]
    [InlineData("OB-x-01", "acme/opabox/x-01")]
    [InlineData("OB-x.2", "acme/opabox/x")]
    public async Task Where_an_id_may_name_several_the_one_that_exists_counts(string id, string existing)
    {
        var host = shared.Renew();
        var known = OrderId.Parse(existing);
        host.Engine.Records[known] = OrderRecord.New(known);
        await host.VtexAsync(Named("vtex-integrated.json", id, null));
        Assert.Equal(known, Assert.Single(host.Engine.Taken).Order);
    }

    [Theory]
    [InlineData("OB-x-01", "OB-x-01", null)]
    [InlineData("MKP-OB-x-01", "MKP-OB-x-01", "MKT-MKP-OB-x-01")]
    [InlineData("MKT-MKP-OB-x-01", "MKP-OB-x-01", "MKT-MKP-OB-x-01")]
    public async Task A_trailing_sequence_belongs_to_the_order_that_VTEX_gave_it(string id, string told, string? franchise)
    {
        var host = shared.Renew();
        Knows(host, "x", new() { OrderId = told, FranchiseOrderId = franchise });
        await host.VtexAsync(Named("vtex-integrated.json", id, null));
        Assert.Equal("acme/opabox/x", Assert.Single(host.Engine.Taken).Order.ToString());
    }

    [Theory]
    [InlineData("OB-x-01", null)]
    [InlineData("MKP-OB-x-01", null)]
    [InlineData("MKP-OB-x-01", "MKP-OB-x")]
    [InlineData("MKT-MKP-OB-x-01", "MKP-OB-x-01")]
    public async Task Any_other_is_an_order_that_nobody_knows(string id, string? told)
    {
        var host = shared.Renew();
        Knows(host, "x", new() { OrderId = told });
        var path = $"/hooks/acme/vtex/{GatewayHost.VtexSecret}/pvt/orders/{id}/cancel";
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(path, "{}"u8.ToArray(), "x-none", null)).StatusCode);
        Assert.Equal("acme/opabox/x-01", Assert.Single(host.Engine.Taken).Order.ToString());
    }

    [Theory]
    [InlineData("MKP-OB-x-01", null, "acme/opabox/x")]
    [InlineData("MKP-OB-x-01", "MKP-OB-x", "acme/opabox/x-01")]
    [InlineData("OB-x-01", null, "acme/opabox/x-01")]
    public async Task Where_franchises_may_deliver_the_id_that_we_ask_by_ourselves_is_believed_until_VTEX_tells_it(string id, string? told, string order)
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Vtex!.Fulfillment.AllowFranchises = true);
        Knows(host, "x", new() { OrderId = told });
        await host.VtexAsync(Named("vtex-integrated.json", id, null));
        Assert.Equal(order, Assert.Single(host.Engine.Taken).Order.ToString());
    }

    [Fact]
    public async Task Anothers_order_is_counted_and_answered_200()
    {
        var host = shared.Renew();
        using var counted = new Counted(host);
        Assert.Equal(HttpStatusCode.OK, (await host.VtexAsync(Sample.Bytes("vtex-approved.json"))).StatusCode);
        Assert.Equal(1, counted.Of("ordergrains.vtex.foreign_notifications"));
        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task A_result_that_names_no_order_is_kept_for_operators()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.VtexAsync(Sample.Bytes("vtex-enqueued.json"))).StatusCode);
        var listed = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/unmatched"));
        var kept = Assert.Single(listed["notifications"]!.AsArray())!;
        Assert.Equal(("acme", "SOI003", "connections"), ((string?)kept["tenant"], (string?)kept["code"], (string?)kept["account"]));
    }

    [Theory]
    [InlineData(161)]
    [InlineData(5_000)]
    public async Task An_id_that_is_longer_than_any_of_ours_names_no_order(int length)
    {
        await using var host = await GatewayHost.StartAsync();
        var id = "OB-".PadRight(length, 'x');
        Assert.Equal(HttpStatusCode.OK, (await host.VtexAsync(Named("vtex-integrated.json", id, id))).StatusCode);
        var listed = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/unmatched"));
        Assert.Equal("it names no order", (string?)Assert.Single(listed["notifications"]!.AsArray())!["why"]);
        Assert.Equal(HttpStatusCode.OK, (await host.VtexAsync(Named("vtex-integrated.json", id, "MKP-OB-46ad"))).StatusCode);
        Assert.Equal("acme/opabox/46ad", Assert.Single(host.Engine.Taken).Order.ToString());
    }

    [Theory]
    [InlineData("a\r\nX: 1-MKP-OB-46ad")]
    [InlineData("../../evil?x-MKP-OB-46ad")]
    public async Task An_id_that_VTEX_cannot_have_given_is_kept_by_no_hook(string id)
    {
        var host = shared.Renew();
        await host.VtexAsync(Named("vtex-integrated.json", "OB-46ad", id));
        await host.PostAsync(
            $"/hooks/acme/vtex/{GatewayHost.VtexSecret}/order-hook", GatewayHost.Utf8(GatewayVtexHookTests.Event(id, "handling")), "x-none", null);

        Assert.All(host.Engine.Taken, taken => Assert.Equal("acme/opabox/46ad", taken.Order.ToString()));
        Assert.Equal(2, host.Engine.Taken.Count);
        Assert.Null(host.Engine.Taken.Select(taken => taken.Command).OfType<ReportVtexResult>().Single().Result.MainOrderId);
        Assert.Null(host.Engine.Taken.Select(taken => taken.Command).OfType<ReportVtexState>().Single().OrderId);
    }

    [Fact]
    public async Task The_errors_are_told_without_personal_data()
    {
        var host = shared.Renew();
        var body = Named("vtex-integrated.json", "OB-1", null);
        (body["code"], body["success"], body["message"]) = ("EOI005", false, "Invalid");
        body["errors"] = JsonNode.Parse(
            """[{"source":"Checkout","code":"CHK1","description":"document 285.522.338-51 of ana@example.com"},{"code":null}]""");
        await host.VtexAsync(body);
        var result = ((ReportVtexResult)Assert.Single(host.Engine.Taken).Command).Result;
        Assert.Equal("Invalid; CHK1: document *** of ***", result.Message);
        Assert.False(result.Success);
    }

    [Fact]
    public async Task A_result_without_a_code_is_400()
    {
        var host = shared.Renew();
        var body = Named("vtex-integrated.json", "OB-1", null);
        body["code"] = null;
        var response = await host.VtexAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("code", (string?)(await GatewayHost.BodyAsync(response))["field"]);
    }

    private static void Knows(GatewayHost host, string externalId, VtexState vtex)
    {
        var order = OrderId.Create("acme", Channel.Opabox, externalId);
        host.Engine.Records[order] = OrderRecord.New(order) with { State = OrderState.Empty with { Vtex = vtex } };
    }

    private static JsonObject Named(string sample, string? marketplaceOrderId, string? mainOrderId)
    {
        var body = Sample.Object(sample);
        body["marketplaceOrderId"] = marketplaceOrderId;
        body["fields"] = new JsonObject { ["mainOrderId"] = mainOrderId, ["franchiseOrderId"] = null };
        return body;
    }
}
