using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OrderGrains.Engine;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>A store in a temporary directory.</summary>
internal sealed class SqliteFixture : ICopiedFixture
{
    private readonly TaskCompletionSource<Exception> _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TemporaryFolder _folder = new();

    /// <summary>How often an open store looks at its files.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(5);

    public string DataDirectory => _folder.Path;

    public string Database => Path.Combine(DataDirectory, "orders.db");

    public StoreFaults Faults { get; } = new();

    public int MaxPendingWrites { get; init; } = 4096;

    public CapturedLog Log { get; } = new();

    /// <summary>Completes when the store says that the disk failed.</summary>
    public Task<Exception> Fatal => _fatal.Task;

    public async Task<IOrderStore> OpenAsync()
    {
        var options = new SqliteOptions { DataDirectory = DataDirectory, MaxPendingWrites = MaxPendingWrites, LookEvery = LookEvery, Faults = Faults };
        var store = new SqliteStore(options, Log.CreateLogger<SqliteStore>(), exception => _fatal.TrySetResult(exception));
        await store.OpenAsync(default);
        return store;
    }

    public Task<IStoreCopy> OpenCopyAsync() => Task.FromResult<IStoreCopy>(SqliteCopy.OpenTarget(DataDirectory));

    /// <summary>Asks the file itself.</summary>
    public object? Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
