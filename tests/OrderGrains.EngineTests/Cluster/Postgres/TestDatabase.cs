using Npgsql;
using OrderGrains.Cluster;

namespace OrderGrains.EngineTests.Cluster.Postgres;

/// <summary>Tables of their own on the server that <c>ORDERGRAINS_POSTGRES</c> names, gone when disposed.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static int _count;

    private readonly NpgsqlDataSource _server;
    private readonly string _schema;

    private TestDatabase(string server, string schema)
    {
        _schema = schema;
        _server = NpgsqlDataSource.Create(server);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { SearchPath = schema }.ToString();
        Source = PostgresDatabase.Open(ConnectionString);
    }

    public NpgsqlDataSource Source { get; }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("ORDERGRAINS_POSTGRES")
            ?? throw new InvalidOperationException("ORDERGRAINS_POSTGRES names no server.");
        var made = new TestDatabase(server, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}");
        await made.RunAsync($"DROP SCHEMA IF EXISTS {made._schema} CASCADE; CREATE SCHEMA {made._schema}");
        await PostgresSchema.UpgradeAsync(made.Source);
        return made;
    }

    public async Task PlantAsync(OrderId order, byte[] record)
    {
        await using var command = Source.CreateCommand("UPDATE orders SET record = $1, version = $2 WHERE external_id = $3");
        command.Parameters.Add(new() { Value = record });
        command.Parameters.Add(new() { Value = RecordCodec.Read(record).Version });
        command.Parameters.Add(new() { Value = order.ExternalId });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await RunAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
        await _server.DisposeAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
