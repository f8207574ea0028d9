using Microsoft.Data.Sqlite;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

/// <summary>A database that version 1 of the schema left behind, as that version wrote it.</summary>
public sealed class SchemaUpgradeTests
{
    private const string Version1 = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE orders (
            key INTEGER PRIMARY KEY, external_id TEXT NOT NULL, channel INTEGER NOT NULL, tenant INTEGER NOT NULL REFERENCES names (id),
            version INTEGER NOT NULL, changed_at INTEGER NOT NULL, next_due INTEGER, status INTEGER NOT NULL, parked INTEGER NOT NULL,
            attention TEXT, vtex_order_id TEXT, customer_hash TEXT, record BLOB NOT NULL,
            UNIQUE (external_id, channel, tenant));
        CREATE INDEX orders_changed ON orders (changed_at);
        CREATE INDEX orders_attention ON orders (attention, changed_at) WHERE attention IS NOT NULL;
        CREATE INDEX orders_parked ON orders (changed_at) WHERE parked = 1;
        CREATE INDEX orders_vtex ON orders (vtex_order_id) WHERE vtex_order_id IS NOT NULL;
        CREATE INDEX orders_customer ON orders (customer_hash, changed_at) WHERE customer_hash IS NOT NULL;
        CREATE TABLE due (lane INTEGER NOT NULL REFERENCES names (id), due INTEGER NOT NULL, order_key INTEGER NOT NULL REFERENCES orders (key),
            PRIMARY KEY (lane, due, order_key)) WITHOUT ROWID;
        CREATE TABLE log (seq INTEGER PRIMARY KEY, order_key INTEGER NOT NULL REFERENCES orders (key), at INTEGER NOT NULL, kind TEXT, body BLOB NOT NULL);
        CREATE INDEX log_order ON log (order_key);
        CREATE TABLE targets (lane INTEGER PRIMARY KEY REFERENCES names (id), paused_by TEXT NOT NULL, paused_at INTEGER NOT NULL);
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        INSERT INTO meta VALUES ('customer-hash-key', zeroblob(32));
        INSERT INTO names (id, name) VALUES (1, 'acme');
        PRAGMA user_version = 1;
        """;

    [Fact]
    public async Task Its_orders_list_in_the_order_of_their_changes_and_go_on()
    {
        await using var fixture = new EmbeddedFixture();
        await PlantAsync(fixture);

        await fixture.StartAsync();
        var page = await fixture.Index.ListAsync(new OrderQuery(Limit: 2));
        var rest = await fixture.Index.ListAsync(new OrderQuery(Cursor: page.Next));

        Assert.Equal([Some.Order("new").ToString(), Some.Order("old").ToString()], page.Orders.Select(head => head.Id));
        Assert.Equal([Some.Order("silent").ToString()], rest.Orders.Select(head => head.Id).Order());
        Assert.Equal(Outcome.Accepted, (await Within.Reason(fixture.Engine.Report(Some.Order("old"), 2))).Outcome);
        Assert.Equal(Some.Order("old").ToString(), (await fixture.Index.ListAsync(new OrderQuery(Limit: 1))).Orders[0].Id);
        await fixture.StopAsync();
    }

    /// <summary>Both have today's tables: in version 2 nothing is packed, and in neither is a record of the third form.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_database_of_the_same_tables_goes_on_and_is_of_this_version_afterwards(int version)
    {
        await using var fixture = new EmbeddedFixture();
        await fixture.StartAsync();
        await Within.Reason(fixture.Engine.Report(Some.Order(), 1));
        await fixture.StopAsync();
        var record = RecordCodec.Read((byte[])Run("SELECT record FROM orders")!);
        Assert.Equal((long)version, Run($"UPDATE orders SET record = x'{Convert.ToHexString(RecordCodec.WriteJson(record))}'; PRAGMA user_version = {version}; PRAGMA user_version"));

        await fixture.StartAsync();
        Assert.Equal(Outcome.Accepted, (await Within.Reason(fixture.Engine.Report(Some.Order(), 2))).Outcome);
        await fixture.StopAsync();
        Assert.Equal(4L, Run("PRAGMA user_version"));
        Assert.Equal(3, ((byte[])Run("SELECT record FROM orders")!)[0]);

        object? Run(string sql)
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(fixture.DataDirectory, "orders.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command.ExecuteScalar();
        }
    }

    /// <summary>Three orders: two with entries in the log, the third changed before them without any.</summary>
    private static async Task PlantAsync(EmbeddedFixture fixture)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(fixture.DataDirectory, "orders.db")};Pooling=False");
        await connection.OpenAsync();
        Run(Version1);
        foreach (var (key, id) in new[] { (1, "old"), (2, "new"), (3, "silent") })
        {
            var order = Some.Order(id);
            var (command, message) = Some.Status(order, 1);
            var at = fixture.Clock.GetUtcNow().AddHours(key == 3 ? -1 : key);
            var turn = Turn.Take(OrderRecord.New(order), command, message, new OrderPolicy(), at);
            Run(
                "INSERT INTO orders VALUES ($key, $id, $channel, 1, $version, $at, NULL, 10, 0, NULL, NULL, NULL, $record)",
                ("$key", key), ("$id", id), ("$channel", (int)order.Channel), ("$version", turn.Record.Version), ("$at", at.UtcTicks),
                ("$record", RecordCodec.Write(turn.Record)));
        }

        foreach (var (key, kind, body) in new (int, string?, string)[] { (1, "received", "{}"), (2, null, """{"message":"m"}"""), (2, "received", "{}") })
        {
            Run("INSERT INTO log (order_key, at, kind, body) VALUES ($key, 1, $kind, $body)",
                ("$key", key), ("$kind", kind ?? (object)DBNull.Value), ("$body", System.Text.Encoding.UTF8.GetBytes(body)));
        }

        void Run(string sql, params (string Name, object Value)[] values)
        {
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, value) in values)
            {
                command.Parameters.AddWithValue(name, value);
            }

            command.ExecuteNonQuery();
        }
    }
}
