using System.Globalization;
using Npgsql;
using OrderGrains.Cluster;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Cluster.Postgres;

/// <summary>The tables, and what one write puts there.</summary>
public sealed class ClusterSchemaTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Initialising_again_keeps_everything_as_it_is()
    {
        var key = await _database.ScalarAsync<byte[]>("SELECT value FROM meta WHERE name = 'customer-hash-key'");
        Assert.Equal(PostgresSchema.Version, await PostgresSchema.UpgradeAsync(_database.Source));

        Assert.Equal(key, await new PostgresStore(_database.Source).CustomerHashKeyAsync(default));
        Assert.Equal(16, await _database.ScalarAsync<long>("SELECT count(*) FROM orleansquery"));
    }

    [Fact]
    public async Task A_database_that_is_not_initialised_or_too_new_says_what_to_do()
    {
        var store = new PostgresStore(_database.Source);
        await using (var newer = _database.Source.CreateCommand("UPDATE schema_version SET version = 99"))
        {
            await newer.ExecuteNonQueryAsync();
        }

        Assert.Contains("99", (await Assert.ThrowsAsync<InvalidOperationException>(() => store.CustomerHashKeyAsync(default))).Message, StringComparison.Ordinal);
        await using (var none = _database.Source.CreateCommand("DROP TABLE schema_version"))
        {
            await none.ExecuteNonQueryAsync();
        }

        Assert.Contains("init-database", (await Assert.ThrowsAsync<InvalidOperationException>(() => store.CustomerHashKeyAsync(default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_write_holds_record_head_due_times_and_log_together()
    {
        var orders = new PostgresOrders(_database.Source);
        var state = new GrainState<OrderDocument>();
        var (command, message) = Some.Status(Some.Order(), 1);
        var now = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);
        var turn = Turn.Take(OrderRecord.New(Some.Order()), command, message, new() { HasVtex = true, HasBonifiQ = true }, now);
        state.State = new(turn.Record, null, turn.Log);
        await orders.WriteStateAsync("record", Orleans.Runtime.GrainId.Create("order", Some.Order().ToString()), state);

        Assert.Equal("1", state.ETag);
        Assert.Equal(RecordCodec.Write(turn.Record), await _database.ScalarAsync<byte[]>("SELECT record FROM orders"));
        Assert.Equal(now.UtcTicks, await _database.ScalarAsync<long>("SELECT changed_at FROM orders"));
        Assert.Equal(LaneName.DueOf(turn.Record).Count, await _database.ScalarAsync<long>("SELECT count(*) FROM due"));
        Assert.Equal(turn.Log.Length, await _database.ScalarAsync<long>("SELECT count(*) FROM log"));
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM log WHERE kind = 'received'"));

        // The same once more, from the state before: refused, and nothing of it is left.
        var late = new GrainState<OrderDocument> { State = new(turn.Record, null, turn.Log) };
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(
            () => orders.WriteStateAsync("record", Orleans.Runtime.GrainId.Create("order", Some.Order().ToString()), late));
        late.ETag = 7.ToString(CultureInfo.InvariantCulture);
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(
            () => orders.WriteStateAsync("record", Orleans.Runtime.GrainId.Create("order", Some.Order().ToString()), late));
        Assert.Equal(turn.Log.Length, await _database.ScalarAsync<long>("SELECT count(*) FROM log"));
    }
}
