using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.EngineTests.Store.Azure;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.Postgres;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Hub;

/// <summary>The store in memory, which outlives the silos of a test.</summary>
internal sealed class MemoryHubStore : IHubStore
{
    private readonly MemoryStore _store = new();

    public int Silos => 2;

    public IOrderStore Make() => _store;

    public IReminderRows RemindersOf(IOrderStore store) => _store.Reminders;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A data directory, which one process has at a time.</summary>
internal sealed class SqliteHubStore : IHubStore
{
    private readonly TemporaryFolder _directory = new();

    public int Silos => 1;

    public IOrderStore Make() => new SqliteStore(new() { DataDirectory = _directory.Path }, NullLogger<SqliteStore>.Instance, static _ => { });

    public IReminderRows RemindersOf(IOrderStore store) => ((SqliteStore)store).Reminders;

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Tables of a test's own, reached by each process on connections of its own.</summary>
internal sealed class PostgresHubStore(TestDatabase database) : IHubStore
{
    private readonly MemoryReminders _reminders = new();

    public int Silos => 2;

    public IOrderStore Make() => new PostgresStore(database.Options, TimeProvider.System);

    public IReminderRows RemindersOf(IOrderStore store) => _reminders;

    public ValueTask DisposeAsync() => database.DisposeAsync();
}

/// <summary>A container and a table of a test's own.</summary>
internal sealed class AzureHubStore(TestAccount account) : IHubStore
{
    private readonly MemoryReminders _reminders = new();

    public int Silos => 2;

    public IOrderStore Make() => new AzureStore(account.Options, TimeProvider.System, NullLoggerFactory.Instance);

    public IReminderRows RemindersOf(IOrderStore store) => _reminders;

    public ValueTask DisposeAsync() => account.DisposeAsync();
}
