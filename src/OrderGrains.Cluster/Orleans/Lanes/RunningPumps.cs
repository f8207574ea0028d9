using System.Collections.Concurrent;

namespace OrderGrains.Cluster;

/// <summary>The pumps of this silo's lanes.</summary>
internal sealed class RunningPumps
{
    private readonly ConcurrentDictionary<DeliveryPump, bool> _all = new();
    private volatile bool _cut;

    public void Add(DeliveryPump pump)
    {
        _all[pump] = true;
        if (_cut)
        {
            pump.Cut();
        }
    }

    public void Remove(DeliveryPump pump) => _all.TryRemove(pump, out _);

    /// <summary>Starts no more calls and cancels those under way: this process has no say in the cluster any more.</summary>
    public void Cut()
    {
        _cut = true;
        foreach (var pump in _all.Keys)
        {
            pump.Cut();
        }
    }
}
