using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// Every JSON of OmniChat's two pages (developers.omni.chat, How to implement the OrderProvisioning and the OrderChecker API, without their comments), played
/// through the program: each action kind, each row of the table of HTTP codes, and what the order's page shows of it.
/// </summary>
[Collection(EndToEndTests.Name)]
public sealed class SeedTests(SeedHub hub) : IClassFixture<SeedHub>
{
    [Fact]
    public async Task Every_JSON_of_the_two_pages_is_taken_and_answered_as_they_say()
    {
        await TheCallsAsync();
        await EachRowOfTheTableAsync();
        await EachActionAsync();
        await TheProvisioningAsync();
    }

    /// <summary>"If the order has just been created, it will only contain the ID and Status"; then the page's own order, whose CEP is none.</summary>
    private async Task TheCallsAsync()
    {
        await AnswersAsync("plain", Sample.Json("""{"objectId":"ORDER_ID","status":"CREATING"}"""), HttpStatusCode.OK, "[]");
        await AnswersAsync("plain", Sample.Bytes("omnichat-order-checker.json"), HttpStatusCode.OK, "[]");
        await AnswersAsync(
            "plain", Sample.Json("""{"objectId":"ORDER_ID","eventType":"ITEM_UPDATE","items":[]}"""), HttpStatusCode.OK, "[]");
        var page = await hub.PageAsync("plain", "ORDER_ID", Answered(3));
        Assert.Equal(("Draft", "J… M…"), (page.Status, page.Json["customer"]!["name"]!.ToString()));
        Assert.Contains("1 line(s), 5 unit(s), 50.00 reais in all", Messages(page));
    }

    private async Task EachRowOfTheTableAsync()
    {
        var soldOut = Cart("sold-out", cart => cart["items"]![0]!["quantity"] = 6);
        var error = Action("omnichat-checker-item-error.json", action => action["message"] = "Camiseta: quantidade indisponível. Restam 5.");
        await AnswersAsync("plain", Cart("fine", cart => cart["freightCost"] = 5), HttpStatusCode.OK, Options());
        await AnswersAsync("plain", soldOut, HttpStatusCode.Forbidden, error);
        await AnswersAsync("lenient", soldOut, HttpStatusCode.OK, error);
        Assert.Contains(
            Messages(await hub.PageAsync("plain", "sold-out", Answered(1))),
            message => message.StartsWith("1 error(s), 0 notice(s), blocked in", StringComparison.Ordinal) && message.EndsWith(": Camiseta: quantidade indisponível. Restam 5.", StringComparison.Ordinal));
        Assert.DoesNotContain(Messages(await hub.PageAsync("lenient", "sold-out", Answered(1))), message => message.Contains("blocked", StringComparison.Ordinal));
    }

    private async Task EachActionAsync()
    {
        var cart = Cart("cart", cart => cart["freightCost"] = 5);
        var dearer = Cart("dearer", cart => (cart["items"]![0]!["shippingMethod"], cart["freightCost"]) = ("Expresso", 5));
        var freight = Action("omnichat-checker-freight.json", action => action["message"] = "Valor do frete alterado para R$ 10,00");
        await AnswersAsync("plain", dearer, HttpStatusCode.OK, Options("Expresso"), freight);
        await AnswersAsync("invalid", cart, HttpStatusCode.Forbidden, Options(), Action("omnichat-checker-order-error.json"));
        await AnswersAsync("told", cart, HttpStatusCode.OK, Options(), Action("omnichat-checker-order-info.json"));
        await AnswersAsync("gift", cart, HttpStatusCode.OK, Options(), Action("omnichat-checker-gift.json"));
        var plain = Cart("cart", cart => (cart["freightCost"], cart["discount"]) = (5, 0));
        await AnswersAsync("discount", plain, HttpStatusCode.OK, Options(), Action("omnichat-checker-discount.json"));
        foreach (var (tenant, said) in ((string, string)[])[
            ("invalid", ": O pedido está inválido"), ("told", ": Este pedido tem um brinde"), ("discount", ": Valor do desconto alterado")])
        {
            Assert.Contains(
                Messages(await hub.PageAsync(tenant, "cart", Answered(1))), message => message.EndsWith(said, StringComparison.Ordinal));
        }
    }

    private async Task TheProvisioningAsync()
    {
        foreach (var outcome in (string[])["accepted", "repeated"])
        {
            var (status, body) = await ChatAsync("plain", "order-provisioning", Sample.Provisioning());
            Assert.Equal((HttpStatusCode.OK, "plain/omnichat/ORDER_ID", outcome), (status, body["order"]!.ToString(), body["outcome"]!.ToString()));
        }

        var page = await hub.PageAsync("plain", "ORDER_ID", seen => seen.Status == "Provisioning");
        Assert.Equal((50m, "J… M…"), (page.Json["total"]!.GetValue<decimal>(), page.Json["customer"]!["name"]!.ToString()));
        var doubts = Assert.Single(Messages(page), message => message.Contains("check digits", StringComparison.Ordinal));
        Assert.Contains("eight digits are expected", doubts, StringComparison.Ordinal);
        Assert.Contains("A gift card is named", doubts, StringComparison.Ordinal);
    }

    /// <summary>One of OmniChat's calls and its answer.</summary>
    private async Task<(HttpStatusCode Status, JsonNode Body)> ChatAsync(string tenant, string hook, byte[] body)
    {
        using var answer = await hub.OmniChatAsync(hook, body, tenant);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private async Task AnswersAsync(string tenant, byte[] body, HttpStatusCode expected, params JsonNode[] actions)
    {
        var (status, answer) = await ChatAsync(tenant, "order-checker", body);
        var array = actions is [JsonArray none] ? none : new JsonArray([.. actions.Select(action => action.DeepClone())]);
        Assert.True(expected == status && JsonNode.DeepEquals(array, answer), $"{tenant}: {status}\n{answer.ToJsonString()}\nfor\n{array.ToJsonString()}");
    }

    private Task AnswersAsync(string tenant, byte[] body, HttpStatusCode expected, string actions) =>
        AnswersAsync(tenant, body, expected, JsonNode.Parse(actions)!);

    /// <summary>The page's order as a cart that can be sold: a CEP, and a line that is no gift.</summary>
    private static byte[] Cart(string id, Action<JsonObject> change)
    {
        var cart = JsonNode.Parse(Sample.Bytes("omnichat-order-checker.json"))!.AsObject();
        cart["objectId"] = id;
        cart["shippingAddress"]!["zip"] = "13025-230";
        cart["items"]![0]!["isGift"] = false;
        change(cart);
        return Sample.Json(cart.ToJsonString());
    }

    private static JsonNode Options(string chosen = "PAC") => Action("omnichat-checker-options.json", action =>
        (action["componentId"], action["shippingMethod"]) = ("ID_ITEM", chosen));

    private static JsonNode Action(string sample, Action<JsonObject>? change = null)
    {
        var action = JsonNode.Parse(Sample.Bytes(sample))![0]!.DeepClone().AsObject();
        change?.Invoke(action);
        return action;
    }

    private static Func<OrderSeen, bool> Answered(int times) => page => page.Story.Count(operation => operation == "Cart checked") == times;

    private static IEnumerable<string> Messages(OrderSeen page) =>
        page.Json["timeline"]!.AsArray().Select(line => line!["message"]!.ToString());
}
