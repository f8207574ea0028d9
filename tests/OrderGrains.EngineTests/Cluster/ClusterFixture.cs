using OrderGrains.Cluster;
using OrderGrains.EngineTests.Contract;
using OrderGrains.EngineTests.Support;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>The cluster engine on two silos.</summary>
internal sealed class ClusterFixture : IEngineFixture
{
    private readonly Func<OrderId, byte[], Task> _plant;
    private readonly IAsyncDisposable? _storage;
    private ClusterRun? _run;

    public ClusterFixture(IClusterStore store, IGrainStorage records, Func<OrderId, byte[], Task> plant, IAsyncDisposable? storage = null)
    {
        (_plant, _storage) = (plant, storage);
        World = new(store, records) { Connectors = [Vtex, BonifiQ] };
        Targets = new FreshTargets(this);
    }

    public ClusterWorld World { get; }

    public ClusterRun Run => _run ?? throw new InvalidOperationException("Not started.");

    public IOrderEngine Engine => Run.Engine;

    public IOrderIndex Index => Run.Engine;

    public ITargets Targets { get; }

    public FakeClock Clock => World.Clock;

    public Policies Policies => World.Policies;

    public ScriptedConnector Vtex { get; } = new(Target.Vtex);

    public ScriptedConnector BonifiQ { get; } = new(Target.BonifiQ);

    public EngineBounds Bounds
    {
        get => World.Bounds;
        set => World.Bounds = value;
    }

    public Action<OrderId> BeforeWrite
    {
        set => World.Storage.BeforeWrite = value;
    }

    public Action AfterWrite
    {
        set => World.Storage.AfterWrite = value;
    }

    public static ClusterFixture InMemory()
    {
        var store = new MemoryStore();
        return new(store, store, (order, record) =>
        {
            store.Plant(order, record);
            return Task.CompletedTask;
        });
    }

    public async Task StartAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        _run = new(World);
        await _run.StartAsync();
    }

    public Task StopAsync() => Run.StopAsync();

    public Task CrashAsync() => Run.CrashAsync();

    public Task PlantAsync(OrderId order, byte[] record) => _plant(order, record);

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }
    }

    /// <summary>A front-end knows how the targets did a moment ago; tests want to know now.</summary>
    private sealed class FreshTargets(ClusterFixture fixture) : ITargets
    {
        public Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
            fixture.Run.Engine.PauseAsync(tenant, target, by, cancellationToken);

        public Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
            fixture.Run.Engine.ResumeAsync(tenant, target, by, cancellationToken);

        public IReadOnlyList<TargetCondition> Conditions()
        {
            Task.Run(fixture.Run.Engine.RefreshAsync).GetAwaiter().GetResult();
            return fixture.Run.Engine.Conditions();
        }
    }
}
