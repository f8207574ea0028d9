using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded.Mailboxes;

/// <summary>
/// The record of an order in memory that nothing is done with, as bytes: one array where it would be a hundred objects, which the collector
/// would follow and move for as long as the order is idle. The array stays the same from one idleness to the next, as long as the record
/// fits, so that orders in use leave the collector nothing to move at all. Not for two threads at once.
/// </summary>
internal sealed class IdleRecord
{
    private const int Step = 256;

    private byte[] _buffer = [];
    private long? _key;
    private long? _log;

    /// <summary>Bytes of the record; 0 where none is kept.</summary>
    public int Length { get; private set; }

    /// <summary>Keeps a record, of which there is at least a byte.</summary>
    public void Keep(long? key, long? log, ReadOnlySpan<byte> record)
    {
        if (record.Length > _buffer.Length || record.Length < _buffer.Length / 2)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(((record.Length + (record.Length / 8)) / Step * Step) + Step); // Records grow.
        }

        record.CopyTo(_buffer);
        (_key, _log, Length) = (key, log, record.Length);
    }

    /// <summary>Keeps nothing, until it is told again.</summary>
    public void Clear() => Length = 0;

    /// <summary>What is kept, in an array of its own; null where nothing is.</summary>
    public IdleCopy? Copy()
    {
        if (Length == 0)
        {
            return null;
        }

        var copy = GC.AllocateUninitializedArray<byte>(Length);
        _buffer.AsSpan(0, Length).CopyTo(copy);
        return new(_key, _log, copy);
    }
}

/// <summary>The bytes of a record, to be read where nobody waits for them.</summary>
internal sealed record IdleCopy(long? Key, long? Log, byte[] Record)
{
    /// <summary>Reads the record, which costs about as much as one of its turns.</summary>
    /// <param name="order">Whose it is.</param>
    public StoredOrder Wake(OrderId order) => new(Key, RecordCodec.Read(Record, order), Record.Length, Log) { Encoded = Record };
}
