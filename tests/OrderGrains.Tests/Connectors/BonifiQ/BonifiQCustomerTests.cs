using System.Net;
using System.Text.Json;
using static OrderGrains.Tests.Connectors.BonifiQ.BonifiQCalls;

namespace OrderGrains.Tests.Connectors.BonifiQ;

/// <summary>Who an order is a customer's of, as BonifiQ is told.</summary>
public sealed class BonifiQCustomerTests
{
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

    [Fact]
    public async Task A_cancellation_needs_no_customer()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, Ok);
        var state = SeedOrders.State(SeedOrders.OpaboxSample() with { Customer = new() }, OrderStatus.Cancelled);

        Assert.IsType<Delivered>((await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, "Cancelled"))).Result);

        Assert.EndsWith("/cancel", Assert.Single(vendor.Calls).Address.PathAndQuery);
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
}
