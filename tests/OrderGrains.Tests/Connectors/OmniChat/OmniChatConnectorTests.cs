using System.Net;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Tests.Connectors.OmniChat;

public sealed class OmniChatConnectorTests
{
    [Theory]
    [InlineData("ORDER_GATEWAY_PROVISIONED")]
    [InlineData("PACKAGED")]
    [InlineData("PARTIALLY_SHIPPED")]
    [InlineData("SHIPPED")]
    [InlineData("DELIVERED")]
    [InlineData("CANCELLED")]
    public async Task A_status_is_told_with_the_VTEX_id(string status)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK);

        var reply = await vendor.CallAsync(Delivery(Operation.ChangeStatus, status, new() { OrderId = "MKP-OC-ORDER_ID" }));

        var call = Assert.Single(vendor.Calls);
        Assert.Equal((HttpMethod.Post, "https://orders-api.omni.chat/v2/orders/ORDER_ID/statusChange"), (call.Method, call.Address.AbsoluteUri));
        Assert.Equal("Bearer chat-secret", call.Headers["Authorization"]);
        Golden.Verify(Encoding.UTF8.GetBytes(call.Body), $"omnichat-{status.ToLowerInvariant().Replace('_', '-')}");
        Assert.Equal("POST /orders/{id}/statusChange", reply.Exchange!.Route);
        Assert.Equal(new Delivered(), reply.Result);
    }

    [Fact]
    public async Task An_id_that_VTEX_left_out_is_the_one_that_it_makes_of_ours()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK);

        await vendor.CallAsync(Delivery(Operation.ChangeStatus, "ORDER_GATEWAY_PROVISIONED", new() { Integrated = true }));

        Assert.Equal("MKP-OC-ORDER_ID", Sent(vendor).GetProperty("orderGwId").GetString());
    }

    [Theory]
    [InlineData("EOI002", "sem estoque")]
    [InlineData("EOI003", "preço")]
    [InlineData("EOI004", "carrinho")]
    [InlineData("EOI005", "CPF")]
    [InlineData("INVALID", "itens")]
    [InlineData("EOI000", "EOI000")]
    public async Task A_refusal_says_what_to_do(string code, string word)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK);

        await vendor.CallAsync(Delivery(Operation.ChangeStatus, "CANCELLED", new() { Refused = true, RefusalCode = code }));

        Assert.Contains(word, Sent(vendor).GetProperty("message").GetString());
        Assert.False(Sent(vendor).TryGetProperty("orderGwId", out _));
    }

    [Theory]
    [InlineData(Operation.ChangeStatus, "CANCELLED")]
    [InlineData(Operation.Provision, "400")]
    public async Task A_cart_that_came_after_the_end_is_told_to_start_a_new_order(Operation operation, string argument)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK);
        var state = SeedOrders.State(SeedOrders.ChatSample(), OrderStatus.Cancelled) with { OmniChat = new() { AskedAfterEnd = true } };

        await vendor.CallAsync(SeedOrders.Delivery(SeedOrders.ChatOrder, state, Target.OmniChat, operation, argument));

        Assert.Equal("Este pedido já foi cancelado e não pode ser enviado de novo. Faça um novo pedido.", Sent(vendor).GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_own_checkout_is_provisioned_with_its_address()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.OmniChat!.CheckoutUrlTemplate = "https://shop.example/pay/{orderId}?v={vtexOrderId}"))
            .Answers(HttpStatusCode.OK);

        await vendor.CallAsync(Delivery(Operation.Provision, "200", new() { OrderId = "MKP-OC-1" }));

        Assert.Equal("/v2/orders/ORDER_ID/provisions", vendor.Calls[0].Address.PathAndQuery);
        Golden.Verify(Encoding.UTF8.GetBytes(vendor.Calls[0].Body), "omnichat-provision");
    }

    [Fact]
    public async Task An_own_checkout_is_told_of_a_refusal()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK);

        await vendor.CallAsync(Delivery(Operation.Provision, "400", new() { Refused = true, RefusalCode = "EOI002" }));

        Golden.Verify(Encoding.UTF8.GetBytes(vendor.Calls[0].Body), "omnichat-provision-refused");
    }

    [Theory]
    [InlineData(Operation.Provision, "400")]
    [InlineData(Operation.ChangeStatus, "CANCELLED")]
    public async Task A_withheld_cart_is_told_with_all_that_the_salesperson_can_mend(Operation operation, string argument)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK);

        await vendor.CallAsync(Delivery(
            operation, argument, new() { Refused = true, RefusalCode = "INVALID", RefusalMessage = "no CEP", RefusalAdvice = "Informe um CEP. Informe o CPF." }));

        Assert.Equal("Corrija e envie o pedido de novo: Informe um CEP. Informe o CPF.", Sent(vendor).GetProperty("message").GetString());
    }

    [Fact]
    public async Task Where_the_placed_order_differs_is_told_part_by_part()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.Vtex!.Fulfillment = new()
        {
            Mode = "PickupPoint",
            PickupPoint = new() { Id = "store-1", Address = new() { PostalCode = "13024-000", Street = "Avenida Norte-Sul", City = "Campinas", State = "SP" } },
        })).Answers(HttpStatusCode.OK);
        var oversold = SeedOrders.ChatSample() with { Discount = new(75, DiscountMode.Absolute) };

        var reply = await vendor.CallAsync(Update(oversold));

        Assert.Equal("/v2/orders/ORDER_ID/updateCheckoutData", vendor.Calls[0].Address.PathAndQuery);
        Assert.Equal((new Delivered(), "POST /orders/{id}/updateCheckoutData"), (reply.Result, reply.Exchange!.Route));
        Golden.Verify(Encoding.UTF8.GetBytes(vendor.Calls[0].Body), "omnichat-checkout-data");
    }

    [Fact]
    public async Task Only_the_parts_that_differ_are_told_and_nothing_where_none_does()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK);

        await vendor.CallAsync(Update(SeedOrders.ChatSample() with { Discount = new(75, DiscountMode.Absolute) }));
        var reply = await vendor.CallAsync(Update(SeedOrders.ChatSample()));

        Assert.Equal("""{"responsible":"ordergrains","discount":{"value":50,"mode":"ABSOLUTE"}}""", Assert.Single(vendor.Calls).Body);
        Assert.Equal(new ConnectorReply(new Delivered()), reply);
    }

    [Theory]
    [InlineData("<html>busy</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"ok\"")]
    [InlineData("5")]
    [InlineData("""{"success":false}""")]
    [InlineData("""{"error":{"message":"no such order"}}""")]
    [InlineData("""{"errors":["no such order"]}""")]
    public async Task A_success_that_is_no_answer_of_OmniChats_is_no_delivery(string body)
    {
        foreach (var (operation, argument) in ((Operation, string)[])[(Operation.ChangeStatus, "SHIPPED"), (Operation.Provision, "200")])
        {
            var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

            var unknown = Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Delivery(operation, argument, new()))).Result);

            Assert.Equal(("NO_CONTRACT", true), (unknown.Code, unknown.OffContract));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"id":"1","success":true,"error":null,"errors":[]}""")]
    public async Task A_success_of_which_no_body_is_documented_is_a_delivery(string body) =>
        Assert.Equal(new Delivered(), (await new Vendor().Answers(HttpStatusCode.OK, body).CallAsync(Delivery(Operation.ChangeStatus, "SHIPPED", new()))).Result);

    private static Delivery Update(OrderContent content) =>
        SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(content), Target.OmniChat, Operation.UpdateCheckoutData, "discount");

    private static Delivery Delivery(Operation operation, string argument, VtexState vtex) =>
        SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()) with { Vtex = vtex }, Target.OmniChat, operation, argument);

    private static JsonElement Sent(Vendor vendor) => JsonDocument.Parse(vendor.Calls[^1].Body).RootElement;
}
