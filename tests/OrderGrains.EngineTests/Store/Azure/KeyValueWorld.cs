using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>A storage without transactions, the store on it, and what goes wrong between the two.</summary>
internal sealed class KeyValueWorld : IAsyncDisposable
{
    private readonly IKeyValueStorage _storage;

    public KeyValueWorld(IKeyValueStorage storage)
    {
        _storage = storage;
        (Blobs, Table) = (new UnluckyBlobs(storage.Blobs, Misfortunes), new UnluckyTable(storage.Table, Misfortunes));
        Store = new(new AzureParts(new UnluckyRecords(storage.Records, Misfortunes), Blobs, Table), TimeProvider.System, Within.Patience);
    }

    public Misfortunes Misfortunes { get; } = new();

    public IBlobs Blobs { get; }

    public IEntityTable Table { get; }

    public AzureStore Store { get; }

    /// <summary>One in memory.</summary>
    public static async Task<IKeyValueStorage> MemoryAsync() => await MemoryStorage.CreateAsync();

    public Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions) => _storage.RowsOfAsync(partitions);

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    /// <summary>As an activation reads it.</summary>
    public async Task<Held> ReadAsync(OrderId order)
    {
        var stored = await Store.FindAsync(order, default);
        return new() { Record = stored is null ? null : RecordCodec.Read(stored.Bytes), Tag = stored?.Tag };
    }

    /// <summary>As an activation writes it, which then has what was written; one that fails has what it had.</summary>
    public async Task WriteAsync(Held held, Turned turned)
    {
        var order = turned.Record.Id;
        var write = new OrderWrite(order, turned.Before ?? OrderRecord.New(order), held.Tag, turned.Record, RecordCodec.Write(turned.Record), turned.Log);
        held.Tag = await Store.WriteAsync(write);
        held.Record = turned.Record;
    }

    /// <summary>Rows that stand in the table and no record needs, and those that one needs and that are not there.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync(params OrderRecord[] records)
    {
        var needed = records.SelectMany(record => IndexRows.Of(record).Keys.Select(key => $"{key}")
            .Concat(LaneDue.Of(record).Select(due => $"{record.Id} owes {due}"))).ToHashSet();
        var standing = (await RowsOfAsync("due.")).Select(Owed).ToHashSet();
        foreach (var list in (string[])["all.", "attention.", "parked.", "customer.", "id."])
        {
            standing.UnionWith((await RowsOfAsync(list)).Select(row => $"{row.At}"));
        }

        return [.. needed.Except(standing).Select(row => $"missing: {row}"), .. standing.Except(needed).Select(row => $"stale: {row}")];
    }

    private static string Owed(EntityRow row)
    {
        var lane = LaneName.Parse(row.At.Partition["due.".Length..].Replace('.', '/'));
        var due = DueRows.Read(lane, row.At).Row;
        return $"{due.Order} owes {new LaneDue(lane, due.Due)}";
    }
}

/// <summary>What an activation has of an order.</summary>
internal sealed class Held
{
    public OrderRecord? Record { get; set; }

    public StoreTag? Tag { get; set; }
}

/// <summary>A turn of an order on what an activation has.</summary>
internal sealed record Turned(OrderRecord Record, OrderRecord? Before, IReadOnlyList<LogEntry> Log)
{
    /// <summary>Takes OPABOX's webhook of a status.</summary>
    public static Turned Of(Held held, OrderId order, int status, DateTimeOffset? now = null)
    {
        var (command, message) = Some.Status(order, status);
        var turn = Turn.Take(held.Record ?? OrderRecord.New(order), command, message, Policy, now ?? Some.Morning);
        return new(turn.Record, held.Record, turn.Log);
    }

    private static OrderPolicy Policy => new() { HasVtex = true, HasBonifiQ = true, CustomerHashKey = new byte[] { 1, 2, 3 } };
}
