using System.Collections.Concurrent;

namespace OrderGrains.Embedded.Mailboxes;

/// <summary>The orders in memory, bounded in number and in bytes: the idle ones that were used least lately leave first.</summary>
internal sealed class ActivationTable(EmbeddedOptions options)
{
    private readonly ConcurrentDictionary<OrderId, Activation> _all = new();
    private readonly Lock _eviction = new();
    private int _count;
    private long _bytes;
    private long _tick;

    public int Count => Volatile.Read(ref _count);

    public Activation? Find(OrderId order) => _all.GetValueOrDefault(order);

    /// <exception cref="EngineUnavailableException">No room, and nothing is idle.</exception>
    public Activation GetOrAdd(OrderId order)
    {
        if (!_all.TryGetValue(order, out var activation))
        {
            if (Count >= options.MaxActivations && !MakeRoom())
            {
                throw new EngineUnavailableException("Too many orders are at work.", options.RetryAfter);
            }

            var made = new Activation(order);
            activation = _all.GetOrAdd(order, made);
            if (activation == made)
            {
                Interlocked.Increment(ref _count);
            }
        }

        activation.LastUsed = Interlocked.Increment(ref _tick);
        return activation;
    }

    /// <summary>An activation's record takes more or fewer bytes than before.</summary>
    public void Resized(int before, int after)
    {
        if (Interlocked.Add(ref _bytes, after - before) > options.MaxActivationBytes && after > before && _eviction.TryEnter())
        {
            try
            {
                Evict();
            }
            finally
            {
                _eviction.Exit();
            }
        }
    }

    /// <summary>False where all that is in memory is at work. Who comes while another makes room waits for it: it is a matter of milliseconds.</summary>
    private bool MakeRoom()
    {
        lock (_eviction)
        {
            if (Count >= options.MaxActivations)
            {
                Evict();
            }

            return Count < options.MaxActivations;
        }
    }

    private void Evict()
    {
        var few = Math.Min(Count, options.MaxActivations) * 3 / 4;
        var little = options.MaxActivationBytes * 3 / 4;
        foreach (var (_, activation) in _all.Select(pair => (pair.Value.LastUsed, pair.Value)).OrderBy(pair => pair.LastUsed).ToList())
        {
            if (Count <= few && Interlocked.Read(ref _bytes) <= little)
            {
                break;
            }

            if (activation.TryRetire() && _all.TryRemove(new(activation.Order, activation)))
            {
                Interlocked.Decrement(ref _count);
                Interlocked.Add(ref _bytes, -(activation.Bytes));
            }
        }
    }
}
