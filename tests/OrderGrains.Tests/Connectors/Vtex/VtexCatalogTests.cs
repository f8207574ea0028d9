using System.Net;

namespace OrderGrains.Tests.Connectors.Vtex;

public sealed class VtexCatalogTests
{
    private static readonly CatalogQuestion Question = new("13025230", [new("10", 3, null), new("20", 1, "seller2"), new("30", 1, null)], "Sucao_Dev");

    // SKU 10 comes back in two lines of a promotion, SKU 30 not at all.
    private const string Body = """
        { "items": [
            { "id": "10", "requestIndex": 0, "quantity": 2, "sellingPrice": 999, "priceDefinition": { "total": 2000 }, "availability": "available" },
            { "id": "20", "requestIndex": 1, "quantity": 1, "price": 550, "availability": "withoutStock" },
            { "id": "10", "requestIndex": 0, "quantity": 1, "priceDefinition": { "total": 700 }, "availability": "available" },
            { "id": "gift", "quantity": 1, "price": 0, "availability": "available" } ],
          "logisticsInfo": [
            { "itemIndex": 0, "stockBalance": 40, "slas": [
                { "id": "PAC", "name": "PAC", "price": 500, "listPrice": 600, "tax": 1, "deliveryChannel": "delivery", "shippingEstimate": "3bd" } ] },
            { "itemIndex": 2, "slas": [
                { "id": "PAC", "name": "PAC", "price": 250, "deliveryChannel": "delivery", "shippingEstimate": "3bd" } ] } ],
          "messages": [] }
        """;

