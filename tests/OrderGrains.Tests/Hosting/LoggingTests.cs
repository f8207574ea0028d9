using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OrderGrains.Silo;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Json;

namespace OrderGrains.Tests.Hosting;

public class LoggingTests
{
    private const string Path = "/hooks/acme/vtex/zq9/order-hook";

    [Fact]
    public void No_line_carries_the_address_of_its_request()
    {
        var log = Lines((factory) =>
        {
            var logger = factory.CreateLogger("OrderGrains.Gateway");
            using (logger.BeginScope(new Dictionary<string, object> { ["RequestPath"] = Path, ["RequestId"] = "1" }))
            using (logger.BeginScope("HTTP {HttpMethod} {Uri}", "POST", Path))
            {
                logger.LogWarning("Something of the order");
            }
        });

        Assert.Contains("Something of the order", log, StringComparison.Ordinal);
        Assert.DoesNotContain("zq9", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("System.Net.Http.HttpClient.acme/vtex.LogicalHandler")]
    public void Requests_are_not_told_of_whatever_the_levels_are(string category)
    {
        var log = Lines(factory =>
        {
            factory.CreateLogger(category).LogInformation("Request starting {Path}", Path);
            factory.CreateLogger(category).LogWarning("Something is wrong");
        });

        Assert.Contains("Something is wrong", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Request starting", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_says_its_trace_and_the_order_that_a_span_around_it_is_about()
    {
        using var request = new Activity("request").SetTag(HubTelemetry.OrderTag, "acme/opabox/1").Start();
        using var inner = new Activity("inner").Start();
        var log = Lines(factory =>
        {
            factory.CreateLogger("OrderGrains.Gateway").LogWarning("Something");
            factory.CreateLogger("OrderGrains.Gateway").LogWarning("Something of {Order}", "acme/opabox/2");
        });

        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["acme/opabox/1", "acme/opabox/2"], lines.Select(line => (string?)line["Properties"]!["Order"]));
        Assert.All(lines, line => Assert.Equal(request.TraceId.ToHexString(), (string?)line["TraceId"]));
    }

    [Fact]
    public void The_frameworks_watchdog_is_not_heard_of_the_time_before_its_first_check()
    {
        var log = Lines(factory =>
        {
            var watchdog = factory.CreateLogger("Orleans.Runtime.Watchdog");
            watchdog.LogWarning("Participant check thread has not completed for {TimeSinceLastTick}, potentially", TimeSpan.FromHours(1));
            watchdog.LogWarning("The timer stalled");
        });

        Assert.DoesNotContain("Participant check thread", log, StringComparison.Ordinal);
        Assert.Contains("The timer stalled", log, StringComparison.Ordinal);
    }

    /// <summary>What becomes of a call is told by who made it; how long a part of the framework took to stop is told by nobody who can do anything about it.</summary>
    [Fact]
    public void A_stop_is_not_told_with_the_frameworks_attempts_and_stages()
    {
        var log = Lines(
            factory =>
            {
                factory.CreateLogger("Polly").LogError("Execution attempt. Source: {Source}", "Orleans.Placement");
                factory.CreateLogger("Orleans.Runtime.SiloLifecycleSubject").LogWarning("{Name} stopped in stage {Stage}", "Silo", "GrainDeactivation");
                factory.CreateLogger("Orleans.Messaging").LogWarning("Something else of the framework");
            },
            new ConfigurationBuilder().AddJsonFile(Repository.File("silo/appsettings.json")).Build());

        Assert.Contains("Something else of the framework", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Execution attempt", log, StringComparison.Ordinal);
        Assert.DoesNotContain("GrainDeactivation", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_in_JSON_says_what_a_terminal_shows()
    {
        using StringWriter text = new(), serilogs = new();
        using (var log = new LoggerConfiguration()
            .WriteTo.Sink(new TextSink(text, new JsonLines())).WriteTo.Sink(new TextSink(serilogs, new RenderedCompactJsonFormatter())).CreateLogger())
        {
            log.Warning("{Lane} is not called: {Why}", "acme/vtex", "It said \"no\".");
        }

        var line = JsonNode.Parse(text.ToString())!;
        Assert.Equal(
            ("acme/vtex is not called: It said \"no\".", "Warning", "acme/vtex"), ((string?)line["@m"], (string?)line["@l"], (string?)line["Lane"]));
        Assert.Equal((string?)JsonNode.Parse(serilogs.ToString())!["@i"], (string?)line["@i"]);
    }

    private static string Lines(Action<ILoggerFactory> write, IConfiguration? levels = null)
    {
        levels ??= new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Serilog:MinimumLevel:Default", (string?)"Verbose")]).Build();
        using var text = new StringWriter();
        using (var log = Logging.Levels(levels).WriteTo.Sink(new TextSink(text)).CreateLogger())
        using (var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddSerilog(log)))
        {
            write(factory);
        }

        return text.ToString();
    }

    private sealed class TextSink(TextWriter text, ITextFormatter? lines = null) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => (lines ?? new JsonFormatter(renderMessage: true)).Format(logEvent, text);
    }

    [Theory]
    [InlineData("WriteTo:0:Name", "File", "Serilog:WriteTo:0")]
    [InlineData("WriteTo:0", "Seq", "Serilog:WriteTo:0")]
    [InlineData("MinimumLevel:Default", "Wraning", "Serilog")]
    public void A_log_that_could_not_be_written_is_a_mistake_at_start(string key, string value, string told) =>
        Assert.Equal(told, Assert.Single(Logging.Problems(Section(key, value))).Key);

    [Theory]
    [InlineData("WriteTo:0:Name", "Console")]
    [InlineData("MinimumLevel:Default", "Warning")]
    public void One_that_can_be_is_none(string key, string value) => Assert.Empty(Logging.Problems(Section(key, value)));

    private static IConfiguration Section(string key, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new($"Serilog:{key}", value)]).Build();
}
