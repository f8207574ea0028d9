using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

/// <summary>Every field of OPABOX's table (apidocs.opa4.store/webhook_orders) is read into its place, whatever form it comes in.</summary>
public sealed class GatewayOpaboxFieldTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    /// <summary>Path of the field, its JSON, and what the content then says.</summary>
    public static TheoryData<string, string, string> Read => new()
    {
        { "company_external_id", "\"Loja 7\"", "store=Loja 7" },
        { "company_external_id", "77", "store=77" },
        { "purchased_products_value", "24.26", "products=24.26" },
        { "delivery_fee", "7.9", "freight=7.9" },
        { "service_fee", "null", "fee=0" },
        { "total_interest", "\"1,50\"", "interest=1.50" },
        { "voucher_discount", "3", "voucher=3" },
        { "installments", "3", "installments=3" },
        { "installments", "null", "installments=1" },
        { "card_flag", "\"visa\"", "card=visa" },
        { "payment_type", "\"Cartão de Crédito\"", "payment=Cartão de Crédito" },
        { "type_shipping", "\"EXPRESS\"", "type=EXPRESS" },
        { "schedule_info", "1603792800", "info=1603792800" },
        { "schedule_info", "\"das 10h às 11h\"", "info=das 10h às 11h" },
        { "schedule_info", "{\"from\":10}", "info={\"from\":10}" },
        { "schedule_date", "1603792800", "schedule=2020-10-27T10:00:00" },
        { "schedule_date", "0", "schedule=" },
        { "schedule_date", "null", "schedule=" },
        { "other_payment_type", "{\"name\":\"Dinheiro\",\"input\":{\"name\":\"Troco para\",\"default_value\":\"50\"}}", "other=Dinheiro|Troco para|50" },
        { "other_payment_type", "{\"name\":\"Vale\",\"input\":null}", "other=Vale||" },
        { "other_payment_type", "\"Dinheiro\"", "other=Dinheiro||" },
        { "other_payment_type", "null", "other=||" },
        { "customer.cpf", "2855223385", "cpf=02855223385" },
        { "customer.cpf", "\"285.522.338-51\"", "cpf=28552233851" },
        { "customer.cpf", "191", "cpf=00000000191" },
        { "customer.cpf", "null", "cpf=" },
        { "customer.phone", "\"(11) 99421-5695\"", "phone=11994215695" },
        { "delivery_address.cep", "1310100", "cep=01310-100" },
        { "delivery_address.cep", "\"01.310-100\"", "cep=01310-100" },
        { "delivery_address.cep", "\"01310 100\"", "cep=01310-100" },
        { "delivery_address.cep", "\"123\"", "cep=123" },
        { "delivery_address.state", "\"São Paulo\"", "state=SP" },
        { "delivery_address.state", "\"sp\"", "state=SP" },
        { "delivery_address.country", "\"Argentina\"", "country=ARG" },
        { "delivery_address.country", "\"Atlantis\"", "country=Atlantis" },
        { "installments", "\"3x\"", "installments=3" },
        { "installments", "\"em 12 vezes\"", "installments=12" },
        { "will_delivery", "\"não\"", "pickup=True" },
        { "will_delivery", "\"Sim\"", "pickup=False" },
        { "schedule_date", "\"27/10/2020 07:00\"", "schedule=2020-10-27T10:00:00" },
        { "schedule_date", "\"09/10/2020\"", "schedule=2020-10-09T03:00:00" },
        { "customer.id", "12", "customer=12" },
        { "customer", "\" \"", "cpf=" },
        { "product_list.0.options_chosen", "\"\"", "options=0" },
        { "customer.phone", "5511994215695", "phone=+5511994215695" },
        { "delivery_address.more", "\"ap 7\"", "more=ap 7" },
        { "delivery_address.country", "\"BR\"", "country=BRA" },
        { "delivery_address.id", "\"a-1\"", "address=a-1" },
        { "delivery_address", "null", "address=" },
        { "product_list.0.ean", "7891234567895", "ean=7891234567895" },
        { "product_list.0.sku", "null", "sku=e0399e00-b1ff-11e9-84e9-dbe518c2b47c" },
        { "product_list.0.purchased_quantity", "\"0,350\"", "quantity=0.350" },
        { "product_list.0.presentations", "[{\"label\":\"300 ml\"}]", "presentations=[{\"label\":\"300 ml\"}]" },
        { "product_list.0.presentations", "null", "presentations=" },
        { "product_list.0.shopper_price", "null", "shopper=" },
        { "product_list.0.options_chosen", "null", "options=0" },
        { "product_list.0.options_chosen.0.choices", "null", "options=2" },
        { "product_list.0.options_chosen.0.choices.0.quantity", "2", "worth=26.25" },
        { "product_list.0.options_chosen.0.choices.0.quantity", "null", "worth=24.25" },
        { "delivery_address.reference", "\"near\"", "unknown=delivery_address.reference" },
        { "customer.email", "\"a@b.c\"", "unknown=customer.email" },
        { "product_list.0.note", "\"no ice\"", "unknown=product_list[0].note" },
        { "product_list.0.options_chosen.0.choices.0.kcal", "3", "unknown=product_list[0].options_chosen[0].choices[0].kcal" },
    };

    [Theory]
    [MemberData(nameof(Read))]
    public async Task A_field_is_read_into_its_place(string path, string json, string expected)
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(With(path, JsonNode.Parse(json)))).StatusCode);

        var report = Assert.IsType<ReportOpaboxStatus>(Assert.Single(host.Engine.Taken).Command);
        Assert.Contains(expected, Seen(report.Content));
    }

    /// <summary>To tell where a field stands is a walk through the body: a body of nothing but fields that do not fit must not cost thousands of them.</summary>
    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public async Task Only_so_many_fields_that_no_page_lists_are_looked_at(int before, bool seen)
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        foreach (var number in Enumerable.Range(1, before))
        {
            order[$"{new string('x', 80)}{number}"] = 1; // Too long a name to be kept.
        }

        order["last"] = 1;
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(order)).StatusCode);

        var report = Assert.IsType<ReportOpaboxStatus>(Assert.Single(host.Engine.Taken).Command);
        Assert.Equal(seen, report.Content!.Unknown?.ContainsKey("last") is true);
    }

    [Theory]
    [InlineData("delivery_fee", "{}", "delivery_fee")]
    [InlineData("product_list.0.price", "\"\"", "product_list[0].price")]
    [InlineData("product_list.0.shopper_price", "-1", "product_list[0].shopper_price")]
    [InlineData("product_list.0.options_chosen.0.choices.0.price", "-0.5", "product_list[0].options_chosen[0].choices[0].price")]
    [InlineData("product_list.0.options_chosen.0.choices.0.quantity", "1000001", "product_list[0].options_chosen[0].choices[0].quantity")]
    [InlineData("voucher_discount", "-5", "voucher_discount")]
    [InlineData("service_fee", "10000001", "service_fee")]
    [InlineData("status", "0", "status")]
    [InlineData("status", "\"paid\"", "status")]
    public async Task What_cannot_be_right_is_refused_by_name_and_kept(string path, string json, string field)
    {
        var host = shared.Renew();
        var response = await host.OpaboxAsync(With(path, JsonNode.Parse(json)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string?)(await GatewayHost.BodyAsync(response))["field"]);
        var refused = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/refused"));
        Assert.Contains(refused["refused"]!.AsArray(), kept => (string?)kept!["field"] == field);
        Assert.DoesNotContain("Zanardi", refused.ToJsonString());
    }

    [Theory]
    [InlineData("total_price", 30.04, 0)]
    [InlineData("total_price", 30.02, 0)]
    [InlineData("total_price", 30.05, 1)]
    [InlineData("purchased_products_value", 24.24, 0)]
    [InlineData("purchased_products_value", 24.20, 1)]
    [InlineData("voucher_discount", 24.25, 1)]
    public async Task A_total_that_does_not_add_up_to_one_cent_is_a_warning(string field, double value, int warnings)
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(With(field, (decimal)value))).StatusCode);
        Assert.Equal(warnings, Assert.IsType<ReportOpaboxStatus>(Assert.Single(host.Engine.Taken).Command).Warnings.Length);
    }

    [Fact]
    public async Task Each_of_the_twelve_statuses_is_taken()
    {
        foreach (var status in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 22])
        {
            var host = shared.Renew();
            Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(With("status", status))).StatusCode);
            Assert.Equal(status, Assert.IsType<ReportOpaboxStatus>(Assert.Single(host.Engine.Taken).Command).Status);
        }
    }

    /// <summary>The sample with one field changed.</summary>
    private static JsonNode With(string path, JsonNode? value)
    {
        JsonNode order = Sample.Object("opabox-order.json");
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(order, (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!);
        parent[names[^1]] = value;
        return order;
    }

    private static string[] Seen(OrderContent content)
    {
        var line = content.Lines[0];
        return
        [
            $"store={content.StoreId}", $"products={content.ProductsValue}", $"freight={content.Delivery.Freight}", $"fee={content.ServiceFee}",
            $"interest={content.Interest}", $"voucher={content.Discount?.Value}", $"installments={content.Payment.Installments}",
            $"card={content.Payment.CardFlag}", $"payment={content.Payment.Types.SingleOrDefault()}", $"type={content.Delivery.Time}",
            $"info={content.Delivery.ScheduleInfo}", $"schedule={content.Delivery.ScheduledFor:s}",
            $"other={content.Payment.OtherName}|{content.Payment.OtherInput}|{content.Payment.OtherValue}", $"cpf={content.Customer.Document}",
            $"customer={content.Customer.Id}", $"phone={content.Customer.Phone}", $"more={content.Address?.Complement}",
            $"country={content.Address?.Country}", $"cep={content.Address?.PostalCode}", $"state={content.Address?.State}",
            $"pickup={content.Delivery.Pickup}", $"address={content.Address?.Id}", $"ean={line.Ean}", $"sku={line.Sku}",
            $"quantity={line.Quantity}", $"presentations={line.Presentations}", $"shopper={line.ShopperPrice}", $"options={line.Options.Length}",
            $"worth={line.PriceWithOptions()}", $"unknown={content.Unknown?.Keys.Single()}",
        ];
    }
}
