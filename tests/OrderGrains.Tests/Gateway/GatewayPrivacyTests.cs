using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayPrivacyTests
{
    private static readonly OrderId[] Orders = [OrderId.Parse("acme/opabox/over"), OrderId.Parse("acme/opabox/open"), OrderId.Parse("other/omnichat/cart")];

    [Fact]
    public async Task A_person_is_erased_and_told_what_became_of_each_order()
    {
        await using var host = await StartAsync();
        host.Engine.Records[Orders[0]] = OrderRecord.New(Orders[0]) with { Version = 2 };
        host.Engine.Answer = (order, command) =>
        {
            Assert.Equal(new ErasePersons("ops"), command);
            return Task.FromResult(order == Orders[1] ? new Receipt(Outcome.Refused, 1, "It is under way.") : new(Outcome.Accepted, 2));
        };

        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/privacy/erase", body: new JsonObject { ["document"] = "529.982.247-25" });
        var told = await GatewayHost.BodyAsync(answer);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([("52998224725", "ops")], Persons(host).Forgotten);
        Assert.Equal("***982247**", (string?)told["document"]);
        Assert.Equal("acme/opabox/over", (string?)Assert.Single(told["erased"]!.AsArray()));
        Assert.Equal("other/omnichat/cart", (string?)Assert.Single(told["removed"]!.AsArray()));
        var kept = Assert.Single(told["kept"]!.AsArray())!;
        Assert.Equal(("acme/opabox/open", "It is under way."), ((string?)kept["order"], (string?)kept["why"]));
        Assert.DoesNotContain("52998224725", host.Log.All, StringComparison.Ordinal);
        Assert.Contains("ops had a person erased: 1 orders without their data, 1 removed, 1 keep it for now", host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_shown_all_that_is_kept()
    {
        await using var host = await StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/privacy/export", body: new JsonObject { ["document"] = "52998224725" });
        var shown = await GatewayHost.BodyAsync(answer);
        Assert.Equal(Orders.Select(order => order.ToString()), shown["orders"]!.AsArray().Select(order => (string?)order!["record"]));
        Assert.Empty(Persons(host).Forgotten);
    }

    [Fact]
    public async Task Of_somebody_unknown_there_is_nothing()
    {
        await using var host = await StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/privacy/export", body: new JsonObject { ["document"] = "28552233851" });
        Assert.Equal("""{"orders":[]}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"document":""}""")]
    [InlineData("""{"document":{}}""")]
    [InlineData("[]")]
    public async Task Without_a_document_nothing_is_done(string body)
    {
        await using var host = await StartAsync();
        foreach (var path in (string[])["/api/privacy/erase", "/api/privacy/export"])
        {
            using var answer = await host.ApiAsync(HttpMethod.Post, path, body: JsonNode.Parse(body));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Empty(Persons(host).Forgotten);
    }

    private static async Task<GatewayHost> StartAsync()
    {
        var host = await GatewayHost.StartAsync();
        Persons(host).Orders["52998224725"] = Orders;
        return host;
    }

    private static ScriptedPersons Persons(GatewayHost host) => (ScriptedPersons)host.Services.GetRequiredService<IPersons>();
}
