namespace OrderGrains.Engine;

/// <summary>What becomes of records and logs when all of a store is brought under the ring's current key (<c>silo rekey</c>).</summary>
/// <param name="keys">The ring, which has every key that is still used.</param>
public sealed class Reseal(KeyRing keys)
{
    /// <summary>The record under the current key; null where it is already.</summary>
    /// <exception cref="KeyMissingException">The ring has not its key.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public ReadOnlyMemory<byte>? Record(OrderId order, ReadOnlyMemory<byte> stored) =>
        Seal.KeyOf(stored.Span) == keys.Current ? default(ReadOnlyMemory<byte>?) : Seal.Record(keys, order, Seal.Open(keys, order, stored));

    /// <summary>A row of a private list under the current key; null where it is already.</summary>
    /// <exception cref="KeyMissingException">The ring has not its key.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public KeptRow? Row(KeptRow stored) => Seal.KeyOf(stored) == keys.Current ? null : Seal.Row(keys, Seal.Open(keys, stored));

    /// <summary>The entries that stand together in the log under the current key; null where they are already.</summary>
    /// <exception cref="KeyMissingException">The ring has not the key of one.</exception>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public IReadOnlyList<LogEntry>? Log(OrderId order, IReadOnlyList<LogEntry> stored) =>
        stored.All(entry => Seal.KeyOf(entry) == keys.Current) ? null : Seal.Log(keys, order, Seal.Open(keys, order, stored));
}

/// <summary>How much of a store is under which key; the empty id is what is clear.</summary>
public sealed class KeyUse
{
    private readonly SortedDictionary<string, (long Records, long Entries)> _uses = new(StringComparer.Ordinal);

    /// <summary>Records and entries of the log by key.</summary>
    public IReadOnlyDictionary<string, (long Records, long Entries)> Uses => _uses;

    /// <summary>Counts an order.</summary>
    public void Add(CopiedOrder order)
    {
        Add(Seal.KeyOf(order.Record.Span), 1, 0);
        foreach (var entry in order.Log)
        {
            Add(Seal.KeyOf(entry), 0, 1);
        }
    }

    private void Add(string? key, long records, long entries)
    {
        var (before, more) = _uses.GetValueOrDefault(key ?? "");
        _uses[key ?? ""] = (before + records, more + entries);
    }
}
