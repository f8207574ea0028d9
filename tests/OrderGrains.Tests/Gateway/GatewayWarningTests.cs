using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayWarningTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Theory]
    [InlineData("total_price", "30.05", "The parts add up to 30.03, the total is given as 30.05")]
    [InlineData("total_price", "30.04", null)]
    [InlineData("purchased_products_value", "20", "The lines add up to 24.25, the products' value is given as 20.00")]
    [InlineData("company_external_id", "\"Elsewhere\"", "The store is not among the tenant's stores; the tenant's own settings apply")]
    [InlineData("delivery_address", "null", "The delivery address has no CEP")]
    [InlineData("delivery_address", "{\"cep\":\"123\"}", "The CEP of the delivery address is none: eight digits are expected")]
    [InlineData("customer", "{\"cpf\":\"28552233850\"}", "The customer's document is no CPF or CNPJ: wrong check digits")]
    [InlineData("customer", "{\"name\":\"Ana\"}", "The customer has no document")]
    [InlineData("delivery_address", "{\"cep\":\"13025-230\"}", "The delivery address has no number")]
    [InlineData("delivery_address", "{\"cep\":\"13025-230\",\"state\":\"XX\"}", "The state of the delivery address is none of Brazil's")]
    [InlineData("delivery_address", "{\"cep\":\"13025-230\",\"country\":\"Atlantis\"}", "The country of the delivery address is not known")]
    [InlineData("schedule_date", "\"amanhã às 10h\"", "schedule_date cannot be read: An epoch timestamp between the years 2000 and 2100 is expected.")]
    [InlineData("transaction_date", "99999999999999999999", "transaction_date cannot be read: An epoch timestamp between the years 2000 and 2100 is expected.")]
    [InlineData("will_delivery", "\"maybe\"", "will_delivery cannot be read: true or false is expected.")]
    [InlineData("installments", "\"several\"", "installments cannot be read: A number from 0 to 1000 is expected.")]
    [InlineData("card_flag", "{}", "card_flag cannot be read: A text of at most 400 characters is expected.")]
    [InlineData("customer", "3", "customer cannot be read: An object is expected.")]
    [InlineData("customer", "\"\"", "The customer has no document")]
    [InlineData("delivery_address", "\"Rua A, 1\"", "delivery_address cannot be read: An object is expected.")]
    [InlineData("delivery_address", "[]", "delivery_address cannot be read: An object is expected.")]
    [InlineData("voucher_discount", "30", "The discount of 30.00 is larger than the goods, 24.25")]
    public async Task What_looks_wrong_is_taken_with_a_warning(string field, string json, string? warning)
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        order[field] = JsonNode.Parse(json);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await host.OpaboxAsync(order)).StatusCode);
        var warnings = ((ReportOpaboxStatus)Assert.Single(host.Engine.Taken).Command).Warnings;
        if (warning is null)
        {
            Assert.Empty(warnings);
        }
        else
        {
            Assert.Contains(warning, warnings);
        }
    }

    [Fact]
    public async Task A_chat_line_without_price_or_SKU_is_warned_of()
    {
        var host = shared.Renew();
        await host.ChatAsync("order-provisioning", JsonNode.Parse("""{"objectId":"x","items":[{"objectId":"i"}]}""")!);
        var asked = (AskProvisioning)Assert.Single(host.Engine.Taken).Command;
        Assert.Contains("1 of its 1 items cost nothing and are no gift", asked.Warnings);
        Assert.Contains("1 of its 1 items have no SKU", asked.Warnings);
        Assert.Equal(1, asked.Content.Lines[0].Quantity);
    }

    [Fact]
    public async Task A_pickup_needs_no_address()
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        (order["will_delivery"], order["delivery_address"]) = (false, null);
        await host.OpaboxAsync(order);
        Assert.Empty(((ReportOpaboxStatus)Assert.Single(host.Engine.Taken).Command).Warnings);
    }
}
