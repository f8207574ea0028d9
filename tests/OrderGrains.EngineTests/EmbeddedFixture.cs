using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded;
using OrderGrains.Embedded.Retention;
using OrderGrains.EngineTests.Contract;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests;

/// <summary>The embedded engine on a temporary directory.</summary>
internal sealed class EmbeddedFixture : IEngineFixture
{
    private readonly StoreFaults _faults = new();
    private EmbeddedEngine? _engine;

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("ordergrains-").FullName;

    public FakeLifetime Lifetime { get; } = new();

    public EmbeddedEngine Embedded => _engine ?? throw new InvalidOperationException("Not started.");

    public IOrderEngine Engine => Embedded;

    public IOrderIndex Index => Embedded;

    public ITargets Targets => Embedded;

    public FakeClock Clock { get; } = new();

    public Policies Policies { get; } = new();

    public ScriptedConnector Vtex { get; } = new(Target.Vtex);

    public ScriptedConnector BonifiQ { get; } = new(Target.BonifiQ);

    public EngineBounds Bounds { get; set; } = new();

    public StoreFaults Faults => _faults;

    public RetentionOptions Retention { get; set; } = new();

    public LinesLog Log { get; } = new();

    public Action<OrderId> BeforeWrite
    {
        set => _faults.Applying = value;
    }

    public Action AfterWrite
    {
        set => _faults.Committed = value;
    }

    public EmbeddedEngine Make() => new(
        new EmbeddedOptions
        {
            DataDirectory = DataDirectory,
            MaxMailbox = Bounds.Mailbox,
            MaxWaiting = Bounds.Waiting,
            MaxActivations = Bounds.InMemory,
            Delivery = new DeliveryLimits { Queue = Bounds.Queue, Concurrency = Bounds.Concurrency },
            Faults = _faults,
            Retention = Retention,
        },
        Policies,
        [Vtex, BonifiQ],
        Clock,
        Log,
        Lifetime);

    public async Task StartAsync()
    {
        _engine = Make();
        await _engine.StartAsync(default);
    }

    public Task StopAsync() => Embedded.StopAsync(default);

    public Task CrashAsync() => Embedded.AbandonAsync();

    public async Task PlantAsync(OrderId order, byte[] record)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(DataDirectory, "orders.db")};Pooling=False");
        await connection.OpenAsync();
        var update = connection.CreateCommand();
        update.CommandText = "UPDATE orders SET record = $record, version = $version WHERE external_id = $id";
        update.Parameters.AddWithValue("$record", record);
        update.Parameters.AddWithValue("$version", RecordCodec.Read(record).Version);
        update.Parameters.AddWithValue("$id", order.ExternalId);
        Assert.Equal(1, await update.ExecuteNonQueryAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
        {
            await _engine.AbandonAsync();
        }

        Directory.Delete(DataDirectory, recursive: true);
    }
}

/// <summary>Remembers the lines of the engine's log.</summary>
internal sealed class LinesLog : ILogger<EmbeddedEngine>
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception));
}

/// <summary>Remembers whether the application was asked to stop.</summary>
internal sealed class FakeLifetime : IHostApplicationLifetime
{
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task StopAsked => _stopping.Task;

    public CancellationToken ApplicationStarted => default;

    public CancellationToken ApplicationStopping => default;

    public CancellationToken ApplicationStopped => default;

    public void StopApplication() => _stopping.TrySetResult();
}
