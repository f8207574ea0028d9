using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd.Traces;

/// <summary>A hub that sends all of its traces to a collector.</summary>
public sealed class TracedHub() : Hub("00:15:00")
{
    internal OtlpReceiver Collector { get; } = new();

    protected override string Settings()
    {
        var settings = JsonNode.Parse(base.Settings())!;
        settings["OrderGrains"]!["Telemetry"] = new JsonObject { ["Otlp"] = Collector.Address.ToString(), ["Protocol"] = "HttpProtobuf", ["Sampling"] = 1 };
        return settings.ToJsonString();
    }
}

/// <summary>The spans of one order, from its webhook over its turns and its calls to the vendor's notification, as a collector got them.</summary>
[Collection(EndToEndTests.Name)]
public sealed class TraceTests(TracedHub hub) : IClassFixture<TracedHub>, IDisposable
{
    private const string Name = "traced-order";

    /// <summary>Who listens to ASP.NET: the vendors have spans then, and hand the trace of a call back with its notification.</summary>
    private readonly ActivityListener _vendors = new()
    {
        ShouldListenTo = source => source.Name == "Microsoft.AspNetCore", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    [Fact]
    public async Task An_order_is_found_from_its_webhook_over_each_turn_and_call_to_VTEXs_notification()
    {
        ActivitySource.AddActivityListener(_vendors);
        using var sender = new Activity("sender").Start();
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, Name)));
        await hub.OrderAsync($"opabox/{Name}", order => order.Vtex == "Integrated", "VTEX tells SOI001");
        var (of, trace) = (sender.TraceId.ToHexString(), HubTelemetry.TraceOf(OrderId.Create(Acme.Name, Channel.Opabox, Name)).TraceId.ToHexString());
        var spans = await Within.Until(
            () => Task.FromResult(hub.Collector.Spans.ToList()),
            spans => spans.Any(span => span.Trace == trace && IsHook(span, "processing-result")) && spans.Any(span => span.Trace == of && IsHook(span, "opabox/orders")),
            "the spans came",
            () => $"{string.Join('\n', hub.Collector.Spans)}\n{hub.Silo.Output}");

        // The webhook has its sender's trace, and a link to the order's.
        var webhook = spans.Single(span => span.Trace == of && IsHook(span, "opabox/orders") && span.Attribute(HubTelemetry.OrderTag) is not null);
        Assert.Equal(($"acme/opabox/{Name}", "/hooks/{tenant}/opabox/orders"), (webhook.Attribute(HubTelemetry.OrderTag), webhook.Attribute("http.route")));
        Assert.Contains(trace, webhook.Links);
        var turn = spans.First(span => span.Trace == of && span.Name.StartsWith("turn ", StringComparison.Ordinal));
        Assert.Contains(webhook.Id, Above(turn, spans));
        Assert.Contains(trace, turn.Links);

        // The call is of the order's trace; what VTEX tells of it comes back in that.
        var call = spans.First(span => span.Trace == trace && span.Name == "call vtex PlaceOrder");
        Assert.Equal("delivered", call.Attribute(HubTelemetry.OutcomeTag));
        Assert.Contains(spans, span => span.Kind == SentSpan.Client && span.Attribute("server.address") == "127.0.0.1" && Above(span, spans).Contains(call.Id));
        var notification = spans.First(span => span.Trace == trace && IsHook(span, "processing-result"));
        Assert.Contains(spans, span => span.Name.StartsWith("turn ", StringComparison.Ordinal) && Above(span, spans).Contains(notification.Id));

        // At its end it sends what it has, the metrics too. Nothing of the customer, no secret, no address.
        hub.Silo.Terminate();
        Assert.Equal(0, await hub.Silo.ExitAsync("the stop"));
        Assert.Contains(hub.Collector.Bodies, body => body.Signal == "metrics");
        Assert.All(hub.Collector.Bodies, body =>
        {
            var text = Encoding.Latin1.GetString(body.Body);
            Assert.All(
                (string[])[Acme.VtexSecret, Acme.OpaboxKey, "28552233851", "url.path", "url.full"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        });
    }

    public void Dispose() => _vendors.Dispose();

    private static bool IsHook(SentSpan span, string end) => span.Kind == SentSpan.Server && span.Attribute("http.route")?.EndsWith(end, StringComparison.Ordinal) == true;

    /// <summary>Ids of the spans that a span is under.</summary>
    private static List<string> Above(SentSpan span, List<SentSpan> all)
    {
        List<string> above = [];
        for (var at = span; at is not null; at = all.FirstOrDefault(one => one.Trace == at.Trace && one.Id == at.Parent))
        {
            above.Add(at.Parent);
        }

        return above;
    }
}
