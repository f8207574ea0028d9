namespace OrderGrains.Cluster;

/// <summary>
/// The state of an order's grain: its record. For a write it also carries what goes into the same transaction: the lines for the
/// log, and the record before, of which the due times differ.
/// </summary>
internal sealed class OrderDocument
{
    /// <summary>Name under which grains and storages know it.</summary>
    public const string StorageName = "orders";

    private readonly byte[]? _bytes;

    /// <summary>For the framework, which makes an empty one before it reads.</summary>
    public OrderDocument()
    {
    }

    public OrderDocument(OrderRecord record, OrderRecord? before = null, IReadOnlyList<LogEntry>? log = null, byte[]? bytes = null) =>
        (Record, Before, Log, _bytes) = (record, before, log ?? [], bytes);

    /// <summary>The record; null where nothing was written.</summary>
    public OrderRecord? Record { get; }

    /// <summary>The record that <see cref="Record"/> was made from; null for an order's first.</summary>
    public OrderRecord? Before { get; }

    /// <summary>The record as it is stored; made once, since its size is checked before it is written.</summary>
    public byte[] Bytes => _bytes ?? RecordCodec.Write(Record!);

    /// <summary>To append with the write.</summary>
    public IReadOnlyList<LogEntry> Log { get; } = [];
}
