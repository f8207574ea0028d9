using System.Net;
using System.Text;
using System.Text.Json;
using static OrderGrains.Tests.Connectors.BonifiQ.BonifiQCalls;

namespace OrderGrains.Tests.Connectors.BonifiQ;

/// <summary>What BonifiQ is sent of an order, and by which call.</summary>
public sealed class BonifiQConnectorTests
{
    [Fact]
    public async Task A_pending_order_with_its_store_and_seller()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.Stores["padrao-1234"] = new() { Branch = "Curitiba" })).Answers(HttpStatusCode.OK, Ok);

        var reply = await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"));

        var call = Assert.Single(vendor.Calls);
        Assert.Equal((HttpMethod.Post, "https://api.bonifiq.com.br/v1/pvt/Order"), (call.Method, call.Address.AbsoluteUri));
        Assert.Equal($"Basic {Convert.ToBase64String("loyalty-token:loyalty-key"u8)}", call.Headers["Authorization"]);
        Golden.Verify(Encoding.UTF8.GetBytes(call.Body), "bonifiq-pending");
        Assert.Equal(new LoyaltyAnswer(null), Assert.IsType<Delivered>(reply.Result).Answer);
    }

    [Fact]
    public async Task What_BonifiQ_has_no_field_for_is_in_its_metadata()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var content = SeedOrders.ChatSample() with { Sale = new() { Number = "1001" }, Payment = new() { Types = ["Pix"], CardFlag = "visa", Installments = 3 } };
        var state = SeedOrders.State(content);

        await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, state with { Vtex = state.Vtex with { OrderId = "MKP-OC-1" } }, "Pending"));

        Assert.Equal(
            """[{"Name":"Pedido","Value":"1001"},{"Name":"Pedido VTEX","Value":"MKP-OC-1"},{"Name":"Loja","Value":"padrao-1234"},{"Name":"Canal","Value":"OmniChat"},{"Name":"Pagamento","Value":"Pix"},{"Name":"Parcelas","Value":"3"},{"Name":"Bandeira","Value":"visa"}]""",
            JsonDocument.Parse(vendor.Calls[0].Body).RootElement.GetProperty("Metadatas").GetRawText());
    }

    [Fact]
    public async Task Points_are_given_for_what_was_placed_and_not_for_what_was_told_later()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var state = SeedOrders.State(SeedOrders.OpaboxSample() with { Lines = [SeedOrders.Line("other", 1, 99)] }) with
        {
            Vtex = new() { Integrated = true, PlacedContentVersion = 2, Earlier = SeedOrders.OpaboxSample(), EarlierVersion = 2 },
        };

        await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, "Pending"));

        Assert.Equal(24.25m, JsonDocument.Parse(vendor.Calls[0].Body).RootElement.GetProperty("OrderTotal").GetDecimal());
    }

    [Fact]
    public async Task A_completed_order()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var state = SeedOrders.State(SeedOrders.OpaboxSample(), OrderStatus.Delivered) with { BonifiQ = new() { CompletedAt = SeedOrders.PlacedAt.AddHours(1) } };

        await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, "Completed"));

        Golden.Verify(Encoding.UTF8.GetBytes(vendor.Calls[0].Body), "bonifiq-completed");
    }

    [Fact]
    public async Task A_cancelled_order_that_never_had_points()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var state = SeedOrders.State(SeedOrders.OpaboxSample(), OrderStatus.Cancelled) with { BonifiQ = new() { CancelledAt = SeedOrders.PlacedAt.AddHours(1) } };

        await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, "Cancelled"));

        Golden.Verify(Encoding.UTF8.GetBytes(vendor.Calls[0].Body), "bonifiq-cancelled");
    }

    [Fact]
    public async Task A_completed_order_is_cancelled_by_its_own_call()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);

        var reply = await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, WasCompleted(), "Cancelled"));

        var call = Assert.Single(vendor.Calls);
        Assert.Equal("/v1/pvt/Order/46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9/cancel", call.Address.PathAndQuery);
        Golden.Verify(Encoding.UTF8.GetBytes(call.Body), "bonifiq-cancel-completed");
        Assert.Equal("POST /v1/pvt/Order/{OriginalId}/cancel", reply.Exchange!.Route);
    }

    [Fact]
    public async Task What_BonifiQ_does_not_have_is_sent_as_cancelled()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.NotFound).Answers(HttpStatusCode.OK, Ok);

        Assert.IsType<Delivered>((await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, WasCompleted(), "Cancelled"))).Result);

        Assert.Equal("/v1/pvt/Order", vendor.Calls[1].Address.PathAndQuery);
    }

    [Fact]
    public async Task What_BonifiQ_turns_out_to_have_as_completed_is_cancelled_by_its_own_call()
    {
        var vendor = new Vendor()
            .Answers(HttpStatusCode.OK, """{"HasError":true,"ErrorCode":13,"ErrorMessage":"Completed"}""")
            .Answers(HttpStatusCode.OK, Ok);

        var state = SeedOrders.State(SeedOrders.OpaboxSample(), OrderStatus.Cancelled);
        Assert.IsType<Delivered>((await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, "Cancelled"))).Result);

        Assert.EndsWith("/cancel", vendor.Calls[1].Address.PathAndQuery);
    }

    [Fact]
    public async Task Dates_keep_BonifiQs_order_whatever_the_clocks_said()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var state = SeedOrders.State(SeedOrders.OpaboxSample()) with { BonifiQ = new() { CompletedAt = SeedOrders.PlacedAt.AddDays(-1) } };

        await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, "Completed"));

        var sent = JsonDocument.Parse(vendor.Calls[0].Body).RootElement;
        Assert.True(sent.GetProperty("OrderCompletedDate").GetDateTime() > sent.GetProperty("OrderPlacementDate").GetDateTime());
    }

    [Theory]
    [InlineData(-365)]
    [InlineData(1)]
    public async Task Orders_of_a_year_ago_and_of_tomorrow_keep_the_rules_of_dates(int days)
    {
        var content = SeedOrders.OpaboxSample() with { PlacedAt = SeedOrders.PlacedAt.AddDays(days) };
        foreach (var standing in (string[])["Completed", "Cancelled"])
        {
            var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
            var state = SeedOrders.State(content, OrderStatus.Delivered) with { BonifiQ = new() { CompletedAt = SeedOrders.PlacedAt, CancelledAt = SeedOrders.PlacedAt } };
            await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, standing));

            var sent = JsonDocument.Parse(vendor.Calls[0].Body).RootElement;
            var completed = standing == "Completed";
            Assert.Equal((completed, !completed), (sent.GetProperty("IsCompleted").GetBoolean(), sent.GetProperty("IsCancelledOrReturned").GetBoolean()));
            var (has, lacks) = completed ? ("OrderCompletedDate", "OrderCancelledDate") : ("OrderCancelledDate", "OrderCompletedDate");
            Assert.Equal(JsonValueKind.Null, sent.GetProperty(lacks).ValueKind);
            Assert.True(sent.GetProperty(has).GetDateTime() > sent.GetProperty("OrderPlacementDate").GetDateTime());
            Assert.All((string[])[has, "OrderPlacementDate"], date => Assert.EndsWith("Z", sent.GetProperty(date).GetString()));
        }
    }

    [Fact]
    public async Task Products_may_be_left_out()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.BonifiQ!.SendProducts = false)).Answers(HttpStatusCode.OK, Ok);

        await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(SeedOrders.OpaboxSample()), "Pending"));

        var sent = JsonDocument.Parse(vendor.Calls[0].Body).RootElement;
        Assert.Equal((JsonValueKind.Null, 24.25m), (sent.GetProperty("Products").ValueKind, sent.GetProperty("OrderTotal").GetDecimal()));
    }

    [Fact]
    public async Task A_cancellation_that_BonifiQ_refuses_for_an_order_it_never_had_is_sent_as_an_order()
    {
        var vendor = new Vendor()
            .Answers(HttpStatusCode.OK, """{"HasError":true,"ErrorMessage":"Order not found"}""")
            .Answers(HttpStatusCode.OK, Ok);

        Assert.IsType<Delivered>((await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, WasCompleted(), "Cancelled"))).Result);

        Assert.Equal("/v1/pvt/Order", vendor.Calls[1].Address.PathAndQuery);
    }
}
