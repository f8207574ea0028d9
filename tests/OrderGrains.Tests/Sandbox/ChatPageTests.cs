using System.Net;
using System.Text.Json.Nodes;
using OrderGrains.Sandbox.Chat;

namespace OrderGrains.Tests.Sandbox;

public sealed class ChatPageTests
{
    [Theory]
    [InlineData("/sandbox/chat", "text/html")]
    [InlineData("/sandbox/chat/chat.css", "text/css")]
    [InlineData("/sandbox/chat/chat.js", "text/javascript")]
    public async Task The_page_is_served_whole_and_loads_nothing_from_elsewhere(string path, string type)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        using var answer = await sandbox.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain("://", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_learns_how_to_call_the_hub_and_what_to_sell()
    {
        await using var sandbox = await SandboxHost.StartAsync(options => options.ChatPage = new("sandbox", "x-omni-token", "key", "operator", ["hint"]));
        var settings = JsonNode.Parse(await sandbox.Http.GetStringAsync("/sandbox/chat/settings"))!;
        Assert.Equal(("sandbox", "x-omni-token", "key", "operator"), (
            (string?)settings["tenant"], (string?)settings["headerName"], (string?)settings["headerValue"], (string?)settings["operatorKey"]));
        Assert.Contains(settings["products"]!.AsArray(), product => (string?)product!["sku"] == "1001" && (decimal)product["price"]! == 20.90m);
    }
}
