using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class HostileWebhookTests(RunningHub hub)
{
    private const string WrongKey = "a-key-that-nobody-has";
    private const string WrongSecret = "a-secret-that-nobody-has";
    private const string Order = "hostile";

    [Fact]
    public async Task What_cannot_be_right_is_refused_and_activates_nothing()
    {
        var whole = Sample.Opabox(1, Order);
        HttpStatusCode[] statuses =
        [
            await StatusAsync(hub.OpaboxAsync(whole, key: WrongKey)),
            await StatusAsync(hub.OpaboxAsync(whole, tenant: "nobody")),
            await StatusAsync(hub.OpaboxAsync(whole[..^20])),
            await StatusAsync(hub.OpaboxAsync(With("padding", new string('x', 1_000_000)))),
            await StatusAsync(hub.OpaboxAsync(With("nested", Nested(100)))),
            await StatusAsync(hub.OpaboxAsync(With("product_list", 5))),
        ];

        Assert.Equal([401, 401, 400, 413, 400, 400], statuses.Select(status => (int)status));
        Assert.Null(await hub.OrderAsync($"opabox/{Order}"));
        Assert.Empty(hub.Vendors.Standing.Ledger.Read(order: Order));
    }

    [Fact]
    public async Task The_log_says_what_and_from_where_and_no_secret()
    {
        await StatusAsync(hub.OpaboxAsync(Sample.Opabox(1, Order), key: WrongKey));
        await StatusAsync(hub.OpaboxAsync(With("product_list", 5)));
        Assert.Equal(HttpStatusCode.Unauthorized, await ResultAsync(WrongSecret, "{}"));
        Assert.Equal(HttpStatusCode.BadRequest, await ResultAsync(Acme.VtexSecret, "{\"marketplaceOrderId\": "));

        string[] expected =
        [
            "401, field -, at /hooks/{tenant}/opabox/orders, tenant -, from 127.0.0.1",
            "400, field product_list, at /hooks/{tenant}/opabox/orders, tenant acme, from 127.0.0.1",
            "/vtex/{secret}/order-integration/notification/processing-result",
        ];
        await Within.Until(
            () => Task.FromResult(hub.Silo.Output),
            output => expected.All(line => output.Contains(line, StringComparison.Ordinal)),
            "the log has a line of each refusal");
        string[] secrets = [WrongKey, WrongSecret, Acme.OpaboxKey, Acme.VtexSecret, Acme.OperatorKey, Order, "28552233851", "Zanardi"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, hub.Silo.Output, StringComparison.Ordinal));
    }

    private Task<HttpStatusCode> ResultAsync(string secret, string body) => StatusAsync(hub.PostAsync(
        $"/hooks/acme/vtex/{secret}/order-integration/notification/processing-result?an=acme", Sample.Json(body), "Accept", "*/*"));

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> post)
    {
        using var answer = await post;
        return answer.StatusCode;
    }

    private static byte[] With(string field, JsonNode value)
    {
        var order = JsonNode.Parse(Sample.Opabox(1, Order))!.AsObject();
        order[field] = value;
        return Sample.Json(order.ToJsonString(new() { MaxDepth = 200 }));
    }

    private static JsonNode Nested(int levels)
    {
        JsonNode nested = new JsonArray();
        for (var level = 1; level < levels; level++)
        {
            nested = new JsonArray(nested);
        }

        return nested;
    }
}
