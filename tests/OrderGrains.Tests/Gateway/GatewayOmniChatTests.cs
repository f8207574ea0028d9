using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayOmniChatTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task The_provisioning_sample_is_translated_whole()
    {
        var host = shared.Renew();
        var raw = Sample.Bytes("omnichat-provisioning.json");
        Assert.Equal(HttpStatusCode.OK, (await host.ChatAsync("order-provisioning", raw)).StatusCode);

        var (order, command, message) = Assert.Single(host.Engine.Taken);
        Assert.Equal("acme/omnichat/ORDER_ID", order.ToString());
        Assert.Equal(Message.Webhook("acme", "omnichat/order-provisioning", raw).Id, message.Id);
        var asked = Assert.IsType<AskProvisioning>(command);
        var content = asked.Content;
        Assert.Equal("CreditCard DebitCard Pix Boleto", string.Join(' ', content.Payment.Types));
        Assert.Equal("padrao-1234", content.StoreId);
        Assert.Equal(new Discount(10, DiscountMode.Absolute), content.Discount);
        Assert.Equal(("SEDEX", 10m, false, "1 dia útil", false), (
            content.Delivery.Method, content.Delivery.Freight, content.Delivery.FreeShipping, content.Delivery.Time, content.Delivery.Pickup));
        Assert.Equal(("João", "Medeiros", "00055544465", "[email protected]", "+5541999999999"), (
            content.Customer.Name, content.Customer.LastName, content.Customer.Document, content.Customer.Email, content.Customer.Phone));
        Assert.Equal(("CEP", "STREET", "COMPLEMENT", "RECIPIENT_NAME"), (
            content.Address!.PostalCode, content.Address.Street, content.Address.Complement, content.Address.Recipient));
        var line = Assert.Single(content.Lines);
        Assert.Equal(("ID_ITEM", "987941TRE", 5m, 10m, "PAC", "SELLER888", true), (
            line.Id, line.Sku, line.Quantity, line.Price, line.ShippingMethod, line.SellerId, line.IsGift));
        Assert.Equal(("CUPOM", "GiftGift", "Instagram", "Campaign", "YOUR_ID", "John Doe", "Team"), (
            content.Sale.Coupon, content.Sale.GiftCard, content.Sale.SalesChannel, content.Sale.Campaign, content.Sale.SalesPersonId,
            content.Sale.SalesPerson, content.Sale.Team));
        Assert.Equal(("SEQUENCE_ORDER_ID", "ID_CONTA_SELECIONADA", "ID_CONTA_SELECIONADA", false), (
            content.Sale.Number, content.Sale.PaymentAccount, content.Sale.OrderAccount, content.International));
        Assert.Null(content.Unknown);
    }

    [Fact]
    public async Task What_looks_wrong_in_the_sample_is_warned_of_without_personal_data()
    {
        var host = shared.Renew();
        await host.ChatAsync("order-provisioning", Sample.Bytes("omnichat-provisioning.json"));
        var warnings = ((AskProvisioning)Assert.Single(host.Engine.Taken).Command).Warnings;
        Assert.Equal(6, warnings.Length);
        Assert.Contains(warnings, warning => warning.Contains("check digits", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("CEP", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("gift card", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(warnings, warning => warning.Contains("00055544465", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_call_of_a_cart_has_an_id_and_nothing_else()
    {
        await using var host = await GatewayHost.StartAsync();
        var response = await host.ChatAsync("order-checker", JsonNode.Parse("""{"objectId":"x1","status":"CREATING"}""")!);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("[]", await response.Content.ReadAsStringAsync());
        var edit = Assert.IsType<EditCart>(host.Engine.Taken.First().Command);
        Assert.False(edit.ItemsOnly);
        Assert.Empty(edit.Content.Lines);
        Assert.Null(host.Engine.Taken.First().Message.Id);
    }

    [Fact]
    public async Task An_item_update_carries_the_lines_only()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.ChatAsync("order-checker", JsonNode.Parse(
            """{"objectId":"x1","eventType":"ITEM_UPDATE","items":[{"objectId":"i","variantId":"v","quantity":2,"price":"9.90"}]}""")!);
        var edit = Assert.IsType<EditCart>(host.Engine.Taken.First().Command);
        Assert.True(edit.ItemsOnly);
        Assert.Equal(("v", 2m, 9.90m), (edit.Content.Lines[0].Sku, edit.Content.Lines[0].Quantity, edit.Content.Lines[0].Price));
    }

    [Fact]
    public async Task Every_field_may_be_null()
    {
        var host = shared.Renew();
        var order = Sample.Object("omnichat-provisioning.json");
        foreach (var field in order.Select(field => field.Key).Where(name => name != "objectId").ToArray())
        {
            order[field] = null;
        }

        Assert.Equal(HttpStatusCode.OK, (await host.ChatAsync("order-provisioning", order)).StatusCode);
    }

    [Fact]
    public async Task A_status_change_is_reported_with_its_order()
    {
        var host = shared.Renew();
        var body = new JsonObject
        {
            ["order"] = Sample.Object("omnichat-provisioning.json"),
            ["statusChange"] = new JsonObject { ["status"] = "paid", ["responsible"] = "stone", ["message"] = "ok", ["updatedAt"] = null },
        };
        Assert.Equal(HttpStatusCode.OK, (await host.ChatAsync("status-change", body)).StatusCode);
        var report = Assert.IsType<ReportChatStatus>(Assert.Single(host.Engine.Taken).Command);
        Assert.Equal(("PAID", "stone", "ok"), (report.Status, report.Responsible, report.Note));
        Assert.Single(report.Content!.Lines);
    }

    [Theory]
    [InlineData("""{"objectId":"x1","items":[{"objectId":"i"}]}""", true, null)]
    [InlineData("""{"order":{"objectId":"x1"},"statusChange":{"status":"CANCELLED","responsible":"ana"}}""", false, "ana")]
    [InlineData("""{"order":{"objectId":"x1"},"statusChange":null}""", false, null)]
    public async Task A_cancellation_comes_bare_or_wrapped(string json, bool content, string? responsible)
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await host.ChatAsync("cancellation", JsonNode.Parse(json)!)).StatusCode);
        var (order, command, _) = Assert.Single(host.Engine.Taken);
        var report = Assert.IsType<ReportChatStatus>(command);
        Assert.Equal("acme/omnichat/x1", order.ToString());
        Assert.Equal(("CANCELLED", responsible, content), (report.Status, report.Responsible, report.Content is not null));
    }

    [Theory]
    [InlineData("""{"order":{"objectId":"x1","items":[{"objectId":"i","price":-2}]},"statusChange":{"status":"PAID"}}""")]
    [InlineData("""{"order":{"objectId":"x1","items":[{"objectId":"i"}],"freeShipping":"sim"},"statusChange":{"status":"PAID"}}""")]
    [InlineData("""{"order":{"objectId":"x1","items":7},"statusChange":{"status":"PAID"}}""")]
    public async Task A_status_counts_though_the_cart_that_comes_with_it_cannot_be_read(string json)
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.OK, (await host.ChatAsync("status-change", JsonNode.Parse(json)!)).StatusCode);
        var report = Assert.IsType<ReportChatStatus>(Assert.Single(host.Engine.Taken).Command);
        Assert.Equal(("PAID", null), (report.Status, report.Content));
    }

    [Theory]
    [InlineData("order-provisioning", """{"items":[]}""", "objectId")]
    [InlineData("order-provisioning", """{"objectId":"a b"}""", "objectId")]
    [InlineData("order-provisioning", """{"objectId":"a","items":[{"price":-2}]}""", "items[0].price")]
    [InlineData("order-provisioning", """{"objectId":"a","customer":5}""", "customer")]
    [InlineData("order-provisioning", """{"objectId":"a","discount":5,"discountMode":"HALF"}""", "discountMode")]
    [InlineData("order-provisioning", """{"objectId":"a","discount":101,"discountMode":"PERCENTAGE"}""", "discount")]
    [InlineData("order-checker", """{"items":7}""", "objectId")]
    [InlineData("status-change", """{"statusChange":{"status":"PAID"}}""", "order.objectId")]
    [InlineData("status-change", """{"order":{"objectId":"a"}}""", "statusChange.status")]
    [InlineData("cancellation", """{"order":{}}""", "order.objectId")]
    public async Task A_body_that_cannot_be_right_is_400_and_names_the_field(string hook, string json, string field)
    {
        var host = shared.Renew();
        var response = await host.ChatAsync(hook, JsonNode.Parse(json)!);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(field, (string?)(await GatewayHost.BodyAsync(response))["field"]);
    }

    [Theory]
    [InlineData("55", "41", "999999999", "+5541999999999")]
    [InlineData("+55", "(41)", "99999-9999", "+5541999999999")]
    [InlineData(null, "41", "999999999", "41999999999")]
    [InlineData("55", "(041)", "999999999", "+5541999999999")]
    [InlineData("055", "041", "0 99999-9999", "+5541999999999")]
    [InlineData("55", "41", "41999999999", "+5541999999999")]
    [InlineData("55", "41", "5541999999999", "+5541999999999")]
    [InlineData("55", null, "(41) 3333-4444", "+554133334444")]
    [InlineData("55", "41", "41234567", "+554141234567")]
    [InlineData("54", "11", "4444-5555", "+541144445555")]
    [InlineData("55", "41", "+5541988887777", "+5541988887777")]
    [InlineData("55", "41", null, null)]
    public async Task A_phones_parts_are_joined(string? country, string? area, string? number, string? phone)
    {
        var host = shared.Renew();
        var order = Sample.Object("omnichat-provisioning.json");
        var customer = order["customer"]!;
        (customer["phoneCountryCode"], customer["phoneAreaCode"], customer["phoneNumber"]) = (country, area, number);
        await host.ChatAsync("order-provisioning", order);
        Assert.Equal(phone, ((AskProvisioning)Assert.Single(host.Engine.Taken).Command).Content.Customer.Phone);
    }
}
