namespace OrderGrains.Engine;

/// <summary>
/// The record of an order in memory with which nothing is done, as bytes: one array where it would be a hundred objects, which the collector would follow and
/// move for as long as the order rests. The array stays the same from one rest to the next, as long as the record fits, so that orders in use leave the
/// collector nothing to move at all. Not for two threads at once.
/// </summary>
internal sealed class RestingRecord
{
    private const int Step = 256;

    private byte[] _buffer = [];
    private int _length;

    /// <summary>Bytes of the record; 0 where none rests.</summary>
    public int Length => _length;

    /// <summary>Keeps a record, of which there is at least a byte.</summary>
    public void Keep(ReadOnlySpan<byte> record)
    {
        if (record.Length > _buffer.Length || record.Length < _buffer.Length / 2)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(((record.Length + (record.Length / 8)) / Step * Step) + Step); // Records grow.
        }

        record.CopyTo(_buffer);
        _length = record.Length;
    }

    /// <summary>Keeps nothing, until it is told again.</summary>
    public void Clear() => _length = 0;

    /// <summary>What is kept, in an array of its own.</summary>
    public byte[] Copy() => _buffer.AsSpan(0, _length).ToArray();
}
