using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayOperationsTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly OrderId Id = OrderId.Parse("acme/opabox/46ad");
    private static readonly DateTimeOffset Noon = new(2026, 9, 1, 9, 0, 0, TimeSpan.FromHours(-3));

    [Fact]
    public async Task An_order_has_exactly_the_documented_shape()
    {
        var host = shared.Renew();
        host.Engine.Records[Id] = Paid();
        host.Engine.InFlight = ["r2"];
        var response = await host.ApiAsync(HttpMethod.Get, "/api/orders/acme/opabox/46ad", GatewayHost.ReaderKey);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var expected = JsonNode.Parse("""
            { "id": "acme/opabox/46ad", "status": "Paid", "version": 7, "total": 30.03,
              "customer": { "name": "L… Z…", "document": "***522338**" },
              "omniChat": { "status": null }, "opabox": { "status": 2 },
              "vtex": { "marketplaceOrderId": "OB-46ad", "orderId": "MKP-OB-46ad", "state": "Approved", "lastCode": "SOI002" },
              "bonifiq": { "state": "Pending" },
              "attention": { "reason": "TellShopper", "message": "Call.", "since": "2026-09-01T12:00:00Z" },
              "requests": [
                { "id": "r1", "target": "vtex", "operation": "PlaceOrder", "state": "Done", "attempts": 1,
                  "nextAttemptAt": null, "lastError": null },
                { "id": "r2", "target": "bonifiq", "operation": "SendOrder", "state": "InFlight", "attempts": 2,
                  "nextAttemptAt": "2026-09-01T12:00:00Z", "lastError": "HTTP 503" } ],
              "timeline": [ { "at": "2026-09-01T12:00:00Z", "operationId": null, "operation": "OPABOX status 2", "direction": "In",
                              "status": "Success", "message": "Payment confirmed" } ] }
            """);
        var order = await GatewayHost.BodyAsync(response);
        Assert.True(JsonNode.DeepEquals(expected, order), order.ToJsonString());
    }

    [Fact]
    public async Task An_order_shows_every_reason_why_it_needs_a_person()
    {
        var host = shared.Renew();
        var paid = Paid();
        host.Engine.Records[Id] = paid with
        {
            State = paid.State with { Attention = [.. paid.State.Attention, new(AttentionReason.RefundDue, "Give it back.", Noon), new(AttentionReason.RequestParked, "Retry.", Noon)] },
        };
        var order = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/orders/acme/opabox/46ad"));

        Assert.Equal("TellShopper", (string?)order["attention"]!["reason"]);
        Assert.Equal(["RefundDue", "RequestParked"], order["alsoAttention"]!.AsArray().Select(reason => (string?)reason!["reason"]));
    }

    [Theory]
    [InlineData("/api/orders/acme/opabox/none")]
    [InlineData("/api/orders/acme/other/46ad")]
    [InlineData("/api/orders/ACME/opabox/46ad")]
    public async Task An_unknown_order_is_404(string path)
    {
        var host = shared.Renew();
        var response = await host.ApiAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task A_stranger_is_401(string? key)
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.ApiAsync(HttpMethod.Get, "/api/orders", key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/pause", key)).StatusCode);
    }

    [Theory]
    [InlineData("paid", typeof(MarkPaid))]
    [InlineData("replace", typeof(ReplaceOrder))]
    [InlineData("cancel", typeof(CancelByOperator))]
    [InlineData("requests/r1/retry", typeof(RetryRequest))]
    [InlineData("requests/r1/skip", typeof(SkipRequest))]
    public async Task An_operator_acts_on_an_order_and_a_reader_does_not(string action, Type command)
    {
        var host = shared.Renew();
        host.Engine.Records[Id] = Paid();
        var path = $"/api/orders/{Id}/{action}";
        Assert.Equal(HttpStatusCode.Forbidden, (await host.ApiAsync(HttpMethod.Post, path, GatewayHost.ReaderKey)).StatusCode);
        Assert.Empty(host.Engine.Taken);
        Assert.Equal(HttpStatusCode.OK, (await host.ApiAsync(HttpMethod.Post, path)).StatusCode);
        Assert.IsType(command, Assert.Single(host.Engine.Taken).Command);
        Assert.Contains("Operator = ops", host.Engine.Taken.First().Command.ToString(), StringComparison.Ordinal);
        var elsewhere = path.Replace("46ad", "none", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Post, elsewhere)).StatusCode);
    }

    [Fact]
    public async Task A_cancellation_may_say_why_and_a_refusal_is_409()
    {
        var host = shared.Renew();
        host.Engine.Records[Id] = Paid();
        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Refused, 7, "It is delivered."));
        var response = await host.ApiAsync(HttpMethod.Post, $"/api/orders/{Id}/cancel", body: new JsonObject { ["reason"] = "Asked by phone", ["refunded"] = true });
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("It is delivered.", (string?)(await GatewayHost.BodyAsync(response))["detail"]);
        Assert.Equal(new CancelByOperator("ops", "Asked by phone", Refunded: true), Assert.Single(host.Engine.Taken).Command);
        var wrong = await host.ApiAsync(HttpMethod.Post, $"/api/orders/{Id}/cancel", body: new JsonArray());
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_retry_lifts_what_holds_its_target_back_and_a_refused_one_does_not()
    {
        var host = shared.Renew();
        host.Engine.Records[Id] = Paid();
        Assert.Equal(HttpStatusCode.OK, (await host.ApiAsync(HttpMethod.Post, $"/api/orders/{Id}/requests/r2/retry")).StatusCode);
        Assert.Equal([("acme", "bonifiq")], host.Targets.Lifted);

        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Refused, 7, "The request is Done."));
        Assert.Equal(HttpStatusCode.Conflict, (await host.ApiAsync(HttpMethod.Post, $"/api/orders/{Id}/requests/r1/retry")).StatusCode);
        Assert.Single(host.Targets.Lifted);
    }

    [Fact]
    public async Task A_target_is_paused_and_resumed_by_name()
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.NoContent, (await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/pause")).StatusCode);
        var listed = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/targets"));
        var row = Assert.Single(listed["targets"]!.AsArray(), target => (string?)target!["target"] == "vtex")!;
        Assert.Equal(("Paused", "ops"), ((string?)row["state"], (string?)row["pausedBy"]));
        Assert.Equal(HttpStatusCode.NoContent, (await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/resume")).StatusCode);
        Assert.Empty(host.Targets.Paused);
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/nothing/pause")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.ApiAsync(HttpMethod.Post, "/api/targets/nobody/vtex/pause")).StatusCode);
    }

    [Fact]
    public async Task Health_is_open_and_says_whether_the_engine_serves()
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/startup")).StatusCode);
        host.Engine.Condition = EngineCondition.Starting;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.Client.GetAsync("/health/startup")).StatusCode);
        host.Engine.Condition = new(false, "starting");
        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/startup")).StatusCode); // It serves no more for a while.
        var response = await host.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("starting", (string?)(await GatewayHost.BodyAsync(response))["reason"]);
    }

    private static OrderRecord Paid() => new()
    {
        Id = Id,
        Version = 7,
        ChangedAt = Noon,
        State = OrderState.Empty with
        {
            Status = OrderStatus.Paid,
            Content = new() { Total = 30.03m, Customer = new() { Name = "Leandro Zanardi", Document = "285.522.338-51" } },
            Opabox = new() { Status = 2 },
            Vtex = new() { OrderId = "MKP-OB-46ad", Integrated = true, Approved = true, LastCode = "SOI002" },
            BonifiQ = new() { Acknowledged = LoyaltyStanding.Pending },
            Attention = [new(AttentionReason.TellShopper, "Call.", Noon)],
            Requests =
            [
                new() { Id = "r1", Target = Target.Vtex, Operation = Operation.PlaceOrder, State = RequestState.Done, Attempts = 1, Placement = 1 },
                new()
                {
                    Id = "r2", Target = Target.BonifiQ, Operation = Operation.SendOrder, State = RequestState.Waiting, Attempts = 2,
                    Placement = 1, DueAt = Noon, LastError = "HTTP 503",
                },
            ],
        },
        Timeline = Timeline.Of(new TimelineLine(Noon, null, "OPABOX status 2", Direction.In, LineStatus.Success, "Payment confirmed")),
    };
}
