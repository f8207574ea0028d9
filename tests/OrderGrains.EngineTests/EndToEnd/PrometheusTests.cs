using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Deploy;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A real Prometheus with the files of <c>deploy/observability</c>: it collects a hub by its key, and its rules find what is the matter.</summary>
[Collection(EndToEndTests.Name)]
[NeedsPrometheus]
public sealed partial class PrometheusTests(MeasuredHub hub) : IClassFixture<MeasuredHub>
{
    [Fact]
    public async Task It_collects_the_hub_and_an_alert_finds_the_target_that_is_paused()
    {
        using (await hub.ApiAsync(HttpMethod.Post, $"/api/targets/{Acme.Name}/vtex/pause"))
        {
            // The alert waits for an hour before it fires; until then it is pending.
        }

        var folder = Directory.CreateTempSubdirectory("ordergrains-prometheus-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "key"), MeasuredHub.Key);
        foreach (var file in (string[])["alerts.yml", "prometheus.yml"])
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, file),
                Observability.Read(file).Replace("/etc/prometheus/ordergrains-key", Path.Combine(folder, "key"), StringComparison.Ordinal)
                    .Replace("localhost:8080", hub.Vendors.Hub!.Authority, StringComparison.Ordinal).Replace("_interval: 15s", "_interval: 1s", StringComparison.Ordinal));
        }

        var (server, said) = await ServerProcess.OwnAsync(
            Listening(), folder, ServerProcess.Find("prometheus")!, $"--config.file={Path.Combine(folder, "prometheus.yml")}", "--web.listen-address=127.0.0.1:0",
            $"--storage.tsdb.path={Path.Combine(folder, "data")}");
        await using var its = server;
        using var http = new HttpClient { BaseAddress = new($"http://{said.Groups[1].Value}") };
        var rules = await Within.Until(
            async () => await Rules(http), rules => (string?)rules.GetValueOrDefault("TargetPaused")?["state"] == "pending", "the alert waits for its hour", () => hub.Silo.Output);

        Assert.Equal(16, rules.Count);
        Assert.All(rules, rule => Assert.Equal(("ok", ""), ((string?)rule.Value["health"], (string?)rule.Value["lastError"] ?? "")));
        var alert = Assert.Single(rules["TargetPaused"]["alerts"]!.AsArray())!;
        Assert.Equal("vtex of acme has been paused for an hour.", (string?)alert["annotations"]!["summary"]);
        Assert.Equal("inactive", (string?)rules["HubDown"]["state"]);
    }

    private static async Task<Dictionary<string, JsonNode>> Rules(HttpClient http)
    {
        try
        {
            var groups = JsonNode.Parse(await http.GetStringAsync("/api/v1/rules"))!["data"]!["groups"]!.AsArray();
            return groups.SelectMany(group => group!["rules"]!.AsArray()).ToDictionary(rule => (string)rule!["name"]!, rule => rule!);
        }
        catch (HttpRequestException)
        {
            return []; // It listens, and is not ready yet.
        }
    }

    [GeneratedRegex("""Listening on" address=(\S+)""")]
    private static partial Regex Listening();
}
