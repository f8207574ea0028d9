using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Deploy;

/// <summary>A test class that needs Prometheus and its tool.</summary>
public sealed class NeedsPrometheusAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => ServerProcess.Find("promtool") is null || ServerProcess.Find("prometheus") is null ? "Prometheus is not installed." : null;
}

/// <summary>The rules of <c>deploy/observability</c>, as Prometheus' own tool sees them.</summary>
[NeedsPrometheus]
public sealed class AlertTests
{
    [Theory]
    [InlineData("alerts.yml", "check", "rules")]
    [InlineData("alerts.test.yml", "test", "rules")]
    [InlineData("prometheus.yml", "check", "config", "--syntax-only")]
    public Task Prometheus_tool_finds_nothing_wrong(string file, params string[] arguments) =>
        ServerProcess.RunAsync([ServerProcess.Find("promtool")!, .. arguments, Path.Combine(Observability.Folder, file)]);
}

/// <summary>What rules, their tests, the dashboard and the page say of each other.</summary>
public sealed partial class ObservabilityTests
{
    /// <summary>What Prometheus itself and the framework name, beside ours.</summary>
    private static readonly string[] Others =
        ["dotnet_gc_last_collection_heap_size_bytes", "dotnet_process_cpu_time_seconds_total", "dotnet_process_memory_working_set_bytes"];

    [Fact]
    public void Each_alert_has_a_test_that_causes_it_and_a_heading_in_the_page_that_says_what_to_do()
    {
        var alerts = AlertName().Matches(Observability.Read("alerts.yml")).Select(match => match.Groups[1].Value).ToList();
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        Assert.Equal(16, alerts.Count);
        Assert.Equal(alerts, Heading().Matches(page[page.IndexOf("## Alerts", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value).Where(alerts.Contains));
        Assert.All(alerts, alert => Assert.Matches($@"alertname: {alert}\n +exp_alerts:\n +- exp_labels", Observability.Read("alerts.test.yml")));
        Assert.All(alerts, alert => Assert.Contains($"runbook: docs/operations.md#{alert.ToLowerInvariant()}\n", Observability.Read("alerts.yml"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alerts.yml")]
    [InlineData("dashboard.json")]
    public void Each_metric_that_is_asked_for_is_in_the_page(string file)
    {
        var known = File.ReadLines(Path.Combine(Repository.Root, "docs", "operations.md")).Where(line => line.StartsWith("| `ordergrains.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .SelectMany(cells => Named(cells[1].Trim('`').Replace('.', '_'), cells[2], cells[3].Trim('`'))).Concat(Others).ToHashSet();
        var asked = Metric().Matches(Observability.Read(file)).Select(match => match.Value).Distinct().ToList();
        Assert.True(asked.Count > 8, $"{asked.Count} metrics");
        Assert.Empty(asked.Except(known));
    }

    [Fact]
    public void The_dashboard_has_a_question_in_each_panel()
    {
        var panels = JsonNode.Parse(Observability.Read("dashboard.json"))!["panels"]!.AsArray();
        Assert.All(panels, panel => Assert.All(panel!["targets"]!.AsArray(), target => Assert.False(string.IsNullOrEmpty((string?)target!["expr"]))));
        Assert.Equal(panels.Count, panels.Select(panel => (string?)panel!["title"]).Distinct().Count());
    }

    /// <summary>The names that Prometheus gives an instrument.</summary>
    private static IEnumerable<string> Named(string name, string kind, string unit)
    {
        var whole = name + (unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });
        return kind switch
        {
            "histogram" => [$"{whole}_bucket", $"{whole}_count", $"{whole}_sum"],
            "counter" => [$"{whole}_total"],
            _ => [whole],
        };
    }

    [GeneratedRegex(@"^ +- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex AlertName();

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\b(ordergrains|dotnet)_[a-z_]+")]
    private static partial Regex Metric();
}

/// <summary>The folder <c>deploy/observability</c>.</summary>
internal static class Observability
{
    public static string Folder => Path.Combine(Repository.Root, "deploy", "observability");

    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
