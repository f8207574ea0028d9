using System.Net;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Tests.Connectors.Vtex;

public sealed class VtexConnectorTests
{
    private const string Enqueued = """{"marketplaceOrderId":null,"accountName":"acme","code":"SOI003","flow":"PlaceOrder","success":true}""";

    [Fact]
    public async Task A_placement_goes_to_the_affiliate_with_key_and_token()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Enqueued);

        var reply = await vendor.CallAsync(Place(Operation.PlaceOrder));

        var call = Assert.Single(vendor.Calls);
        Assert.Equal(HttpMethod.Post, call.Method);
        Assert.Equal(
            "https://acme.vtexcommercestable.com.br/api/order-integration/orders?affiliateId=MKP&an=acme", call.Address.AbsoluteUri);
        Assert.Equal(
            ("app-key", "app-token", "application/json; charset=utf-8", "application/json"),
            (call.Headers["X-VTEX-API-AppKey"], call.Headers["X-VTEX-API-AppToken"], call.Headers["Content-Type"], call.Headers["Accept"]));
        Assert.Equal("POST /api/order-integration/orders", reply.Exchange!.Route);
        Assert.DoesNotContain("hook-secret", Encoding.UTF8.GetString(reply.Exchange.Sent.Span));
        Assert.Contains("/hooks/acme/vtex/hook-secret\"", call.Body);
        var answer = Assert.IsType<VtexAnswer>(Assert.IsType<Delivered>(reply.Result).Answer);
        Assert.Equal(("SOI003", false, 3, "acme"), (answer.Result.Code, answer.SentAsApproved, answer.ContentVersion, answer.Result.Account));
    }

    [Theory]
    [InlineData(OrderStatus.Provisioning, "new")]
    [InlineData(OrderStatus.Placed, "new")]
    [InlineData(OrderStatus.PaymentRejected, "new")]
    [InlineData(OrderStatus.PayOnDelivery, "approved")]
    [InlineData(OrderStatus.Paid, "approved")]
    [InlineData(OrderStatus.Delivered, "approved")]
    [InlineData(OrderStatus.Cancelled, "new")]
    public async Task It_is_approved_once_it_may_be_prepared(OrderStatus status, string word)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Enqueued);

        var reply = await vendor.CallAsync(Place(Operation.PlaceOrder, status));

        Assert.Equal(word, Sent(vendor).GetProperty("marketplaceOrderStatus").GetString());
        Assert.Equal(word == "approved", ((VtexAnswer)((Delivered)reply.Result).Answer!).SentAsApproved);
    }

    [Fact]
    public async Task A_delivery_method_that_nobody_offered_is_not_placed()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Enqueued);
        var state = SeedOrders.State(SeedOrders.ChatSample()) with { OmniChat = new() { PickupMethods = ["LojaA"], DeliveryMethods = ["SEDEX"] } };

        var reply = await vendor.CallAsync(SeedOrders.Delivery(SeedOrders.ChatOrder, state, Target.Vtex, Operation.PlaceOrder));

        Assert.Equal(new DeliveryRefused("RULE", "A delivery method is chosen that was not offered for this order."), reply.Result);
        Assert.Empty(vendor.Calls);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_code_decides_whatever_the_HTTP_status(int status)
    {
        const string Body = """
            {"code":"EOI005","flow":"PlaceOrder","success":false,"message":"Validation error",
             "errors":[{"source":"Checkout","code":"CHK1","description":"document 285.522.338-51 is invalid"}]}
            """;
        var vendor = new Vendor().Answers((HttpStatusCode)status, Body);

        var reply = await vendor.CallAsync(Place(Operation.PlaceOrder));

        var answer = Assert.IsType<VtexAnswer>(Assert.IsType<Delivered>(reply.Result).Answer);
        Assert.Equal(("EOI005", "Validation error; document *** is invalid"), (answer.Result.Code, answer.Result.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html/>")]
    [InlineData("[1]")]
    [InlineData("""{"\ud800":1,"code":"\ud800"}""")]
    [InlineData("""{"code":"ORD001"}""")]
    public async Task An_answer_without_a_code_is_unknown(string body)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

        Assert.Equal("NO_CODE", Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Place(Operation.PlaceOrder))).Result).Code);
    }

    [Fact]
    public async Task Too_many_requests_slows_the_target_whatever_the_code()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.TooManyRequests, """{"code":"EOI006"}""");

        Assert.True(Assert.IsType<RetryLater>((await vendor.CallAsync(Place(Operation.PlaceOrder))).Result).SlowsTarget);
    }

    [Fact]
    public async Task An_order_without_items_is_not_sent()
    {
        var vendor = new Vendor();
        var delivery = SeedOrders.Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(null), Target.Vtex, Operation.PlaceOrder);

        Assert.Equal("NO_ITEMS", Assert.IsType<DeliveryRefused>((await vendor.CallAsync(delivery)).Result).Code);
        Assert.Empty(vendor.Calls);
    }

    [Fact]
    public async Task An_approval_names_the_placement()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, """{"code":"SOI003","flow":"ApproveOrder","success":true}""");
        var state = SeedOrders.State(SeedOrders.OpaboxSample(), OrderStatus.Paid) with { Placement = 2 };

        var reply = await vendor.CallAsync(SeedOrders.Delivery(SeedOrders.OpaboxOrder, state, Target.Vtex, Operation.ApproveOrder, placement: 2));

        var call = Assert.Single(vendor.Calls);
        Assert.Equal((HttpMethod.Put, "/api/order-integration/orders/status?an=acme"), (call.Method, call.Address.PathAndQuery));
        Golden.Verify(Encoding.UTF8.GetBytes(call.Body), "vtex-approve");
        Assert.True(Assert.IsType<VtexAnswer>(Assert.IsType<Delivered>(reply.Result).Answer).SentAsApproved);
    }

    [Fact]
    public async Task A_cancellation_gives_a_reason_and_brings_a_receipt()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, """{"date":"2026-03-02","orderId":"MKP-OB-1","receipt":"r-1"}""");

        var reply = await vendor.CallAsync(Place(Operation.CancelOrder, vtexId: "MKP-OB-1"));

        var call = Assert.Single(vendor.Calls);
        Assert.Equal((HttpMethod.Post, "/api/oms/pvt/orders/MKP-OB-1/cancel"), (call.Method, call.Address.PathAndQuery));
        Golden.Verify(Encoding.UTF8.GetBytes(call.Body), "vtex-cancel");
        Assert.Equal("POST /api/oms/pvt/orders/{orderId}/cancel", reply.Exchange!.Route);
        Assert.Equal(new VtexCancelAccepted("r-1"), Assert.IsType<Delivered>(reply.Result).Answer);
    }

    [Theory]
    [InlineData(Operation.PlaceOrder)]
    [InlineData(Operation.ApproveOrder)]
    [InlineData(Operation.CancelOrder)]
    public async Task A_read_tries_the_ids_that_VTEX_may_have_given(Operation operation)
    {
        var vendor = new Vendor()
            .Answers(HttpStatusCode.NotFound, "{}")
            .Answers(HttpStatusCode.OK, """{"orderId":"MKP-x-01","sequence":"1","status":"ready-for-handling","items":[{"id":"cut he""");

        var reply = await vendor.CallAsync(Place(operation, step: Step.Read));

        Assert.Equal(
            [
                "/api/oms/pvt/orders/MKP-OB-46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9",
                "/api/oms/pvt/orders/MKP-OB-46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9-01",
            ],
            vendor.Calls.Select(call => call.Address.PathAndQuery));
        Assert.All(vendor.Calls, call => Assert.Equal((HttpMethod.Get, "app-key"), (call.Method, call.Headers["X-VTEX-API-AppKey"])));
        Assert.Equal(
            new VtexRead(VtexStanding.Approved, "MKP-x-01", "ready-for-handling"), Assert.IsType<Delivered>(reply.Result).Answer);
    }

    [Theory]
    [InlineData(Operation.CancelOrder, Step.Send)]
    [InlineData(Operation.PlaceOrder, Step.Read)]
    public async Task What_VTEX_knows_under_no_id_is_not_found(Operation operation, Step step)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.NotFound);

        var reply = await vendor.CallAsync(Place(operation, step: step));

        Assert.IsType<NotFound>(Assert.IsType<Delivered>(reply.Result).Answer);
        Assert.Equal(2, vendor.Calls.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"orderId":"\ud800"}""")]
    [InlineData("<html/>")]
    public async Task A_read_without_an_order_is_unknown(string body)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

        Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Place(Operation.PlaceOrder, step: Step.Read))).Result);
    }

    [Fact]
    public async Task A_cancellation_that_comes_too_late_is_refused()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.Conflict, """{"error":{"message":"Order is invoiced"}}""");

        var refused = Assert.IsType<DeliveryRefused>((await vendor.CallAsync(Place(Operation.CancelOrder))).Result);

        Assert.Equal(new DeliveryRefused("HTTP 409", "Order is invoiced"), refused);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(200, "<html>busy</html>")]
    [InlineData(200, "null")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"code":"SOI003"}""")]
    public async Task A_cancellation_that_is_answered_without_a_receipt_is_unknown(int status, string body)
    {
        var vendor = new Vendor().Answers((HttpStatusCode)status, body);

        var unknown = Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Place(Operation.CancelOrder))).Result);

        Assert.Equal(("NO_RECEIPT", true), (unknown.Code, unknown.OffContract));
    }

    [Theory]
    [InlineData(Operation.PlaceOrder)]
    [InlineData(Operation.ApproveOrder)]
    public async Task The_result_of_another_order_is_none_of_this_one(Operation operation)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, """{"code":"SOI001","success":true,"marketplaceOrderId":"OB-another","fields":{"mainOrderId":"MKP-OB-another"}}""");

        Assert.Equal("OTHER_ORDER", Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Place(operation))).Result).Code);
    }

    [Theory]
    [InlineData("a\\r\\nX: 1")]
    [InlineData("../../evil?x")]
    [InlineData("..")]
    [InlineData(" ")]
    public async Task An_id_that_VTEX_cannot_have_given_is_not_believed(string id)
    {
        var read = await new Vendor().Answers(HttpStatusCode.OK, $$"""{"orderId":"{{id}}","status":"handling"}""")
            .CallAsync(Place(Operation.PlaceOrder, step: Step.Read));
        Assert.Equal(
            new VtexRead(VtexStanding.Approved, "MKP-OB-46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9", "handling"), Assert.IsType<Delivered>(read.Result).Answer);

        var placed = await new Vendor().Answers(HttpStatusCode.OK, $$"""{"code":"SOI001","fields":{"mainOrderId":"{{id}}","franchiseOrderId":"{{id}}"},"operationId":"a\nb"}""")
            .CallAsync(Place(Operation.PlaceOrder));
        var result = Assert.IsType<VtexAnswer>(Assert.IsType<Delivered>(placed.Result).Answer).Result;
        Assert.Equal((null, null, null), (result.MainOrderId, result.FranchiseOrderId, result.OperationId));
    }

    [Fact]
    public async Task A_word_without_end_is_cut()
    {
        var word = new string('x', 50_000);
        var read = await new Vendor().Answers(HttpStatusCode.OK, $$"""{"orderId":"MKP-1","status":"{{word}}\nb"}""").CallAsync(Place(Operation.PlaceOrder, step: Step.Read));

        Assert.Equal(word[..40], Assert.IsType<VtexRead>(Assert.IsType<Delivered>(read.Result).Answer).Status);
    }

    [Theory]
    [InlineData("waiting-for-seller-confirmation", false, VtexStanding.Integrated)]
    [InlineData("waiting-ffmt-authorization", true, VtexStanding.Integrated)]
    [InlineData("waiting-for-manual-authorization", false, VtexStanding.Integrated)]
    [InlineData("authorize-fulfillment", false, VtexStanding.Approved)]
    [InlineData("window-to-cancel", false, VtexStanding.Approved)]
    [InlineData("ready-for-handling", false, VtexStanding.Approved)]
    [InlineData("handling", false, VtexStanding.Approved)]
    [InlineData("invoiced", true, VtexStanding.Invoiced)]
    [InlineData("canceled", true, VtexStanding.Cancelled)]
    [InlineData("cancellation-requested", true, VtexStanding.Approved)]
    [InlineData(null, false, VtexStanding.Integrated)]
    [InlineData("news", false, VtexStanding.Integrated)]
    [InlineData("news", true, VtexStanding.Approved)]
    public async Task VTEX_words_have_a_standing(string? status, bool authorized, VtexStanding standing)
    {
        var body = JsonSerializer.Serialize(new { orderId = "MKP-1", status, authorizedDate = authorized ? "2026-03-02" : null });
        var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

        var reply = await vendor.CallAsync(Place(Operation.PlaceOrder, step: Step.Read));

        Assert.Equal(new VtexRead(standing, "MKP-1", status), Assert.IsType<Delivered>(reply.Result).Answer);
    }

    private static Delivery Place(
        Operation operation, OrderStatus status = OrderStatus.Placed, Step step = Step.Send, string? vtexId = null) => SeedOrders.Delivery(
        SeedOrders.OpaboxOrder, SeedOrders.State(SeedOrders.OpaboxSample(), status) with { Vtex = new() { OrderId = vtexId } }, Target.Vtex, operation, step: step);

    private static JsonElement Sent(Vendor vendor) => JsonDocument.Parse(vendor.Calls[^1].Body).RootElement;
}
