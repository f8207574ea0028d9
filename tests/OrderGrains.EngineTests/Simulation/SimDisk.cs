using OrderGrains.Embedded.Storage;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>An order's row.</summary>
internal sealed record SimRow(long Key, int Version, byte[] Bytes, DateTimeOffset ChangedAt, OrderRecord Record);

/// <summary>
/// What a disk keeps of an engine's store, and what it would lose: writes that were not synced are undone by a crash, the latest
/// first.
/// </summary>
internal sealed class SimDisk
{
    private readonly Stack<Action> _undo = new();
    private readonly Dictionary<OrderId, long> _keys = [];

    public Dictionary<OrderId, SimRow> Orders { get; } = [];

    public Dictionary<long, OrderId> ByKey { get; } = [];

    public SortedSet<(long Lane, long Due, long Key)> Due { get; } = [];

    public Dictionary<OrderId, List<LogEntry>> Log { get; } = [];

    public List<string> Names { get; } = [];

    public SortedDictionary<string, string> Paused { get; } = new(StringComparer.Ordinal);

    /// <summary>What a process reads when it starts.</summary>
    public StartReads Read()
    {
        var names = new Names();
        for (var index = 0; index < Names.Count; index++)
        {
            names.Add(Names[index], index + 1);
        }

        var last = Orders.Count == 0 ? DateTimeOffset.MinValue : Orders.Values.Max(row => row.ChangedAt);
        return new(names, [.. Paused.Select(pause => (pause.Key, pause.Value))], last, new byte[32]);
    }

    /// <summary>Numbers names, durably, as the writer does before each transaction.</summary>
    public void Number(IEnumerable<string> wanted, Names names)
    {
        foreach (var name in wanted)
        {
            if (names.Find(name) is null)
            {
                Names.Add(name);
                names.Add(name, Names.Count);
            }
        }
    }

    /// <summary>The key that an order has or will have.</summary>
    public long KeyOf(OrderId order) => _keys.TryGetValue(order, out var key) ? key : _keys[order] = _keys.Count + 1;

    /// <summary>Writes an order over the version that it was made from.</summary>
    /// <exception cref="InvalidOperationException">Another version stands there.</exception>
    public void Apply(RecordWrite write, Names names)
    {
        var id = write.After.Id;
        var before = Orders.GetValueOrDefault(id);
        if (before?.Key != write.Before.Key || (before?.Version ?? 0) != write.Before.Record.Version)
        {
            throw new InvalidOperationException($"Version {write.Before.Record.Version} of {id} is not what is stored.");
        }

        var key = KeyOf(id);
        Orders[id] = new(key, write.After.Version, write.Bytes, write.After.ChangedAt, write.After);
        ByKey[key] = id;
        (long, long, long)[] removed = [.. write.Removed.Select(due => (names.IdOf(due.Lane), due.Due, key)).Where(Due.Remove)];
        (long, long, long)[] added = [.. write.Added.Select(due => (names.IdOf(due.Lane), due.Due, key)).Where(Due.Add)];
        var log = Log.TryGetValue(id, out var lines) ? lines : Log[id] = [];
        var length = log.Count;
        log.AddRange(write.Log);
        write.Key = key;
        _undo.Push(() =>
        {
            log.RemoveRange(length, log.Count - length);
            Due.ExceptWith(added);
            Due.UnionWith(removed);
            if (before is null)
            {
                Orders.Remove(id);
                ByKey.Remove(key);
            }
            else
            {
                Orders[id] = before;
            }
        });
    }

    public void Apply(PauseWrite write)
    {
        var before = Paused.GetValueOrDefault(write.Lane);
        Set(write.Lane, write.By);
        _undo.Push(() => Set(write.Lane, before));
    }

    /// <summary>Everything written so far survives a crash.</summary>
    public void Sync() => _undo.Clear();

    /// <summary>A crash: what was not synced is gone.</summary>
    public void LoseUnsynced()
    {
        while (_undo.TryPop(out var undo))
        {
            undo();
        }
    }

    private void Set(string lane, string? by)
    {
        if (by is null)
        {
            Paused.Remove(lane);
        }
        else
        {
            Paused[lane] = by;
        }
    }
}
