using OrderGrains.Cluster;
using OrderGrains.EngineTests.Support;
using Orleans;
using Orleans.Runtime;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>A storage without transactions, the engine's parts on it, and what goes wrong between the two.</summary>
internal sealed class KeyValueWorld : IAsyncDisposable
{
    private readonly IKeyValueStorage _storage;

    private KeyValueWorld(IKeyValueStorage storage)
    {
        _storage = storage;
        (Blobs, Table) = (new UnluckyBlobs(storage.Blobs, Misfortunes), new UnluckyTable(storage.Table, Misfortunes));
        Store = new(Blobs, Table);
        Orders = new(new UnluckyRecords(storage.Records, Misfortunes), Blobs, Table);
    }

    public Misfortunes Misfortunes { get; } = new();

    public IRecordBlobs Blobs { get; }

    public IEntityTable Table { get; }

    public KeyValueStore Store { get; }

    public KeyValueOrders Orders { get; }

    /// <summary>On a storage that holds nothing yet.</summary>
    public static async Task<KeyValueWorld> OnAsync(IKeyValueStorage storage)
    {
        Assert.Equal(0, await storage.Blobs.InitAsync(default));
        return new(storage);
    }

    /// <summary>The cluster engine on it.</summary>
    public ClusterFixture Cluster() => new(Store, Orders, (order, record) => PlantAsync(BlobNames.Record(order), record), _storage);

    public Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions) => _storage.RowsOfAsync(partitions);

    public Task PlantAsync(string name, byte[] bytes) => _storage.PlantAsync(name, bytes);

    public Task<(string Text, int Blocks)> LogAsync(string name) => _storage.LogAsync(name);

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    /// <summary>As an activation reads it.</summary>
    public async Task<GrainState<OrderDocument>> ReadAsync(OrderId order)
    {
        var state = new GrainState<OrderDocument>();
        await Orders.ReadStateAsync("record", GrainId.Create("order", order.ToString()), state);
        return state;
    }

    /// <summary>As an activation writes it; the state is then the record alone, as of an activation too.</summary>
    public async Task WriteAsync(GrainState<OrderDocument> state, Turned turned)
    {
        state.State = new(turned.Record, turned.Before, turned.Log);
        await Orders.WriteStateAsync("record", GrainId.Create("order", turned.Record.Id.ToString()), state);
        state.State = new(turned.Record);
    }

    /// <summary>Rows that stand in the table and no record needs, and those that one needs and that are not there.</summary>
    public async Task<IReadOnlyList<string>> WrongAsync(params OrderRecord[] records)
    {
        var needed = records.SelectMany(record => IndexRows.Of(record).Keys.Select(key => $"{key}")
            .Concat(LaneName.DueOf(record).Select(due => $"{record.Id} owes {due}"))).ToHashSet();
        var standing = (await RowsOfAsync("due.")).Select(Owed).ToHashSet();
        foreach (var list in (string[])["all.", "attention.", "parked.", "customer.", "id."])
        {
            standing.UnionWith((await RowsOfAsync(list)).Select(row => $"{row.At}"));
        }

        return [.. needed.Except(standing).Select(row => $"missing: {row}"), .. standing.Except(needed).Select(row => $"stale: {row}")];
    }

    private static string Owed(EntityRow row)
    {
        var lane = row.At.Partition["due.".Length..].Replace('.', '/');
        var due = DueRows.Read(lane, row).Row;
        return $"{due.Order} owes {new LaneDue(lane, due.Due)}";
    }
}

/// <summary>A turn of an order on what an activation has.</summary>
internal sealed record Turned(OrderRecord Record, OrderRecord? Before, IReadOnlyList<LogEntry> Log)
{
    /// <summary>The time of turns that do not say theirs.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Takes OPABOX's webhook of a status.</summary>
    public static Turned Of(GrainState<OrderDocument> state, OrderId order, int status, DateTimeOffset? now = null)
    {
        var before = state.State?.Record;
        var (command, message) = Some.Status(order, status);
        var turn = Turn.Take(before ?? OrderRecord.New(order), command, message, Policy, now ?? Now);
        return new(turn.Record, before, turn.Log);
    }

    private static OrderPolicy Policy => new() { HasVtex = true, HasBonifiQ = true, CustomerHashKey = new byte[] { 1, 2, 3 } };
}
