using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway.Checker;

/// <summary>The catalog in a file, from the hook to the order's timeline; and what a start warns of.</summary>
public sealed class CheckerFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;

    public CheckerFileTests() => _path = _folder.Write(
        "catalog.json", """{ "items": [ { "sku": "987941TRE", "name": "Camiseta", "price": 10, "stock": 3 } ] }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_cart_is_answered_from_the_file_and_a_broken_one_is_told_on_the_order()
    {
        await using var host = await GatewayHost.StartAsync(settings =>
            settings.Tenants["acme"].Checker = new() { Catalog = "File", CatalogFile = _path });
        Assert.Equal((HttpStatusCode.Forbidden, "Camiseta: quantidade indisponível. Restam 3."), await AskAsync(host));

        File.WriteAllText(_path, "{");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((HttpStatusCode.Forbidden, "Camiseta: quantidade indisponível. Restam 3."), await AskAsync(host));
        await Within.Until(host.Engine.Given, () => host.Engine.Taken.Count(taken => taken.Command is RecordCheck) == 2, "both answers are recorded");
        Assert.Contains(
            host.Engine.Taken, taken => taken.Command is RecordCheck { Note: "The catalog file is broken; the last good one answered" });
    }

    private static async Task<(HttpStatusCode Status, string? Message)> AskAsync(GatewayHost host)
    {
        var body = Sample.Object("omnichat-order-checker.json");
        body["shippingAddress"]!["zip"] = "13025-230";
        using var response = await host.ChatAsync("order-checker", body);
        var action = Assert.Single(JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsArray())!;
        return (response.StatusCode, (string?)action["message"]);
    }
}
