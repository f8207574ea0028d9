using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;

namespace OrderGrains.Tests.Connectors.Http;

public sealed class PipelineMetricsTests
{
    private static readonly AsyncLocal<bool> Mine = new(); // Other tests call at the same time.

    [Fact]
    public async Task Calls_and_attempts_are_counted_and_timed_by_target_and_tenant()
    {
        Mine.Value = true;
        var measured = new ConcurrentQueue<(string Instrument, string? Target, string? Tenant)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, its) =>
            {
                if (instrument.Meter.Name == "Polly")
                {
                    its.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            if (Mine.Value)
            {
                var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
                measured.Enqueue((instrument.Name, named.GetValueOrDefault("pipeline.name"), named.GetValueOrDefault("pipeline.instance")));
            }
        });
        listener.Start();

        var vendor = new Vendor().Answers(HttpStatusCode.OK);
        await vendor.CallAsync(SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.OmniChat, Operation.ChangeStatus, "SHIPPED"));

        Assert.Contains(("resilience.polly.pipeline.duration", Target.OmniChat, "acme"), measured);
        Assert.Contains(("resilience.polly.strategy.attempt.duration", Target.OmniChat, "acme"), measured);
    }
}
