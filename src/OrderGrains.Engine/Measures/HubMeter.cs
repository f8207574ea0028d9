using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrderGrains.Engine;

/// <summary>
/// What orders, lanes and stores count and time, on the meter <see cref="HubTelemetry.Name"/>. Labels are names of tenants, targets, operations and outcomes, so that there are as
/// many series as the settings ask for: none is of an order or of a person. Nobody who listens costs next to nothing.
/// </summary>
public sealed class HubMeter
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] };
    private static readonly InstrumentAdvice<int> Several = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    private readonly Counter<long> _turns;
    private readonly UpDownCounter<long> _waiting;
    private readonly Histogram<double> _commits;
    private readonly Histogram<int> _turnsOfWrite;
    private readonly Histogram<int> _writesOfCommit;
    private readonly Histogram<double> _calls;

    /// <summary>Makes the instruments.</summary>
    /// <param name="factory">The host's; null for a meter of its own.</param>
    public HubMeter(IMeterFactory? factory)
    {
        var meter = factory?.Create(HubTelemetry.Name) ?? new Meter(HubTelemetry.Name);
        _turns = meter.CreateCounter<long>("ordergrains.turns", "{turn}", "Commands that orders took");
        _waiting = meter.CreateUpDownCounter<long>("ordergrains.commands.waiting", "{command}", "Commands that wait for their order, its write included");
        _commits = meter.CreateHistogram("ordergrains.commit.duration", "s", "From an order's write to its end in the store", null, Seconds);
        _turnsOfWrite = meter.CreateHistogram("ordergrains.commit.turns", "{turn}", "Turns of one write of an order", null, Several);
        _writesOfCommit = meter.CreateHistogram("ordergrains.commit.writes", "{write}", "Writes, of many orders, in one transaction of the store", null, Several);
        _calls = meter.CreateHistogram("ordergrains.calls.duration", "s", "Calls to targets", null, Seconds);
        Lanes = new(meter);
        Store = new(meter);
    }

    /// <summary>For parts that nobody measures.</summary>
    public static HubMeter Unheard { get; } = new(null);

    /// <summary>What the lanes of this process show.</summary>
    public LaneMeasures Lanes { get; }

    /// <summary>What the store holds.</summary>
    public StoreMeasures Store { get; }

    /// <summary>A command waits, or with -1 waits no more.</summary>
    public void Waits(int change) => _waiting.Add(change);

    /// <summary>A command was taken.</summary>
    /// <param name="tenant">Whose order.</param>
    /// <param name="outcome">How; null where the turn failed.</param>
    public void Turn(string tenant, Outcome? outcome) => _turns.Add(1, new("tenant", tenant), new("outcome", Word(outcome)));

    /// <summary>A write of an order ended.</summary>
    /// <param name="took">How long it took.</param>
    /// <param name="turns">How many turns it holds.</param>
    /// <param name="kept">Whether the store kept it.</param>
    public void Wrote(TimeSpan took, int turns, bool kept)
    {
        _commits.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", kept ? "kept" : "failed"));
        _turnsOfWrite.Record(turns);
    }

    /// <summary>The store writes a transaction.</summary>
    public void Commits(int writes) => _writesOfCommit.Record(writes);

    /// <summary>A call ended.</summary>
    /// <param name="took">How long it took.</param>
    /// <param name="delivery">What was called.</param>
    /// <param name="result">How it ended.</param>
    public void Called(TimeSpan took, Delivery delivery, DeliveryResult result)
    {
        if (_calls.Enabled)
        {
            _calls.Record(took.TotalSeconds, new TagList
            {
                { "tenant", delivery.Order.Tenant }, { "target", delivery.Request.Target }, { "operation", delivery.Request.Operation.ToString() }, { "outcome", Word(result) },
            });
        }
    }

    /// <summary>The word for how a turn ended.</summary>
    public static string Word(Outcome? outcome) => outcome switch
    {
        Outcome.Accepted => "accepted",
        Outcome.Repeated => "repeated",
        Outcome.Stale => "stale",
        Outcome.Refused => "refused",
        _ => "failed",
    };

    /// <summary>The word for how a call ended.</summary>
    public static string Word(DeliveryResult result) => result switch
    {
        Delivered => "delivered",
        DeliveryRefused => "refused",
        RetryLater => "retry_later",
        CredentialsRefused => "credentials_refused",
        NotTried => "not_tried",
        _ => "unknown",
    };
}
