using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway.Checker;

/// <summary>The answers of OmniChat's page of the OrderChecker, each shape and each row of its HTTP table.</summary>
public sealed class CheckerAnswerTests
{
    private static readonly ShippingOption Pac = new("PAC", "PAC", 5, 5, 0, "delivery", "3bd");
    private static readonly ShippingOption Expresso = new("Expresso", "Expresso", 10, 10, 0, "delivery", "0bd");

    [Fact]
    public async Task A_gift_has_exactly_the_shape_of_the_sample()
    {
        var (status, actions) = await AskAsync(Rule("Gift", item: new() { ExternalId = "123", Name = "Kit Brinde Teste" }));
        Assert.Equal(HttpStatusCode.OK, status);
        var gift = actions.Single(action => action!["isGift"] is not null);
        Assert.True(JsonNode.DeepEquals(Sample.Array("omnichat-checker-gift.json")[0], gift), gift!.ToJsonString());
    }

    [Fact]
    public async Task A_discount_has_exactly_the_shape_of_the_sample()
    {
        var (_, actions) = await AskAsync(Rule("Discount", value: 10, mode: "ABSOLUTE"), cart => cart["discount"] = 0);
        var discount = actions.Single(action => action!["discount"] is not null);
        Assert.True(JsonNode.DeepEquals(Sample.Array("omnichat-checker-discount.json")[0], discount), discount!.ToJsonString());
    }

    [Theory]
    [InlineData("ERROR", "O pedido está inválido", "omnichat-checker-order-error.json", HttpStatusCode.Forbidden)]
    [InlineData("INFO", "Este pedido tem um brinde", "omnichat-checker-order-info.json", HttpStatusCode.OK)]
    public async Task A_message_has_exactly_the_shape_of_the_sample(string severity, string text, string sample, HttpStatusCode answered)
    {
        var (status, actions) = await AskAsync(Rule("Message", text: text, severity: severity));
        Assert.Equal(answered, status);
        var message = actions.Single(action => (string?)action!["component"] == "ORDER");
        Assert.True(JsonNode.DeepEquals(Sample.Array(sample)[0], message), message!.ToJsonString());
    }

    [Theory]
    [InlineData(null, true, HttpStatusCode.OK)]
    [InlineData("INFO", true, HttpStatusCode.OK)]
    [InlineData("ERROR", false, HttpStatusCode.OK)]
    [InlineData("ERROR", true, HttpStatusCode.Forbidden)]
    public async Task The_HTTP_table(string? severity, bool block, HttpStatusCode answered)
    {
        CheckerRuleSettings[] rules = severity is null ? [] : [Rule("Message", text: "x", severity: severity)];
        await using var host = await GatewayHost.StartAsync(settings =>
            settings.Tenants["acme"].Checker = new() { BlockOnError = block, Rules = [.. rules] });
        var (status, actions) = await CheckAsync(host, Cart());
        Assert.Equal((answered, rules.Length), (status, actions.Count));
    }

    [Fact]
    public async Task The_first_call_of_a_cart_has_an_id_and_a_status_and_no_rule_speaks_of_it()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Rules =
            [Rule("MinimumOrder", value: 50), Rule("CustomerDocument"), Rule("Message", text: "x"), Rule("Discount", value: 1, mode: "ABSOLUTE")]);
        var (status, actions) = await CheckAsync(host, JsonNode.Parse("""{"objectId":"x","status":"CREATING"}""")!);
        Assert.Equal((HttpStatusCode.OK, 0), (status, actions.Count));
    }

    [Theory]
    [InlineData("Allow", "ERROR", HttpStatusCode.Forbidden)]
    [InlineData("Allow", "INFO", HttpStatusCode.OK)]
    [InlineData("Block", "INFO", HttpStatusCode.Forbidden)]
    public async Task Rules_go_on_where_the_catalog_is_down(string down, string severity, HttpStatusCode answered)
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker = new()
        {
            Catalog = "Vtex", OnCatalogDown = down, Rules = [Rule("Message", text: "x", severity: severity)],
        });
        var (status, actions) = await CheckAsync(host, Cart());
        Assert.Equal((answered, 2), (status, actions.Count));
        Assert.Equal("x", (string?)actions[1]!["message"]);
    }

    [Fact]
    public async Task Minimum_and_maximum_of_the_catalog_are_errors_that_name_the_item()
    {
        foreach (var (minimum, maximum, told) in new (int?, int?, string?)[]
        {
            (5, 5, null), (6, null, "Camiseta: mínimo de 6 por pedido."), (null, 4, "Camiseta: máximo de 4 por pedido."),
        })
        {
            await using var host = await GatewayHost.StartAsync();
            host.Catalog.Says(new CatalogItem("available", 10, 100, []) { Name = "Camiseta", MinimumQuantity = minimum, MaximumQuantity = maximum });
            var (status, actions) = await CheckAsync(host, Cart(cart => cart["items"]![0]!["isGift"] = false));
            Assert.Equal(told is null ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
            Assert.Equal(told, (string?)actions.SingleOrDefault()?["message"]);
        }
    }

    [Fact]
    public async Task While_an_operator_pauses_the_simulation_nobody_is_asked_and_the_list_of_targets_says_so()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac]));
        Assert.Equal("Serving", await StateAsync(host));
        using var paused = await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex-simulation/pause");
        var (status, actions) = await CheckAsync(host, Cart());
        Assert.Equal((HttpStatusCode.OK, 0, "Paused"), (status, host.Catalog.Asked.Count, await StateAsync(host)));
        Assert.Equal("INFO ORDER", $"{Assert.Single(actions)!["action"]} {actions[0]!["component"]}");

        using var resumed = await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex-simulation/resume");
        await CheckAsync(host, Cart());
        Assert.Single(host.Catalog.Asked);
        host.Catalog.State = new(DateTimeOffset.MaxValue, "The breaker is open after failures in a row.", "HTTP 500");
        Assert.Equal("Blocked", await StateAsync(host));
    }

    [Fact]
    public async Task Edits_with_the_same_question_ask_once()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac]));
        await CheckAsync(host, Cart());
        await CheckAsync(host, Cart(cart => cart["objectId"] = "ANOTHER_CART"));
        Assert.Single(host.Catalog.Asked);
    }

    private static async Task<string?> StateAsync(GatewayHost host)
    {
        var listed = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/targets"));
        return (string?)listed["targets"]!.AsArray().Single(target => (string?)target!["target"] == "vtex-simulation")!["state"];
    }

    private static CheckerRuleSettings Rule(
        string type, decimal? value = null, string? mode = null, string? text = null, string? severity = null, CheckerGiftSettings? item = null) =>
        new() { Type = type, Value = value, Mode = mode, Text = text, Severity = severity, Item = item };

    private static async Task<(HttpStatusCode Status, JsonArray Actions)> AskAsync(CheckerRuleSettings rule, Action<JsonNode>? change = null)
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Rules = [rule]);
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac, Expresso]));
        return await CheckAsync(host, Cart(cart =>
        {
            cart["freightCost"] = 5;
            cart["items"]![0]!["isGift"] = false;
            change?.Invoke(cart);
        }));
    }

    private static JsonObject Cart(Action<JsonNode>? change = null)
    {
        var cart = Sample.Object("omnichat-order-checker.json");
        cart["shippingAddress"]!["zip"] = "13025-230";
        change?.Invoke(cart);
        return cart;
    }

    private static async Task<(HttpStatusCode Status, JsonArray Actions)> CheckAsync(GatewayHost host, JsonNode cart)
    {
        using var response = await host.ChatAsync("order-checker", cart);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsArray());
    }
}
