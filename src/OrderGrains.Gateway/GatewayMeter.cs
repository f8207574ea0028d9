using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrderGrains.Gateway;

/// <summary>What the gateway counts and times, on the meter <see cref="HubTelemetry.Name"/>. No label is of an order, a person or an address.</summary>
internal sealed class GatewayMeter
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 4, 5] };

    private readonly Histogram<double> _webhooks;
    private readonly Histogram<double> _checks;
    private readonly Counter<long> _foreign;
    private readonly Counter<long> _unrecorded;

    /// <summary>Made with the host's factory.</summary>
    public GatewayMeter(IMeterFactory factory)
    {
        var meter = factory.Create(HubTelemetry.Name);
        _webhooks = meter.CreateHistogram("ordergrains.webhooks.duration", "s", "Webhooks, from their headers to their answer", null, Seconds);
        _checks = meter.CreateHistogram("ordergrains.checker.duration", "s", "Answers of OrderChecker", null, Seconds);
        _foreign = meter.CreateCounter<long>("ordergrains.vtex.foreign_notifications", "{notification}", "VTEX notifications that name an order that is not ours");
        _unrecorded = meter.CreateCounter<long>("ordergrains.checker.unrecorded", "{answer}", "Checker answers that no timeline shows");
    }

    /// <summary>Whether anybody wants to know of webhooks.</summary>
    public bool Listens => _webhooks.Enabled;

    /// <summary>A webhook was answered.</summary>
    /// <param name="took">How long that took.</param>
    /// <param name="tenant">The tenant; null where no good key was shown, so that a stranger names none.</param>
    /// <param name="hook">One of ours.</param>
    /// <param name="outcome">What the turn says, or one of <see cref="WordOf"/>.</param>
    public void Webhook(TimeSpan took, string? tenant, string hook, string outcome) =>
        _webhooks.Record(took.TotalSeconds, new TagList { { "tenant", tenant ?? "-" }, { "hook", hook }, { "outcome", outcome } });

    /// <summary>The word for an answer that no turn gave.</summary>
    public static string WordOf(int status) => status switch
    {
        < 300 => "accepted",
        401 => "unauthorized",
        403 => "blocked",
        429 => "limited",
        503 => "unavailable",
        _ => "malformed",
    };

    /// <summary>A cart was answered.</summary>
    /// <param name="took">How long that took.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="result">catalog_down, blocked, errors, notes or clean.</param>
    public void Checked(TimeSpan took, string tenant, string result) => _checks.Record(took.TotalSeconds, new("tenant", tenant), new("result", result));

    /// <summary>VTEX told of an order that is not ours.</summary>
    public void ForeignNotification(string tenant) => _foreign.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    /// <summary>A checker's answer could not be recorded.</summary>
    public void Unrecorded(string tenant) => _unrecorded.Add(1, new KeyValuePair<string, object?>("tenant", tenant));
}
