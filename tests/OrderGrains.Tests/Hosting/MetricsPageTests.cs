using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.Gateway;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

/// <summary>That docs/operations.md has every instrument of the meter once, of the kind and in the unit that the code has.</summary>
public sealed class MetricsPageTests
{
    [Fact]
    public async Task The_page_has_each_instrument_with_its_kind_and_unit()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        ConcurrentQueue<(string Name, string, string)> made = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == HubTelemetry.Name && instrument.Meter.Scope == factory)
                {
                    made.Enqueue((instrument.Name, KindOf(instrument), instrument.Unit ?? ""));
                }
            },
        };
        listener.Start();
        _ = new HubMeter(factory);
        _ = new GatewayMeter(factory);
        using var lost = new LostLinesWatch(new(), TimeProvider.System, factory, NullLogger<LostLinesWatch>.Instance);
        await lost.StartAsync(default);
        await Within.Until(() => Task.FromResult(made.Any(one => one.Name == "ordergrains.log.lost")), isMade => isMade, "the log is watched");
        await lost.StopAsync(default);

        Assert.Equal(made.Order(), Rows().Order());
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        nameof(Histogram<>) => "histogram",
        nameof(Counter<>) or nameof(ObservableCounter<>) => "counter",
        _ => "gauge",
    };

    private static IEnumerable<(string Name, string Kind, string Unit)> Rows() =>
        from line in File.ReadLines(Repository.File("docs/operations.md"))
        where line.StartsWith("| `ordergrains.", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (cells[1].Trim('`'), cells[2], cells[3].Trim('`'));
}
