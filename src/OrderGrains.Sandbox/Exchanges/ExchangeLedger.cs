namespace OrderGrains.Sandbox.Exchanges;

/// <summary>What each vendor received, in order. Safe from any thread. Keeps the latest up to
/// <see cref="SandboxOptions.LedgerCapacity"/> and <see cref="SandboxOptions.LedgerBytes"/>; older ones are forgotten and counted.</summary>
public sealed class ExchangeLedger
{
    private readonly Lock _gate = new();
    private readonly Queue<LedgerEntry> _entries = [];
    private readonly int _capacity;
    private readonly long _capacityBytes;
    private long _sequence;
    private long _bytes;
    private long _forgotten;

    internal ExchangeLedger(SandboxOptions options)
    {
        _capacity = Math.Max(1, options.LedgerCapacity);
        _capacityBytes = options.LedgerBytes;
    }

    /// <summary>How many exchanges were forgotten at the bounds since the last clear.</summary>
    public long Forgotten
    {
        get
        {
            lock (_gate)
            {
                return _forgotten;
            }
        }
    }

    /// <summary>A copy, oldest first; nulls select everything.</summary>
    public IReadOnlyList<LedgerEntry> Read(string? target = null, string? order = null)
    {
        lock (_gate)
        {
            return [.. _entries.Where(entry => (target is null || entry.Target == target) && (order is null || entry.IsAbout(order)))];
        }
    }

    /// <summary>Forgets every exchange, not the orders that they made.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _bytes = 0;
            _forgotten = 0;
        }
    }

    internal void Add(LedgerEntry entry)
    {
        lock (_gate)
        {
            _entries.Enqueue(entry with { Sequence = ++_sequence });
            _bytes += entry.Size;
            while (_entries.Count > _capacity || (_bytes > _capacityBytes && _entries.Count > 1))
            {
                _bytes -= _entries.Dequeue().Size;
                _forgotten++;
            }
        }
    }
}
