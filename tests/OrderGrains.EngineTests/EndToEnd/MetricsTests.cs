using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A hub whose measures may be collected.</summary>
public sealed class MeasuredHub() : Hub("00:15:00")
{
    public const string Key = "the-key-of-who-collects";

    public async Task<(HttpStatusCode Status, string Text)> ScrapeAsync(string? key = Key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Vendors.Hub!, "/metrics"));
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    protected override string Settings()
    {
        var settings = JsonNode.Parse(base.Settings())!;
        settings["OrderGrains"]!["Metrics"] = new JsonObject { ["Key"] = Key };
        return settings.ToJsonString();
    }
}

[Collection(EndToEndTests.Name)]
public sealed partial class MetricsTests(MeasuredHub hub) : IClassFixture<MeasuredHub>
{
    private const string Order = "metered-order";

    [Fact]
    public async Task An_order_shows_in_each_measure_and_its_id_in_none()
    {
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, Order)));
        await hub.OrderAsync($"opabox/{Order}", order => order.Vtex == "Approved" && order.Settled, "VTEX has the order");
        using var paused = await hub.ApiAsync(HttpMethod.Post, $"/api/targets/{Acme.Name}/bonifiq/pause");
        using var refused = await hub.OpaboxAsync("{}"u8.ToArray(), "no-key");
        string[] sought =
        [
            """ordergrains_webhooks_duration_seconds_count{hook="opabox/orders",outcome="accepted",tenant="acme"}""",
            """ordergrains_webhooks_duration_seconds_count{hook="opabox/orders",outcome="unauthorized",tenant="-"}""",
            """ordergrains_webhooks_duration_seconds_count{hook="vtex/processing-result",outcome="accepted",tenant="acme"}""",
            """ordergrains_turns_total{outcome="accepted",tenant="acme"}""",
            "ordergrains_commands_waiting{} 0",
            """ordergrains_commit_duration_seconds_count{outcome="kept"}""",
            "ordergrains_commit_turns_count{}",
            "ordergrains_commit_writes_count{}",
            """ordergrains_calls_duration_seconds_count{operation="PlaceOrder",outcome="delivered",target="vtex",tenant="acme"}""",
            """ordergrains_lane_due{target="vtex",tenant="acme"} 0""",
            """ordergrains_lane_oldest_due_seconds{target="vtex",tenant="acme"} 0""",
            """ordergrains_lane_calls{target="vtex",tenant="acme"} 0""",
            """ordergrains_lane_paused{target="bonifiq",tenant="acme"} 1""",
            """ordergrains_lane_blocked{target="vtex",tenant="acme"} 0""",
            """ordergrains_orders{state="parked",tenant="acme"} 0""",
            """ordergrains_store_size_bytes{part="database"}""",
            "ordergrains_log_lost_total{} 0",
            "orleans_",
            "dotnet_gc_",
            "http_server_request_duration_seconds_count",
            "resilience_polly_",
        ];
        var text = await Within.Until(
            async () => Plain((await hub.ScrapeAsync()).Text), text => sought.All(one => text.Contains(one, StringComparison.Ordinal)), "each measure shows",
            () => hub.Silo.Output);

        Assert.DoesNotContain(Order, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Acme.VtexSecret, text, StringComparison.Ordinal);
        var labels = Page();
        Assert.All(OurLine().Matches(text), line => Assert.Equal(
            (line.Value, labels[Named(line.Groups["name"].Value)]),
            (line.Value, string.Join(',', Label().Matches(line.Groups["labels"].Value).Select(label => label.Groups[1].Value).Except(["le"]).Order(StringComparer.Ordinal)))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(Acme.OperatorKey)]
    public async Task Who_has_not_its_key_gets_none(string? key)
    {
        var (status, text) = await hub.ScrapeAsync(key);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.DoesNotContain("ordergrains", text, StringComparison.Ordinal);
    }

    /// <summary>Without the labels that name the meter, which each line has.</summary>
    private static string Plain(string text) => Scope().Replace(text, "{").Replace(",}", "}", StringComparison.Ordinal);

    /// <summary>The labels of each metric by its name in the page, as Prometheus spells it.</summary>
    private static Dictionary<string, string> Page() => (
        from line in File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md"))
        where line.StartsWith("| `ordergrains.", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (Name: cells[1].Trim('`').Replace('.', '_'), Labels: string.Join(',', Quoted().Matches(cells[4]).Select(label => label.Groups[1].Value).Order(StringComparer.Ordinal))))
        .ToDictionary(row => row.Name, row => row.Labels);

    private static string Named(string series) => Suffix().Replace(series, "");

    [GeneratedRegex("""\{(otel_scope_[a-z_]+="[^"]*",?)+""")]
    private static partial Regex Scope();

    [GeneratedRegex("""^(?<name>ordergrains_[a-z_]+)\{(?<labels>[^}]*)\}""", RegexOptions.Multiline)]
    private static partial Regex OurLine();

    [GeneratedRegex("""([a-z_]+)="[^"]*""")]
    private static partial Regex Label();

    [GeneratedRegex("`([a-z]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("(_seconds|_bytes)?(_total|_count|_sum|_bucket)?$")]
    private static partial Regex Suffix();
}
