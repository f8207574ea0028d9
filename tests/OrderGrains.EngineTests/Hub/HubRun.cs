using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Engine;
using OrderGrains.Grains;
using Orleans.TestingHost;

namespace OrderGrains.EngineTests.Hub;

/// <summary>The silos of a hub and its front in memory, from their start to their end.</summary>
internal sealed class HubRun : IAsyncDisposable
{
    private readonly List<FaultyStore> _stores = [];
    private readonly Lock _gate = new();
    private readonly HubFixture _hub;
    private readonly HubCluster _cluster;
    private OrderFront? _front;
    private bool _ended;

    public HubRun(HubFixture hub)
    {
        _hub = hub;
        _cluster = new(new(
            hub.Store.Silos, StoreOf, store => hub.Store.RemindersOf(((FaultyStore)store).Inner), hub.Policies, hub.Lanes, () => hub.Connectors, hub.Options)
        {
            Bells = hub.Bells,
        });
    }

    public InProcessTestCluster Cluster => _cluster.Inner;

    public OrderFront Front => _front ?? throw new InvalidOperationException("Not started.");

    public IBulkJobs Jobs => _cluster.Serving.GetRequiredService<IBulkJobs>();

    public IPersons Persons => _cluster.Serving.GetRequiredService<IPersons>();

    /// <summary>The store of the process that serves, whatever befalls it.</summary>
    public IOrderStore Store => ((FaultyStore)_cluster.Serving.GetRequiredService<IOrderStore>()).Inner;

    public TargetBoard Board => _cluster.Serving.GetRequiredService<TargetBoard>();

    public async Task StartAsync()
    {
        await _cluster.StartAsync();
        _front = _cluster.Front;
    }

    /// <summary>An order as it is stored, whatever befalls those who serve it.</summary>
    public async Task<OrderRecord?> StoredAsync(OrderId order)
    {
        var stored = await ((FaultyStore)_cluster.Serving.GetRequiredService<IOrderStore>()).Inner.FindAsync(order, default);
        return stored is null ? null : RecordCodec.Read(stored.Bytes, order);
    }

    public async Task StopAsync()
    {
        await _cluster.StopAsync();
        _ended = true;
    }

    /// <summary>Ends one silo as kill -9 does: nothing of it reaches the store any more.</summary>
    public Task KillAsync(InProcessSiloHandle silo)
    {
        ((FaultyStore)Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IOrderStore>()).Die();
        return Cluster.KillSiloAsync(silo);
    }

    /// <summary>Ends all silos and the front without finishing anything.</summary>
    public async Task CrashAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        lock (_gate)
        {
            _stores.ForEach(store => store.Die());
        }

        await _cluster.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        await _cluster.DisposeAsync();
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    private IOrderStore StoreOf()
    {
        lock (_gate)
        {
            var store = new FaultyStore(_hub.Store.Make(), _hub.Misfortunes);
            _stores.Add(store);
            return store;
        }
    }
}
