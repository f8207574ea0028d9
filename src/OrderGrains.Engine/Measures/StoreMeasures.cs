using System.Diagnostics.Metrics;

namespace OrderGrains.Engine;

/// <summary>What the store holds, as it was last counted: to show it counts nothing.</summary>
public sealed class StoreMeasures
{
    private readonly ObservableGauge<long> _orders;
    private readonly ObservableGauge<long> _sizes;
    private volatile IReadOnlyList<Measurement<long>> _counted = [];
    private volatile IReadOnlyList<Measurement<long>> _measured = [];

    internal StoreMeasures(Meter meter)
    {
        _orders = meter.CreateObservableGauge("ordergrains.orders", () => _counted, "{order}", "Orders that owe a call, that have a parked one, and that need a person");
        _sizes = meter.CreateObservableGauge("ordergrains.store.size", () => _measured, "By", "Size of each part of the store");
    }

    /// <summary>Whether anybody listens, so that counting is worth it.</summary>
    public bool Wanted => _orders.Enabled || _sizes.Enabled;

    /// <summary>Says anew how many orders there are.</summary>
    /// <param name="counts">By tenant and state: owed, parked or attention.</param>
    public void Count(IEnumerable<(string Tenant, string State, int Count)> counts) =>
        _counted = [.. counts.Select(one => new Measurement<long>(one.Count, new KeyValuePair<string, object?>("tenant", one.Tenant), new("state", one.State)))];

    /// <summary>Says anew how large it is.</summary>
    /// <param name="sizes">Bytes of each part.</param>
    public void Measure(IEnumerable<StorePart> sizes) =>
        _measured = [.. sizes.Select(one => new Measurement<long>(one.Bytes, new KeyValuePair<string, object?>("part", one.Name)))];
}

/// <summary>A part of a store.</summary>
/// <param name="Name">Of a few names that the store's kind has.</param>
/// <param name="Bytes">Its size.</param>
public readonly record struct StorePart(string Name, long Bytes);

/// <summary>A store that knows how large it is without reading what is in it.</summary>
public interface IStoreSizes
{
    /// <summary>Its parts.</summary>
    Task<IReadOnlyList<StorePart>> SizesAsync(CancellationToken cancellationToken);
}
