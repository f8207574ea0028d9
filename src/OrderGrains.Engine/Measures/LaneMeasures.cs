using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OrderGrains.Engine;

/// <summary>How the lanes that stand in this process do, by tenant and target, as each last said it: nothing is counted to show them.</summary>
public sealed class LaneMeasures
{
    private readonly ConcurrentDictionary<LaneGauge, bool> _lanes = new();

    internal LaneMeasures(Meter meter)
    {
        meter.CreateObservableGauge("ordergrains.lane.due", () => Of(lane => lane.Due), "{order}", "Orders with a call that is due and waits, counted to some 50,000");
        meter.CreateObservableGauge("ordergrains.lane.oldest_due", () => Of(lane => lane.OldestSeconds), "s", "How long the oldest call that waits has been due");
        meter.CreateObservableGauge("ordergrains.lane.calls", () => Of(lane => lane.Calls), "{call}", "Calls under way");
        meter.CreateObservableGauge("ordergrains.lane.paused", () => Of(lane => lane.Paused ? 1 : 0), null, "1 while an operator's pause holds");
        meter.CreateObservableGauge("ordergrains.lane.blocked", () => Of(lane => lane.Blocked ? 1 : 0), null, "1 from an outage, an open breaker included, to the next answer");
    }

    /// <summary>A lane stands here.</summary>
    public void Add(LaneGauge lane) => _lanes[lane] = true;

    /// <summary>It does no more.</summary>
    public void Remove(LaneGauge lane) => _lanes.TryRemove(lane, out _);

    private IEnumerable<Measurement<T>> Of<T>(Func<LaneGauge, T> value)
        where T : struct => _lanes.Keys.Select(lane => new Measurement<T>(value(lane), lane.Labels));
}

/// <summary>What one lane last said of itself; read from any thread.</summary>
/// <param name="name">The lane.</param>
/// <param name="clock">The hub's.</param>
public sealed class LaneGauge(LaneName name, HubClock clock)
{
    private volatile int _due;
    private volatile int _calls;
    private volatile bool _paused;
    private volatile bool _blocked;
    private long _oldest; // Ticks of UTC; 0 where nothing waits.

    /// <summary>Tenant and target.</summary>
    public KeyValuePair<string, object?>[] Labels { get; } = [new("tenant", name.Tenant), new("target", name.Target)];

    /// <summary>Orders with a call that is due and waits.</summary>
    public int Due => _due;

    /// <summary>Calls under way.</summary>
    public int Calls => _calls;

    /// <summary>Whether an operator paused it.</summary>
    public bool Paused => _paused;

    /// <summary>Whether the target is held to be away.</summary>
    public bool Blocked => _blocked;

    /// <summary>Seconds since the oldest that waits came due; 0 where nothing waits.</summary>
    public double OldestSeconds => Interlocked.Read(ref _oldest) is > 0 and var ticks ? Math.Max(0, (clock.Now().UtcTicks - ticks) / (double)TimeSpan.TicksPerSecond) : 0;

    /// <summary>Says all of it anew.</summary>
    internal void Show(int due, int calls, LaneGate gate, DateTimeOffset? oldest)
    {
        (_due, _calls, _paused, _blocked) = (due, calls, gate.Pause is not null, gate.Pause is null && gate.Since is not null);
        Interlocked.Exchange(ref _oldest, oldest?.UtcTicks ?? 0);
    }
}
