namespace OrderGrains.Engine;

/// <summary>
/// What waits for a store's one writer, bounded. A writer that waits is woken by whoever adds, not by way of the thread pool, where its
/// wake would stand behind all requests that wait there.
/// </summary>
/// <typeparam name="T">What waits.</typeparam>
/// <param name="bound">Most that wait.</param>
public sealed class WriteQueue<T>(int bound)
{
    private readonly object _gate = new(); // Waited on, which a Lock cannot be.
    private readonly Queue<T> _waiting = [];
    private bool _idle;
    private bool _closed;

    /// <summary>False where it is full or closed.</summary>
    public bool TryAdd(T write)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= bound)
            {
                return false;
            }

            _waiting.Enqueue(write);
            if (_idle)
            {
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Takes nothing more; what waits is still handed out.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// Fills a list with what waits, once anything does, and leaves it empty where nothing has come for a while; false where nothing waits and nothing more comes. For
    /// one thread.
    /// </summary>
    /// <param name="batch">Filled.</param>
    /// <param name="most">Most that it takes.</param>
    /// <param name="patience">The while; without end where it is infinite.</param>
    public bool Take(List<T> batch, int most, TimeSpan patience)
    {
        batch.Clear();
        lock (_gate)
        {
            if (_waiting.Count == 0 && !_closed)
            {
                _idle = true;
                Monitor.Wait(_gate, patience);
                _idle = false;
            }

            if (_waiting.Count == 0)
            {
                return !_closed;
            }

            while (batch.Count < most && _waiting.TryDequeue(out var write))
            {
                batch.Add(write);
            }
        }

        return true;
    }
}
