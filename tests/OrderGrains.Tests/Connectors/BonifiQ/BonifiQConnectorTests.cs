using System.Net;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Tests.Connectors.BonifiQ;

public sealed class BonifiQConnectorTests
{
    private const string Ok = """{"ErrorMessage":null,"HasError":false,"Severity":0,"Result":{"Id":1}}""";

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

    [Theory]
    [InlineData(true, "12ABC34501DE35", "12ABC34501DE35")]
    [InlineData(true, null, "28552233851")]
    [InlineData(false, "12ABC34501DE35", "28552233851")]
    public async Task A_company_is_known_by_its_CNPJ(bool business, string? cnpj, string document)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var content = SeedOrders.ChatSample() with { Customer = new() { Name = "Ana", Document = "285.522.338-51", IsBusiness = business, BusinessDocument = cnpj } };

        await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(content), "Pending"));

        var customer = JsonDocument.Parse(vendor.Calls[0].Body).RootElement.GetProperty("Customer");
        Assert.Equal((document, document), (customer.GetProperty("OriginalId").GetString(), customer.GetProperty("Document").GetString()));
    }

    [Theory]
    [InlineData("09/10/1985", "1985-10-09T00:00:00Z")]
    [InlineData("1985-10-09", "1985-10-09T00:00:00Z")]
    [InlineData("outubro", null)]
    public async Task A_birthday_is_read_with_the_day_first_and_left_out_where_it_is_no_day(string told, string? day)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var content = SeedOrders.ChatSample();
        content = content with { Customer = content.Customer with { BirthDate = told } };

        await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(content), "Pending"));

        Assert.Equal(day, JsonDocument.Parse(vendor.Calls[0].Body).RootElement.GetProperty("Customer").GetProperty("BirthdayDate").GetString());
    }

    [Fact]
    public async Task What_BonifiQ_has_no_field_for_is_in_its_metadata()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var content = SeedOrders.ChatSample() with { Sale = new() { Number = "1001" }, Payment = new() { CardFlag = "visa", Installments = 3 } };

        await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(content), "Pending"));

        Assert.Equal(
            """[{"Name":"Pedido","Value":"1001"},{"Name":"Parcelas","Value":"3"},{"Name":"Bandeira","Value":"visa"}]""",
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
    [InlineData("Document", "00055544465")]
    [InlineData("Email", "joao@example.com")]
    public async Task A_customer_is_keyed_as_the_tenant_chose(string keyedBy, string key)
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.BonifiQ!.CustomerKey = keyedBy)).Answers(HttpStatusCode.OK, Ok);

        await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"));

        var customer = JsonDocument.Parse(vendor.Calls[0].Body).RootElement.GetProperty("Customer");
        Assert.Equal(key, customer.GetProperty("OriginalId").GetString());
        Assert.False(customer.TryGetProperty("IsEnrolled", out _));
    }

    [Fact]
    public async Task Nothing_is_sent_of_a_customer_without_a_key()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.BonifiQ!.CustomerKey = "Email"));

        var reply = await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(SeedOrders.OpaboxSample()), "Pending"));

        Assert.Equal("NO_CUSTOMER_KEY", Assert.IsType<DeliveryRefused>(reply.Result).Code);
        Assert.Empty(vendor.Calls);
    }

    [Theory]
    [InlineData("""{"HasError":true,"ErrorCode":11,"ErrorMessage":"CPF 285.522.338-51"}""", "BONIFIQ 11")]
    [InlineData("""{"HasError":false,"Severity":2,"Code":"07","CodeName":"Null"}""", "BONIFIQ 7")]
    public async Task A_failure_that_comes_as_HTTP_200_is_one(string body, string code)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

        var refused = Assert.IsType<DeliveryRefused>((await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"))).Result);

        Assert.Equal(code, refused.Code);
        Assert.DoesNotContain("285", refused.Error);
    }

    [Theory]
    [InlineData("""{"HasError":true,"ErrorCode":503}""", typeof(RetryLater))]
    [InlineData("""{"HasError":false}""", typeof(Delivered))]
    [InlineData("""{"Severity":0,"Result":{}}""", typeof(Delivered))]
    public async Task Other_answers_have_their_meaning(string body, Type result)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

        Assert.IsType(result, (await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"))).Result);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(200, "[]")]
    [InlineData(200, "null")]
    [InlineData(200, "\"x\"")]
    [InlineData(200, "5")]
    [InlineData(200, "{}")]
    [InlineData(200, "<html>busy</html>")]
    [InlineData(200, """{"HasError":"no"}""")]
    public async Task A_success_without_BonifiQs_envelope_is_no_delivery(int status, string body)
    {
        foreach (var (state, standing) in ((OrderState, string)[])[(SeedOrders.State(SeedOrders.OpaboxSample()), "Pending"), (WasCompleted(), "Cancelled")])
        {
            var vendor = new Vendor().Answers((HttpStatusCode)status, body);

            var unknown = Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, standing))).Result);

            Assert.Equal(("NO_ENVELOPE", true), (unknown.Code, unknown.OffContract));
            Assert.Single(vendor.Calls);
        }
    }

    [Fact]
    public async Task A_code_that_is_none_is_not_kept()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, """{"HasError":true,"ErrorCode":"1\r\n2026 INFO all is well"}""");

        var reply = await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"));

        Assert.Equal("BONIFIQ ?", Assert.IsType<DeliveryRefused>(reply.Result).Code);
    }

    [Fact]
    public async Task A_warning_is_a_delivery_with_a_warning()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, """{"HasError":false,"HasWarning":true,"Severity":1,"Message":"Already there"}""");

        var reply = await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"));

        Assert.Equal(new LoyaltyAnswer("Already there"), Assert.IsType<Delivered>(reply.Result).Answer);
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
    public async Task A_cancellation_needs_no_customer()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var state = SeedOrders.State(SeedOrders.OpaboxSample() with { Customer = new() }, OrderStatus.Cancelled);

        Assert.IsType<Delivered>((await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, "Cancelled"))).Result);

        Assert.EndsWith("/cancel", Assert.Single(vendor.Calls).Address.PathAndQuery);
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

    [Fact]
    public async Task An_e_mail_in_other_letters_is_the_same_customer()
    {
        var vendor = new Vendor(SeedOrders.Tenant(tenant => tenant.BonifiQ!.CustomerKey = "Email")).Answers(HttpStatusCode.OK, Ok);
        var content = SeedOrders.ChatSample();

        await vendor.CallAsync(Delivery(
            SeedOrders.ChatOrder, SeedOrders.State(content with { Customer = content.Customer with { Email = " JOAO@Example.com " } }), "Pending"));

        var customer = JsonDocument.Parse(vendor.Calls[0].Body).RootElement.GetProperty("Customer");
        Assert.Equal("joao@example.com", customer.GetProperty("OriginalId").GetString());
    }

    private static OrderState WasCompleted() => SeedOrders.State(SeedOrders.OpaboxSample(), OrderStatus.Cancelled) with
    {
        BonifiQ = new() { Queued = LoyaltyStanding.Completed, CompletedAt = SeedOrders.PlacedAt.AddHours(1), CancelledAt = SeedOrders.PlacedAt.AddHours(2) },
    };

    private static Delivery Delivery(OrderId order, OrderState state, string standing) =>
        SeedOrders.Delivery(order, state, Target.BonifiQ, Operation.SendOrder, standing);
}
