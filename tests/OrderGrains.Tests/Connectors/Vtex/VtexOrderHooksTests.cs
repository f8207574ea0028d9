using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Connectors.Vtex;

public sealed class VtexOrderHooksTests
{
    private const string Ours = "https://hub.example.com/hooks/acme/vtex/hook-secret/order-hook";

    [Fact]
    public async Task It_is_registered_for_every_state_that_the_hub_uses_and_read_back()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, "{}").Answers(HttpStatusCode.OK, Config(Ours));
        var hook = await vendor.Clock.RunAsync(vendor.Hooks.RegisterAsync("acme", Target.Vtex), TimeSpan.FromMilliseconds(50));

        Assert.Equal(new(OrderHookState.Registered, null), hook);
        var call = vendor.Calls[0];
        Assert.Equal(
            (HttpMethod.Post, "https://acme.vtexcommercestable.com.br/api/orders/hook/config?an=acme", "app-key"),
            (call.Method, call.Address.AbsoluteUri, call.Headers["X-VTEX-API-AppKey"]));
        var body = JsonNode.Parse(call.Body)!;
        Assert.Equal(("FromWorkflow", Ours), ((string?)body["filter"]!["type"], (string?)body["hook"]!["url"]));
        Assert.Equal(VtexStates.Hooked, body["filter"]!["status"]!.AsArray().Select(word => (string)word!));
        Assert.Equal(HttpMethod.Get, vendor.Calls[1].Method);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "", OrderHookState.Missing)]
    [InlineData(HttpStatusCode.OK, "", OrderHookState.Missing)]
    [InlineData(HttpStatusCode.OK, "null", OrderHookState.Missing)]
    [InlineData(HttpStatusCode.OK, """{"filter":null,"hook":{"url":null}}""", OrderHookState.Missing)]
    [InlineData(HttpStatusCode.OK, """{"filter":{"type":"FromWorkflow","status":["handling"]},"hook":{"url":"x"}}""", OrderHookState.Different)]
    [InlineData(HttpStatusCode.Forbidden, "", OrderHookState.Unknown)]
    [InlineData(HttpStatusCode.OK, "<html>busy</html>", OrderHookState.Unknown)]
    [InlineData(HttpStatusCode.OK, "[]", OrderHookState.Unknown)]
    public async Task What_VTEX_answers_tells_how_it_stands(HttpStatusCode status, string body, OrderHookState state)
    {
        var hook = await ReadAsync(status, body);
        Assert.Equal(state, hook.State);
        Assert.NotNull(hook.Why);
    }

    [Fact]
    public async Task Another_address_is_told_by_its_host_only()
    {
        var hook = await ReadAsync(HttpStatusCode.OK, Config("https://old.example.com/hooks/acme/vtex/older-secret/order-hook"));
        Assert.Equal(OrderHookState.Different, hook.State);
        Assert.Contains("old.example.com", hook.Why, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", hook.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_states_are_named()
    {
        var hook = await ReadAsync(HttpStatusCode.OK, Config(Ours, [.. VtexStates.Hooked.Where(word => word != "invoiced")]));
        Assert.Equal((OrderHookState.Different, "VTEX does not tell of invoiced."), (hook.State, hook.Why));
    }

    private static Task<OrderHook> ReadAsync(HttpStatusCode status, string body)
    {
        var vendor = new Vendor().Answers(status, body);
        return vendor.Clock.RunAsync(vendor.Hooks.ReadAsync("acme", Target.Vtex), TimeSpan.FromMilliseconds(50));
    }

    private static string Config(string url, string[]? status = null) => new JsonObject
    {
        ["filter"] = new JsonObject
        {
            ["type"] = "FromWorkflow", ["status"] = new JsonArray([.. (status ?? [.. VtexStates.Hooked]).Select(word => (JsonNode)word)]),
        },
        ["hook"] = new JsonObject { ["url"] = url },
    }.ToJsonString();
}
