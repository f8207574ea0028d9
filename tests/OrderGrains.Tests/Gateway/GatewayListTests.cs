using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayListTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private static readonly DateTimeOffset Noon = new(2026, 9, 1, 9, 0, 0, TimeSpan.FromHours(-3));

    private static readonly RecordHead Stuck = new()
    {
        Id = "acme/opabox/46ad", Version = 7, Status = OrderStatus.Paid, Attention = "TellShopper RequestParked", Parked = true, ChangedAt = Noon, NextDue = Noon.AddHours(1),
        VtexOrderId = "MKP-OB-46ad", Number = "1001", Store = "Centro", Invoices = ["7", "8"],
        Owed =
        [
            new("r1", Target.Vtex, Operation.PlaceOrder, RequestState.Parked, Noon.AddHours(-1), "EOI002", "No stock of #"),
            new("r2", Target.BonifiQ, Operation.SendOrder, RequestState.Waiting, Noon),
        ],
    };

    [Fact]
    public async Task Orders_are_listed_a_page_at_a_time_by_all_that_they_can_be_narrowed_by()
    {
        var host = shared.Renew();
        host.Index.Page = new([Stuck], "next-page");
        var response = await host.ApiAsync(
            HttpMethod.Get,
            "/api/orders?tenant=acme&status=paid&attention=*&state=parked&target=vtex&operation=placeorder&error=EOI002&message=No%20stock&age=01:30:00&shop=Centro&q=46&limit=200&cursor=c",
            GatewayHost.ReaderKey);
        var page = await GatewayHost.BodyAsync(response);

        Assert.Equal("next-page", (string?)page["next"]);
        var expected = JsonNode.Parse("""
            { "id": "acme/opabox/46ad", "status": "Paid", "version": 7, "attention": "TellShopper", "parked": true, "vtexOrderId": "MKP-OB-46ad", "number": "1001",
              "shop": "Centro", "invoices": ["7", "8"], "changedAt": "2026-09-01T12:00:00Z", "nextDue": "2026-09-01T13:00:00Z",
              "owed": [
                { "id": "r1", "target": "vtex", "operation": "PlaceOrder", "state": "Parked", "since": "2026-09-01T11:00:00Z", "error": "EOI002", "message": "No stock of #" },
                { "id": "r2", "target": "bonifiq", "operation": "SendOrder", "state": "Waiting", "since": "2026-09-01T12:00:00Z", "error": null, "message": null } ] }
            """);
        var row = Assert.Single(page["orders"]!.AsArray())!;
        Assert.True(JsonNode.DeepEquals(expected, row), row.ToJsonString());
        var owed = new OwedQuery(Target.Vtex, Operation.PlaceOrder, RequestState.Parked, "EOI002", "No stock", host.Clock.GetUtcNow().AddMinutes(-90));
        Assert.Equal(new OrderQuery("acme", OrderStatus.Paid, "*", owed, "46", null, "Centro", 200, "c"), Assert.Single(host.Index.Asked));
    }

    [Fact]
    public async Task A_list_that_is_not_narrowed_asks_for_everything()
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await host.ApiAsync(HttpMethod.Get, "/api/orders?status=&format=json")).StatusCode);
        Assert.Equal(new OrderQuery(), Assert.Single(host.Index.Asked));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("status=35", "status", "Delivered")]
    [InlineData("status=Paid,Placed", "status", "PaymentRejected")]
    [InlineData("status=Paid&status=Placed", "status")]
    [InlineData("attention=true", "attention", "TellShopper")]
    [InlineData("attention=Refund", "attention", "*")]
    [InlineData("tenant=nobody", "tenant", "acme")]
    [InlineData("tenant=Acme", "tenant", "acme")]
    [InlineData("q=a%00b", "q")]
    [InlineData("shop=a%0Ab", "shop")]
    [InlineData("state=Done", "state", "Parked")]
    [InlineData("state=InFlight", "state", "AwaitingResult")]
    [InlineData("target=vtex-simulation", "target", "bonifiq")]
    [InlineData("operation=Place", "operation", "PlaceOrder")]
    [InlineData("age=5", "age")]
    [InlineData("age=-01:00:00", "age")]
    [InlineData("age=24:00:00", "age")]
    [InlineData("format=xml", "format", "csv")]
    [InlineData("cursor=broken", "cursor")]
    [InlineData("stat=Paid", "stat", "status")]
    [InlineData("customerHash=00", "customerHash", "q")]
    public async Task A_wrong_query_is_400_and_named_with_what_is_allowed(string query, string field, string? allowed = null)
    {
        var host = shared.Renew();
        var response = await host.ApiAsync(HttpMethod.Get, $"/api/orders?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var body = await GatewayHost.BodyAsync(response);
        Assert.Equal(field, (string?)body["field"]);
        if (allowed is null)
        {
            Assert.Null(body["allowed"]);
        }
        else
        {
            Assert.Contains(allowed, body["allowed"]!.AsArray().Select(value => (string?)value));
        }
    }

    [Theory]
    [InlineData("?format=csv", null)]
    [InlineData("", "text/csv")]
    [InlineData("?q=46", "application/json;q=0.5, text/csv")]
    public async Task A_list_is_exported_to_its_end_as_comma_separated_values(string query, string? accept)
    {
        var host = shared.Renew();
        host.Index.Page = new([Stuck], "second");
        host.Index.Others["second"] = new([new() { Id = "acme/omnichat/c1", ChangedAt = Noon, Number = "=cmd|' /C calc'!A0", Store = "Loja \"1\", Sul" }], null);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/orders{query}");
        request.Headers.Add("X-Api-Key", GatewayHost.ReaderKey);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await host.Client.SendAsync(request);

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            "id,status,version,attention,parked,shop,vtexOrderId,number,invoices,changedAt,nextDue,owed\r\n"
            + "acme/opabox/46ad,Paid,7,\"TellShopper RequestParked\",true,\"Centro\",\"MKP-OB-46ad\",\"1001\",\"7 8\",2026-09-01T12:00:00.000Z,2026-09-01T13:00:00.000Z,"
            + "\"vtex PlaceOrder Parked EOI002; bonifiq SendOrder Waiting\"\r\n"
            + "acme/omnichat/c1,Draft,0,,false,\"Loja \"\"1\"\", Sul\",,\"'=cmd|' /C calc'!A0\",,2026-09-01T12:00:00.000Z,,\r\n",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_persons_orders_are_found_by_their_document_which_stands_in_no_address_and_no_log()
    {
        var host = shared.Renew();
        var persons = (ScriptedPersons)host.Services.GetRequiredService<IPersons>();
        persons.Index.Page = new([Stuck], null);
        using var response = await host.ApiAsync(
            HttpMethod.Post, "/api/orders/search?status=Paid", GatewayHost.ReaderKey, new JsonObject { ["document"] = "529.982.247-25" });

        Assert.Equal("acme/opabox/46ad", (string?)Assert.Single((await GatewayHost.BodyAsync(response))["orders"]!.AsArray())!["id"]);
        Assert.Equal("52998224725", Assert.Single(persons.Searched));
        Assert.Equal(new OrderQuery(Status: OrderStatus.Paid), Assert.Single(persons.Index.Asked));
        Assert.Empty(host.Index.Asked);
        Assert.DoesNotContain("52998224725", host.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "document")]
    [InlineData("""{"document":""}""", "document")]
    [InlineData("[]", "$")]
    public async Task A_search_without_a_document_is_400(string body, string field)
    {
        var host = shared.Renew();
        using var response = await host.ApiAsync(HttpMethod.Post, "/api/orders/search", body: JsonNode.Parse(body));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string?)(await GatewayHost.BodyAsync(response))["field"]);
    }

    [Fact]
    public async Task Failures_are_shown_in_groups_whose_words_narrow_a_list()
    {
        var host = shared.Renew();
        var failures = (ScriptedFailures)host.Services.GetRequiredService<IFailureIndex>();
        failures.Groups = new(
            [new("acme", Target.Vtex, Operation.PlaceOrder, "HTTP 503", "Order # is not taken.", 5000, 20, Noon.AddHours(-1), Noon, OrderId.Parse("acme/opabox/46ad"))], true);
        var body = await GatewayHost.BodyAsync(await host.ApiAsync(
            HttpMethod.Get, "/api/failures?tenant=acme&target=vtex&operation=PlaceOrder&error=HTTP%20503&state=Waiting", GatewayHost.ReaderKey));

        var expected = JsonNode.Parse("""
            { "failures": [ { "tenant": "acme", "target": "vtex", "operation": "PlaceOrder", "error": "HTTP 503", "message": "Order # is not taken.", "count": 5000, "parked": 20,
              "oldest": "2026-09-01T11:00:00Z", "newest": "2026-09-01T12:00:00Z", "example": "acme/opabox/46ad" } ], "more": true }
            """);
        Assert.True(JsonNode.DeepEquals(expected, body), body.ToJsonString());
        Assert.Equal(("acme", new OwedQuery(Target.Vtex, Operation.PlaceOrder, RequestState.Waiting, "HTTP 503")), Assert.Single(failures.Asked));
    }

    [Theory]
    [InlineData("status=Paid", "status")]
    [InlineData("target=nothing", "target")]
    public async Task Failures_take_filters_of_calls_alone(string query, string field)
    {
        var host = shared.Renew();
        var response = await host.ApiAsync(HttpMethod.Get, $"/api/failures?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string?)(await GatewayHost.BodyAsync(response))["field"]);
    }
}
