using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

/// <summary>Every field of every sample, replaced by every kind of value: nothing that a sender can send is a 500.</summary>
public sealed class GatewayFuzzTests
{
    private static readonly string[] Values =
    [
        "null", "\"\"", "\"x\"", "\"-1\"", "0", "-1", "1e300", "12345678901234567890123456789012345", "true", "{}", "[]", "[null]", "[[1]]",
        "[{\"a\":{\"b\":[1]}}]", "{\"price\":{\"price\":1}}", "\"\\u0000\\uD83D\\uDE00\"",
    ];

    [Fact]
    public async Task Opabox() => await NeverA500Async(Sample.Object("opabox-order.json"), (host, body) => host.OpaboxAsync(body));

    [Fact]
    public async Task Checker() =>
        await NeverA500Async(Sample.Object("omnichat-order-checker.json"), (host, body) => host.ChatAsync("order-checker", body));

    [Fact]
    public async Task Provisioning() =>
        await NeverA500Async(Sample.Object("omnichat-provisioning.json"), (host, body) => host.ChatAsync("order-provisioning", body));

    [Fact]
    public async Task StatusChange() => await NeverA500Async(Change(), (host, body) => host.ChatAsync("status-change", body));

    [Fact]
    public async Task Cancellation() => await NeverA500Async(Change(), (host, body) => host.ChatAsync("cancellation", body));

    [Fact]
    public async Task Vtex() =>
        await NeverA500Async(Sample.Object("vtex-integrated-franchise.json"), (host, body) => host.VtexAsync(body));

    [Theory]
    [InlineData("pub/orders/MKP-OB-46ad/invoice")]
    [InlineData("pvt/orders/MKP-OB-46ad/cancel")]
    public async Task VtexInvoice(string path) => await NeverA500Async(GatewayVtexHookTests.Invoice(), (host, body) => VtexAsync(host, path, body));

    [Fact]
    public async Task VtexOrderHook() =>
        await NeverA500Async(GatewayVtexHookTests.Event("MKP-OB-46ad", "handling"), (host, body) => VtexAsync(host, "order-hook", body));

    private static Task<HttpResponseMessage> VtexAsync(GatewayHost host, string path, JsonNode body) =>
        host.PostAsync($"/hooks/acme/vtex/{GatewayHost.VtexSecret}/{path}", GatewayHost.Utf8(body), "x-none", null);

    private static JsonObject Change() => new()
    {
        ["order"] = Sample.Object("omnichat-provisioning.json"),
        ["statusChange"] = new JsonObject
        {
            ["status"] = "PAID", ["responsible"] = "omnichat", ["message"] = "Pago", ["updatedAt"] = "2026-09-01T12:00:00.000Z",
        },
    };

    private static async Task NeverA500Async(JsonObject sample, Func<GatewayHost, JsonNode, Task<HttpResponseMessage>> send)
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Stores["elsewhere"] = new());
        await Parallel.ForEachAsync(Paths(sample, []).ToArray(), async (path, _) =>
        {
            foreach (var value in Values)
            {
                var changed = sample.DeepClone();
                Replace(changed, path, JsonNode.Parse(value));
                using var response = await send(host, changed);
                Assert.True((int)response.StatusCode is 200 or 400 or 403, $"{string.Join('.', path)} = {value}: {response.StatusCode}");
                if ((int)response.StatusCode == 400)
                {
                    Assert.False(string.IsNullOrEmpty((string?)(await GatewayHost.BodyAsync(response))["field"]));
                }
            }
        });

        Assert.DoesNotContain(host.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Paths(field.Value, [.. path, field.Key]).Prepend([.. path, field.Key])),
        JsonArray list => list.SelectMany((element, index) => Paths(element, [.. path, index]).Prepend([.. path, index])),
        _ => [],
    };

    private static void Replace(JsonNode root, object[] path, JsonNode? value)
    {
        var parent = path[..^1].Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        if (path[^1] is int last)
        {
            parent[last] = value;
        }
        else
        {
            parent[(string)path[^1]] = value;
        }
    }
}
