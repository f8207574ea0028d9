using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayOpaboxTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task The_sample_becomes_a_status_report_with_every_field()
    {
        var host = shared.Renew();
        var raw = Sample.Bytes("opabox-order.json");
        var response = await host.OpaboxAsync(raw);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await GatewayHost.BodyAsync(response);
        Assert.Equal("acme/opabox/46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9", (string?)answer["order"]);
        Assert.Equal("accepted", (string?)answer["outcome"]);
        Assert.False(answer.ContainsKey("reason"));

        var (order, command, message) = Assert.Single(host.Engine.Taken);
        Assert.Equal("46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9", order.ExternalId);
        Assert.Equal(Message.Webhook("acme", "opabox/orders", raw).Id, message.Id);
        Assert.Equal(raw, message.Payload.ToArray());
        var report = Assert.IsType<ReportOpaboxStatus>(command);
        Assert.Equal(22, report.Status);
        Assert.Empty(report.Warnings);
        AssertContent(report.Content);
    }

    private static void AssertContent(OrderContent content)
    {
        Assert.Equal("Sucao_Dev", content.StoreId);
        Assert.Equal(new DateTimeOffset(2020, 10, 27, 14, 18, 25, 165, TimeSpan.Zero), content.PlacedAt);
        Assert.Equal(new DateTimeOffset(2020, 10, 27, 10, 0, 0, TimeSpan.Zero), content.Delivery.ScheduledFor);
        var line = Assert.Single(content.Lines);
        Assert.Equal(("65874564", "Açai Pequeno 300 ml", 1m, 20.9m, 24.25m), (line.Sku, line.Name, line.Quantity, line.Price, line.ShopperPrice));
        Assert.Equal(24.25m, line.PriceWithOptions());
        Assert.Equal(
            new LineOption("Xaropes", "Xarope de Guaraná", 1, 1.35m)
            {
                GroupId = "e0399e02-b1ff-11e9-84e9-dbe518c2b47c", Id = "e0399e03-b1ff-11e9-84e9-dbe518c2b47c",
            },
            line.Options[2]);
        Assert.Null(line.Presentations);
        Assert.Equal((24.25m, 5.78m, 0m, 30.03m), (content.ProductsValue, content.ServiceFee, content.Interest, content.Total));
        Assert.Equal(("28552233851", "Leandro Zanardi", "+5511994215695"), (content.Customer.Document, content.Customer.Name, content.Customer.Phone));
        Assert.Equal(("13025-230", "Rua Américo Brasiliense", "50", "bairro"), (
            content.Address!.PostalCode, content.Address.Street, content.Address.Number, content.Address.Neighborhood));
        Assert.Null(content.Address.Country);
        Assert.Equal("OTHER", Assert.Single(content.Payment.Types));
        Assert.Equal(("SCHEDULED", false, 0m), (content.Delivery.Time, content.Delivery.Pickup, content.Delivery.Freight));
        Assert.Null(content.Discount);
        Assert.Null(content.Unknown);
    }

    public static TheoryData<string, string?, string> Wrong => new()
    {
        { "id", null, "id" },
        { "id", "\"\"", "id" },
        { "id", "\"../etc\"", "id" },
        { "id", "\"..\"", "id" },
        { "id", "{}", "id" },
        { "product_list", "[]", "product_list" },
        { "product_list", "null", "product_list" },
        { "product_list", "7", "product_list" },
        { "product_list", "[7]", "product_list[0]" },
        { "product_list", "[{\"id\":\"a\",\"purchased_quantity\":1,\"price\":-1}]", "product_list[0].price" },
        { "product_list", "[{\"id\":\"a\",\"purchased_quantity\":1,\"price\":10000000.01}]", "product_list[0].price" },
        { "product_list", "[{\"id\":\"a\",\"purchased_quantity\":1,\"price\":1e400}]", "product_list[0].price" },
        { "product_list", "[{\"id\":\"a\",\"purchased_quantity\":1,\"price\":\"NaN\"}]", "product_list[0].price" },
        { "product_list", "[{\"id\":\"a\",\"purchased_quantity\":1}]", "product_list[0].price" },
        { "product_list", "[{\"id\":\"a\",\"purchased_quantity\":0,\"price\":1}]", "product_list[0].purchased_quantity" },
        { "product_list", "[{\"id\":\"a\",\"purchased_quantity\":9000,\"price\":9000}]", "product_list[0].purchased_quantity" },
        { "product_list", "[{\"purchased_quantity\":1,\"price\":1}]", "product_list[0].sku" },
        { "status", "12", "status" },
        { "status", "null", "status" },
        { "status", "2.5", "status" },
        { "total_price", "\"Infinity\"", "total_price" },
        { "delivery_fee", "-0.01", "delivery_fee" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_body_that_cannot_be_right_is_400_and_names_the_field(string field, string? json, string named)
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        order.Remove(field);
        if (json is not null)
        {
            // As text: a node would write 1e400 otherwise than it was read.
            order[field] = "@@";
        }

        var text = order.ToJsonString().Replace("\"@@\"", json, StringComparison.Ordinal);
        var response = await host.OpaboxAsync(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(named, (string?)(await GatewayHost.BodyAsync(response))["field"]);
        Assert.Empty(host.Engine.Taken);
    }

    public static TheoryData<string, string, string> Tolerated => new()
    {
        { "status", "\"2\"", "Status=2" },
        { "total_price", "\"30.03\"", "Total=30.03" },
        { "total_price", "\"30,03\"", "Total=30.03" },
        { "transaction_date", "1603808305", "PlacedAt=2020-10-27T14:18:25" },
        { "transaction_date", "\"1603808305165\"", "PlacedAt=2020-10-27T14:18:25" },
        { "will_delivery", "false", "Pickup=True" },
        { "will_delivery", "\"false\"", "Pickup=True" },
        { "will_delivery", "null", "Pickup=False" },
        { "schedule_info", "20201027", "ScheduleInfo=20201027" },
        { "other_payment_type", "{\"name\":\"Dinheiro\",\"input\":{\"name\":\"Troco\",\"default_value\":\"50\"}}", "Other=Dinheiro:50" },
        { "voucher_discount", "5", "Discount=5" },
        { "customer", "null", "Customer=" },
        { "new_field", "{\"a\":1}", "Unknown=new_field:{\"a\":1}" },
        { "id", "12345", "Id=12345" },
    };

    [Theory]
    [MemberData(nameof(Tolerated))]
    public async Task What_can_be_understood_is_taken(string field, string json, string expected)
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        order[field] = JsonNode.Parse(json);
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(order)).StatusCode);

        var (id, command, _) = Assert.Single(host.Engine.Taken);
        var report = (ReportOpaboxStatus)command;
        var content = report.Content;
        string[] seen =
        [
            $"Id={id.ExternalId}", $"Status={report.Status}", $"Total={content.Total}", $"PlacedAt={content.PlacedAt:s}",
            $"Pickup={content.Delivery.Pickup}", $"ScheduleInfo={content.Delivery.ScheduleInfo}",
            $"Other={content.Payment.OtherName}:{content.Payment.OtherValue}", $"Discount={content.Discount?.Value}",
            $"Customer={content.Customer.Name}", $"Unknown={content.Unknown?.First().Key}:{content.Unknown?.First().Value}",
        ];
        Assert.Contains(expected, seen);
    }

    [Theory]
    [InlineData("2.5", "2.5")]
    [InlineData("\"2,50\"", "2.50")]
    [InlineData("{\"id\":\"x\",\"price\":2}", "2")]
    [InlineData("[{\"value\":3}]", "3")]
    [InlineData("[4]", "4")]
    [InlineData("[]", "0")]
    [InlineData("{}", "0")]
    [InlineData("null", "0")]
    public async Task A_choices_price_comes_in_many_forms(string json, string price)
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        order["product_list"]![0]!["options_chosen"]![0]!["choices"]![0]!["price"] = JsonNode.Parse(json);
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(order)).StatusCode);
        var report = (ReportOpaboxStatus)Assert.Single(host.Engine.Taken).Command;
        Assert.Equal(decimal.Parse(price), report.Content.Lines[0].Options[0].Price);
    }

    [Fact]
    public async Task Unknown_fields_are_kept_within_bounds()
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        for (var i = 0; i < 100; i++)
        {
            order[$"extra{i}"] = new string('x', 1000);
        }

        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(order)).StatusCode);
        var unknown = ((ReportOpaboxStatus)Assert.Single(host.Engine.Taken).Command).Content.Unknown!;
        Assert.InRange(unknown.Count, 1, 32);
        Assert.InRange(unknown.Sum(field => field.Key.Length + field.Value.Length), 1, 8192);
    }

    [Theory]
    [InlineData(Outcome.Repeated, "repeated")]
    [InlineData(Outcome.Stale, "stale")]
    [InlineData(Outcome.Refused, "refused")]
    public async Task The_answer_tells_the_outcome(Outcome outcome, string word)
    {
        var host = shared.Renew();
        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(outcome, 3, "because"));
        var response = await host.OpaboxAsync(Sample.Bytes("opabox-order.json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await GatewayHost.BodyAsync(response);
        Assert.Equal(word, (string?)answer["outcome"]);
        Assert.Equal(outcome == Outcome.Refused ? "because" : null, (string?)answer["reason"]);
    }
}