    [Fact]
    public async Task The_question_goes_to_the_stores_trade_policy_without_credentials()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.Stores["Sucao_Dev"] = new() { SalesChannel = "2" }))
            .Answers(HttpStatusCode.OK, Body);

        await vendor.Catalog.AskAsync("acme", Question, default);

        var call = Assert.Single(vendor.Calls);
        Assert.Equal("/api/checkout/pub/orderForms/simulation?sc=2&affiliateId=MKP", call.Address.PathAndQuery);
        Assert.DoesNotContain("X-VTEX-API-AppKey", call.Headers.Keys);
        Assert.Equal(
            """{"items":[{"id":"10","quantity":3,"seller":"1"},{"id":"20","quantity":1,"seller":"seller2"},{"id":"30","quantity":1,"seller":"1"}],"country":"BRA","postalCode":"13025230"}""",
            call.Body);
    }

    [Fact]
    public async Task Split_lines_are_added_up_and_missing_ones_are_missing()
    {
        var answer = await new Vendor().Answers(HttpStatusCode.OK, Body).Catalog.AskAsync("acme", Question, default);

        Assert.Equal(3, answer.Items.Length);
        Assert.Equal(("available", 9m, 40m), (answer.Items[0].Availability, answer.Items[0].UnitPrice, answer.Items[0].QuantityLeft));
        Assert.Equal(new("PAC", "PAC", 7.5m, 8.5m, 0.01m, "delivery", "3bd"), Assert.Single(answer.Items[0].Options));
        Assert.Equal(("withoutStock", 5.5m), (answer.Items[1].Availability, answer.Items[1].UnitPrice));
        Assert.Equal((null, null, null), (answer.Items[2].Availability, answer.Items[2].UnitPrice, answer.Items[2].QuantityLeft));
    }

    [Fact]
    public async Task Fewer_than_asked_is_not_available()
    {
        const string Short = """{"items":[{"id":"10","requestIndex":0,"quantity":2,"price":100,"availability":"available"}]}""";

        var answer = await new Vendor().Answers(HttpStatusCode.OK, Short).Catalog.AskAsync("acme", Question, default);

        Assert.Equal(("itemQuantityNotAvailable", 2m), (answer.Items[0].Availability, answer.Items[0].QuantityLeft));
    }

    [Theory]
    [InlineData("[]", "cannotBeDelivered")]
    [InlineData("""[{"id":"PAC","price":1}]""", "available")]
    [InlineData("null", "available")]
    public async Task Stock_without_a_way_to_deliver_it_cannot_be_delivered(string slas, string availability)
    {
        var body = $$"""
            {"items":[{"id":"10","requestIndex":0,"quantity":3,"price":100,"availability":"available"}],
             "logisticsInfo":[{"itemIndex":0,"stockBalance":40,"slas":{{slas}}}]}
            """;

        var answer = await new Vendor().Answers(HttpStatusCode.OK, body).Catalog.AskAsync("acme", Question, default);

        Assert.Equal(availability, answer.Items[0].Availability);
    }

    [Fact]
    public async Task A_pickup_is_offered_with_its_point()
    {
        const string Pickup = """
            {"items":[{"id":"10","requestIndex":0,"quantity":3,"price":100,"availability":"available"}],
             "logisticsInfo":[{"itemIndex":0,"slas":[
               {"id":"LojaB","name":"Retirada","price":0,"deliveryChannel":"pickup-in-point","pickupPointId":"1_B","pickupStoreInfo":{"address":{
                 "addressId":"B","postalCode":"01310100","street":"Avenida Paulista","number":"900","complement":null,"neighborhood":"Bela Vista",
                 "city":"São Paulo","state":"São Paulo","country":"BRA","geoCoordinates":[-46.65,-23.56]}}},
               {"id":"LojaC","name":"Retirada","price":0,"deliveryChannel":"pickup-in-point","pickupPointId":"1_C","pickupStoreInfo":{"address":{"geoCoordinates":[1]}}},
               {"id":"PAC","name":"PAC","price":500,"deliveryChannel":"delivery"}]}]}
            """;

        var options = (await new Vendor().Answers(HttpStatusCode.OK, Pickup).Catalog.AskAsync("acme", Question, default)).Items[0].Options;

        var address = new Address
        {
            Id = "B", PostalCode = "01310-100", Street = "Avenida Paulista", Number = "900", Neighborhood = "Bela Vista", City = "São Paulo",
            State = "SP", Country = "BRA",
        };
        Assert.Equal([new PickupPoint("1_B", address, -23.56, -46.65), new PickupPoint("1_C", new(), null, null), null], options.Select(option => option.Point));
    }

    [Theory]
    [InlineData(200, "<html/>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"items":[{"id":"10","quantity":1e28,"price":1e28,"requestIndex":1e20}]}""")]
    [InlineData(400, "{}")]
    [InlineData(500, "")]
    public async Task Anything_else_is_unavailable(int status, string body)
    {
        var vendor = new Vendor().Answers((HttpStatusCode)status, body);

        await Assert.ThrowsAsync<CatalogUnavailableException>(() => AskAsync(vendor));
    }

    [Fact]
    public async Task Deadlines_that_run_out_open_its_breaker_and_an_open_one_answers_at_once()
    {
        var vendor = new Vendor().Hangs();
        for (var i = 0; i < 5; i++)
        {
            using var deadline = new CancellationTokenSource();
            var ask = vendor.Catalog.AskAsync("acme", Question, deadline.Token);
            await deadline.CancelAsync();
            await Assert.ThrowsAsync<CatalogUnavailableException>(() => ask);
        }

        await Assert.ThrowsAsync<CatalogUnavailableException>(() => vendor.Catalog.AskAsync("acme", Question, default));
        Assert.Equal(5, vendor.Calls.Count);
    }

    [Fact]
    public async Task VTEX_may_ask_for_quiet()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.TooManyRequests, retryAfter: "10").Answers(HttpStatusCode.OK, Body);
        await Assert.ThrowsAsync<CatalogUnavailableException>(() => AskAsync(vendor));

        await Assert.ThrowsAsync<CatalogUnavailableException>(() => vendor.Catalog.AskAsync("acme", Question, default));
        Assert.Single(vendor.Calls);
        vendor.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, (await vendor.Catalog.AskAsync("acme", Question, default)).Items.Length);
    }

    [Fact]
    public async Task VTEX_is_not_believed_to_want_quiet_for_decades()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.TooManyRequests, retryAfter: "2000000000").Answers(HttpStatusCode.OK, Body);
        await Assert.ThrowsAsync<CatalogUnavailableException>(() => AskAsync(vendor));
        var left = vendor.Catalog.Condition("acme", Target.VtexSimulation).BlockedUntil!.Value - vendor.Clock.GetUtcNow();
        Assert.InRange(left, RetrySchedule.Default.MaxDelay - TimeSpan.FromSeconds(1), RetrySchedule.Default.MaxDelay);

        vendor.Clock.Advance(RetrySchedule.Default.MaxDelay);

        Assert.Null(vendor.Catalog.Condition("acme", Target.VtexSimulation).BlockedUntil);
        Assert.Equal(3, (await vendor.Catalog.AskAsync("acme", Question, default)).Items.Length);
    }

    [Fact]
    public async Task An_operator_ends_the_quiet()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.TooManyRequests, retryAfter: "600").Answers(HttpStatusCode.OK, Body);
        await Assert.ThrowsAsync<CatalogUnavailableException>(() => AskAsync(vendor));

        vendor.Catalog.Lift("acme", Target.VtexSimulation);

        Assert.Equal(new(null, null, "HTTP 429: The target answered HTTP 429.") { LastErrorAt = vendor.Catalog.Condition("acme", Target.VtexSimulation).LastErrorAt }, vendor.Catalog.Condition("acme", Target.VtexSimulation));
        Assert.Equal(3, (await vendor.Catalog.AskAsync("acme", Question, default)).Items.Length);
        Assert.Equal(new(null, null, null), vendor.Catalog.Condition("acme", Target.VtexSimulation));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Where_we_are_not_let_in_one_question_a_minute_tries(HttpStatusCode status)
    {
        var vendor = new Vendor().Answers(status).Answers(HttpStatusCode.OK, Body);
        await Assert.ThrowsAsync<CatalogUnavailableException>(() => AskAsync(vendor));
        await Assert.ThrowsAsync<CatalogUnavailableException>(() => vendor.Catalog.AskAsync("acme", Question, default));
        Assert.Single(vendor.Calls);
        Assert.Contains($"HTTP {(int)status}", vendor.Catalog.Condition("acme", Target.VtexSimulation).Why, StringComparison.Ordinal);

        vendor.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(3, (await vendor.Catalog.AskAsync("acme", Question, default)).Items.Length);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_not_known_to_serve_before_it_answers()
    {
        var vendor = new Vendor();
        for (var i = 0; i < 10; i++)
        {
            vendor.Answers(HttpStatusCode.InternalServerError);
        }

        vendor.Answers(HttpStatusCode.OK, Body);
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<CatalogUnavailableException>(() => AskAsync(vendor));
        }

        var since = vendor.Catalog.Condition("acme", Target.VtexSimulation).Since;
        Assert.NotNull(since);
        vendor.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((null, since), (vendor.Catalog.Condition("acme", Target.VtexSimulation).BlockedUntil, vendor.Catalog.Condition("acme", Target.VtexSimulation).Since));

        await AskAsync(vendor);
        Assert.Equal(new(null, null, null), vendor.Catalog.Condition("acme", Target.VtexSimulation));
    }

    private static Task<CatalogAnswer> AskAsync(Vendor vendor) =>
        vendor.Clock.RunAsync(vendor.Catalog.AskAsync("acme", Question, default), TimeSpan.FromMilliseconds(50));
}
