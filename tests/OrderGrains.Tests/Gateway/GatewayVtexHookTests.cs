using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayVtexHookTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Secret = GatewayHost.VtexSecret;

    private static readonly OrderId Ours = OrderId.Create("acme", Channel.Opabox, "46ad");

    [Theory]
    [InlineData("/pub/orders/MKP-OB-46ad/invoice")]
    [InlineData("/pvt/orders/OB-46ad/invoice")]
    [InlineData("/pvt/orders/MKT-MKP-OB-46ad/invoice/77")]
    [InlineData("/pvt/orders/MKP-OB-46ad/invoice/77/tracking")]
    public async Task An_invoice_reaches_the_order_that_its_path_names(string path)
    {
        var host = shared.Renew();
        var response = await PostAsync(host, path, Invoice());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await GatewayHost.BodyAsync(response);
        Assert.Equal(("acme/opabox/46ad", "accepted"), ((string?)body["order"], (string?)body["outcome"]));
        Assert.True(Guid.TryParse((string?)body["receipt"], out _));

        var (order, command, _) = Assert.Single(host.Engine.Taken);
        var told = Assert.IsType<ReportVtexInvoice>(command);
        Assert.Equal((Ours, 1), (order, told.Placement));
        Assert.Equal(
            ("77", 3003L, "https://track.example/1", false),
            (told.Invoice.Number, told.Invoice.Value, told.Invoice.TrackingUrl, told.Invoice.Return));
        Assert.Equal([new("65874564", 2)], told.Invoice.Items);
    }

    [Theory]
    [InlineData("6584634%2F09")]
    [InlineData("6584634%2f09")]
    public async Task Tracking_under_an_invoices_encoded_number_is_of_the_invoice_that_a_body_named(string number)
    {
        var host = shared.Renew();
        var invoice = Invoice();
        invoice["invoiceNumber"] = "6584634/09";
        await PostAsync(host, "/pub/orders/OB-46ad/invoice", invoice);
        await PostAsync(host, $"/pvt/orders/OB-46ad/invoice/{number}/tracking", new JsonObject { ["isDelivered"] = true });

        var told = host.Engine.Taken.Select(taken => ((ReportVtexInvoice)taken.Command).Invoice).ToArray();
        Assert.Equal(["6584634/09", "6584634/09"], told.Select(one => one.Number));
        Assert.Equal([true, false], told.Select(one => one.Named));
    }

    [Fact]
    public async Task The_same_body_for_two_invoices_is_two_messages()
    {
        var host = shared.Renew();
        var delivered = new JsonObject { ["isDelivered"] = true, ["events"] = new JsonArray() };
        await PostAsync(host, "/pvt/orders/OB-46ad/invoice/1/tracking", delivered);
        await PostAsync(host, "/pvt/orders/OB-46ad/invoice/2/tracking", delivered);
        await PostAsync(host, "/pvt/orders/OB-46ad/invoice/2/tracking", delivered);
        var messages = host.Engine.Taken.Select(taken => taken.Message.Id).ToArray();
        Assert.NotEqual(messages[0], messages[1]);
        Assert.Equal(messages[1], messages[2]);
        Assert.All(host.Engine.Taken, taken => Assert.True(((ReportVtexInvoice)taken.Command).Invoice.Delivered));
    }

    [Fact]
    public async Task A_return_invoice_is_told_as_one()
    {
        var host = shared.Renew();
        var body = Invoice();
        body["type"] = "Input";
        await PostAsync(host, "/pvt/orders/OB-46ad/invoice", body);
        Assert.True(((ReportVtexInvoice)Assert.Single(host.Engine.Taken).Command).Invoice.Return);
    }

    [Fact]
    public async Task An_invoice_without_a_number_is_400()
    {
        var host = shared.Renew();
        var response = await PostAsync(host, "/pub/orders/OB-46ad/invoice", new JsonObject { ["invoiceValue"] = 1 });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invoiceNumber", (string?)(await GatewayHost.BodyAsync(response))["field"]);
    }

    [Fact]
    public async Task A_cancellation_is_answered_with_a_receipt_that_a_repeat_gets_too()
    {
        var host = shared.Renew();
        var reason = new JsonObject { ["reason"] = "sem estoque" };
        var first = await GatewayHost.BodyAsync(await PostAsync(host, "/pvt/orders/MKP-OB-46ad-01/cancel", reason));
        host.Clock.Advance(TimeSpan.FromDays(1));
        var again = await GatewayHost.BodyAsync(await PostAsync(host, "/pvt/orders/MKP-OB-46ad-01/cancel", reason));
        var other = await GatewayHost.BodyAsync(await PostAsync(host, "/pvt/orders/OB-46ad.2/cancel", reason));

        Assert.Equal(["date", "orderId", "receipt"], first.Select(field => field.Key));
        Assert.Equal("MKP-OB-46ad-01", (string?)first["orderId"]);
        Assert.True(Guid.TryParse((string?)first["receipt"], out _));
        Assert.Equal((string?)first["receipt"], (string?)again["receipt"]);
        Assert.NotEqual((string?)first["receipt"], (string?)other["receipt"]);
        Assert.Equal(VtexProgress.Cancelled, Assert.IsType<ReportVtexProgress>(host.Engine.Taken.First().Command).Progress);
    }

    [Fact]
    public async Task The_ping_of_the_order_hook_is_answered()
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "/order-hook", new JsonObject { ["hookConfig"] = "ping" })).StatusCode);
        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task An_event_of_the_order_hook_is_a_fact_of_its_order()
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "/order-hook", Event("MKP-OB-46ad", "handling"))).StatusCode);
        var (order, command, _) = Assert.Single(host.Engine.Taken);
        Assert.Equal((Ours, new ReportVtexState("handling", "MKP-OB-46ad", 1)), (order, Assert.IsType<ReportVtexState>(command)));
    }

    [Fact]
    public async Task Anothers_order_is_counted_on_every_hook_and_answered_200()
    {
        var host = shared.Renew();
        using var counted = new Counted(host);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "/order-hook", Event("v52277740atmc-01", "invoiced"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "/pub/orders/1234-01/invoice", Invoice())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "/pvt/orders/1234-01/cancel", new JsonObject())).StatusCode);
        Assert.Equal(3, counted.Of("ordergrains.vtex.foreign_notifications"));
        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task What_speaks_of_another_account_is_counted_and_listed_and_is_no_fact_of_the_order()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Vtex!.Account = "connections");
        using var counted = new Counted(host);
        var result = Sample.Object("vtex-integrated.json");
        (result["marketplaceOrderId"], result["accountName"]) = ("OB-46ad", "elsewhere");
        Assert.Equal(HttpStatusCode.OK, (await host.VtexAsync(result)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "/order-hook", Event("MKP-OB-46ad", "handling", "franchise1"))).StatusCode);
        Assert.Empty(host.Engine.Taken);
        Assert.Equal(2, counted.Of("ordergrains.vtex.foreign_notifications"));

        var listed = (await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/unmatched")))["notifications"]!.AsArray();
        Assert.Equal(["elsewhere", "franchise1"], listed.Select(one => (string?)one!["account"]).Order());
        Assert.All(listed, one => Assert.Equal("it speaks of another account", (string?)one!["why"]));

        result["accountName"] = "CONNECTIONS";
        await host.VtexAsync(result);
        await PostAsync(host, "/order-hook", Event("MKP-OB-46ad", "handling", null));
        Assert.Equal(2, host.Engine.Taken.Count);
    }

    [Theory]
    [InlineData("acme-sul", "OB-46ad", true)]
    [InlineData("ACME-SUL", "SUL-OB-46ad", true)]
    [InlineData("acme", "OB-46ad", false)]
    [InlineData("acme", "MKP-OB-46ad", false)]
    public async Task A_result_of_another_account_than_was_asked_is_kept_with_the_reason(string account, string id, bool taken)
    {
        await using var host = await GatewayHost.StartAsync(settings =>
        {
            settings.Tenants["acme"].Vtex!.Account = "acme";
            settings.Tenants["acme"].Stores["sul"] = new() { Vtex = new() { Account = "acme-sul", AffiliateId = "SUL", WebhookSecrets = ["sul-secret"] } };
        });
        host.Engine.Records[Ours] = OrderRecord.New(Ours) with { State = OrderState.Empty with { Vtex = new() { Target = "vtex.acme-sul" } } };
        var result = Sample.Object("vtex-integrated.json");
        (result["marketplaceOrderId"], result["accountName"]) = (id, null);

        Assert.Equal(
            HttpStatusCode.OK,
            (await host.PostAsync($"/hooks/acme/vtex/sul-secret/order-integration/notification/processing-result?an={account}", Encoding.UTF8.GetBytes(result.ToJsonString()), "x-none", null)).StatusCode);

        Assert.Equal(taken ? 1 : 0, host.Engine.Taken.Count);
        var listed = (await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/unmatched")))["notifications"]!.AsArray();
        Assert.Equal(taken ? [] : ["another account was asked"], listed.Select(one => (string?)one!["why"]));
    }

    [Fact]
    public async Task An_event_without_an_order_is_kept_for_operators()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "/order-hook", Event(null, "handling"))).StatusCode);
        var longId = new string('x', VtexOrderIds.MaxLength + 1);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, $"/pvt/orders/{longId}/cancel", new JsonObject())).StatusCode);
        var listed = (await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/unmatched")))["notifications"]!.AsArray();
        Assert.Equal(["vtex/cancel", "vtex/order-hook"], listed.Select(one => (string?)one!["hook"]).Order());
    }

    [Theory]
    [InlineData("/order-hook")]
    [InlineData("/pvt/orders/OB-46ad/cancel")]
    [InlineData("/pub/orders/OB-46ad/invoice")]
    public async Task A_wrong_secret_is_401(string path)
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(host, path, Invoice(), "wrong")).StatusCode);
        Assert.Empty(host.Engine.Taken);
    }

    internal static JsonObject Invoice() => JsonNode.Parse("""
        {
          "type": "Output", "issuanceDate": "2026-03-02T10:00:00Z", "invoiceNumber": "77", "invoiceValue": 3003,
          "invoiceKey": "35260311222333000144550010000000771000000770", "invoiceUrl": "https://nfe.example/77", "embeddedInvoice": "<nfe/>",
          "courier": "Correios", "trackingNumber": "BR123", "trackingUrl": "https://track.example/1", "dispatchedDate": null,
          "items": [ { "id": "65874564", "quantity": 2, "price": 1200 } ], "isDelivered": false, "events": []
        }
        """)!.AsObject();

    internal static JsonObject Event(string? orderId, string? state, string? account = "connections") => new()
    {
        ["Domain"] = "Fulfillment", ["OrderId"] = orderId, ["State"] = state, ["LastChange"] = "2026-03-02T12:00:00.123Z",
        ["Origin"] = new JsonObject { ["Account"] = account, ["Key"] = "vtexappkey-connections-XXX" },
    };

    private static Task<HttpResponseMessage> PostAsync(GatewayHost host, string path, JsonObject body, string secret = Secret) =>
        host.PostAsync($"/hooks/acme/vtex/{secret}{path}", GatewayHost.Utf8(body), "x-none", null);
}
