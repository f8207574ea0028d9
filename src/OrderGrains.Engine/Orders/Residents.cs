using System.Collections.Concurrent;

namespace OrderGrains.Engine;

/// <summary>The orders in memory of one silo, bounded in number and in bytes: those that were used least lately are asked to leave first.</summary>
/// <param name="limits">The bounds.</param>
public sealed class Residents(OrderLimits limits)
{
    private readonly ConcurrentDictionary<OrderActor, bool> _all = new();
    private readonly Lock _eviction = new();
    private int _count;
    private long _bytes;
    private long _tick;
    private int _leaving;
    private long _leavingBytes;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Bytes of their records.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>An order came into memory.</summary>
    internal void Add(OrderActor order)
    {
        if (_all.TryAdd(order, true))
        {
            Interlocked.Increment(ref _count);
        }
    }

    /// <summary>An order left memory.</summary>
    internal void Remove(OrderActor order)
    {
        if (!_all.TryRemove(order, out _))
        {
            return;
        }

        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -order.ResidentBytes);
        lock (_eviction)
        {
            if (order.Leaving is { } bytes)
            {
                (_leaving, _leavingBytes) = (_leaving - 1, _leavingBytes - bytes);
            }
        }
    }

    /// <summary>An order was used, and its record takes so many bytes more.</summary>
    internal void Used(OrderActor order, int more)
    {
        order.LastUsed = Interlocked.Increment(ref _tick);
        if (Interlocked.Add(ref _bytes, more) > limits.ResidentBytes || Count > limits.Residents)
        {
            Evict();
        }
    }

    /// <summary>Down to three quarters, so that the oldest are not sorted out at every use. Who comes while another does that goes on.</summary>
    private void Evict()
    {
        if (!_eviction.TryEnter())
        {
            return;
        }

        try
        {
            if (Bytes - _leavingBytes <= limits.ResidentBytes && Count - _leaving <= limits.Residents)
            {
                return; // Enough are on their way out.
            }

            var (many, much) = (Count - _leaving - (limits.Residents * 3 / 4), Bytes - _leavingBytes - (limits.ResidentBytes * 3 / 4));
            foreach (var (_, order) in _all.Keys.Where(order => order.Leaving is null).Select(order => (order.LastUsed, order)).OrderBy(pair => pair.LastUsed).ToList())
            {
                if (many <= 0 && much <= 0)
                {
                    break;
                }

                var bytes = order.ResidentBytes;
                order.Leaving = bytes;
                (_leaving, _leavingBytes, many, much) = (_leaving + 1, _leavingBytes + bytes, many - 1, much - bytes);
                order.Leave();
            }
        }
        finally
        {
            _eviction.Exit();
        }
    }
}
