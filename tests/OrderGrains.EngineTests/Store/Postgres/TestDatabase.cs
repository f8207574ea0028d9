using Npgsql;
using OrderGrains.Engine;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>Tables of their own on the server, gone when disposed.</summary>
internal sealed class TestDatabase : ICopiedFixture
{
    private static int s_count;

    private readonly NpgsqlDataSource _server;
    private readonly string _schema;

    private TestDatabase(string server, string schema)
    {
        _schema = schema;
        _server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { SearchPath = schema });
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { SearchPath = schema }.ToString();
    }

    public string ConnectionString { get; }

    public PostgresOptions Options => new() { ConnectionString = ConnectionString };

    public StoreFaults Faults { get; } = new();

    /// <summary>The machine's clock, as stores that are opened see it.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>With tables, and nothing in them.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var made = new TestDatabase(await PostgresServer.ConnectionStringAsync(), $"test_{Environment.ProcessId}_{Interlocked.Increment(ref s_count)}");
        await made.RunAsync($"DROP SCHEMA IF EXISTS {made._schema} CASCADE; CREATE SCHEMA {made._schema}");
        await PostgresSetup.RunAsync(made.Options);
        return made;
    }

    public async Task<IOrderStore> OpenAsync()
    {
        var store = new PostgresStore(Options, Time, Faults);
        await store.OpenAsync(default);
        return store;
    }

    public async Task<IStoreCopy> OpenCopyAsync() => await PostgresCopy.OpenAsync(Options);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _server.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task RunAsync(string sql)
    {
        await using var command = _server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
        await _server.DisposeAsync();
    }
}
