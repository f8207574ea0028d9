using OrderGrains.Cluster;
using OrderGrains.EngineTests.Support;
using Orleans;
using Orleans.Runtime;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>The storage without transactions, in memory.</summary>
internal sealed class KeyValueWorld
{
    public KeyValueWorld()
    {
        Blobs = new(Misfortunes);
        Table = new(Misfortunes);
        Store = new(Blobs, Table);
        Orders = new(Blobs, Table);
        Assert.Equal(0, Blobs.InitAsync(default).GetAwaiter().GetResult()); // Nothing of it waits.
    }

    public Misfortunes Misfortunes { get; } = new();

    public MemoryBlobs Blobs { get; }

    public MemoryTable Table { get; }

    public KeyValueStore Store { get; }

    public KeyValueOrders Orders { get; }

    /// <summary>The cluster engine on it.</summary>
    public ClusterFixture Cluster() => new(Store, Orders, (order, record) =>
    {
        Blobs.Plant(BlobNames.Record(order), record);
        return Task.CompletedTask;
    });

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
    public IReadOnlyList<string> Wrong(params OrderRecord[] records)
    {
        var needed = records.SelectMany(record => IndexRows.Of(record).Keys.Select(key => $"{key}")
            .Concat(LaneName.DueOf(record).Select(due => $"{record.Id} owes {due}"))).ToHashSet();
        var standing = ((string[])["all.", "attention.", "parked.", "customer.", "id."]).SelectMany(Table.RowsOf).Select(row => $"{row.At}")
            .Concat(Table.RowsOf("due.").Select(Owed)).ToHashSet();
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
