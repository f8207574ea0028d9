using System.Diagnostics.Metrics;

namespace OrderGrains.Gateway;

/// <summary>What the gateway counts.</summary>
internal sealed class GatewayMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "OrderGrains.Gateway";

    private readonly Meter _meter;
    private readonly Counter<long> _foreign;
    private readonly Counter<long> _unrecorded;

    /// <summary>Made with the host's factory.</summary>
    public GatewayMeter(IMeterFactory factory)
    {
        _meter = factory.Create(Name);
        _foreign = _meter.CreateCounter<long>(
            "ordergrains.vtex.foreign_notifications", description: "VTEX notifications that name an order that is not ours");
        _unrecorded = _meter.CreateCounter<long>(
            "ordergrains.checker.unrecorded", description: "Checker answers that no timeline shows");
    }

    /// <summary>VTEX told of an order that is not ours.</summary>
    public void ForeignNotification(string tenant) => _foreign.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    /// <summary>A checker's answer could not be recorded.</summary>
    public void Unrecorded(string tenant) => _unrecorded.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
