using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrderGrains.Engine;
using OrderGrains.Grains;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace OrderGrains.EngineTests.Hub;

/// <summary>The silos of a hub and its front in memory, from their start to their end.</summary>
internal sealed class HubRun : IAsyncDisposable
{
    private readonly List<FaultyStore> _stores = [];
    private readonly Lock _gate = new();
    private readonly InProcessTestCluster _cluster;
    private readonly HubFixture _hub;
    private OrderFront? _front;
    private bool _ended;

    public HubRun(HubFixture hub)
    {
        _hub = hub;
        var builder = new InProcessTestClusterBuilder((short)hub.Store.Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Services.AddSingleton(_ => StoreOf());
            host.Services.AddSingleton<IOrderPolicies>(hub.Policies);
            host.Services.AddSingleton(hub.Lanes);
            hub.Connectors.ToList().ForEach(connector => host.Services.AddSingleton<IConnector>(connector));
            host.Services.AddHubParts(hub.Options);
        });
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddReminders();
            silo.Services.AddSingleton<IReminderTable>(services => new StoredReminders(
                hub.Store.RemindersOf(((FaultyStore)services.GetRequiredService<IOrderStore>()).Inner)));
            if (hub.Bells is { } bells)
            {
                silo.Services.AddSingleton(bells);
            }

            silo.AddHubGrains(hub.Options);
            if (IsAlone)
            {
                silo.Services.AddHubFront(isSilo: true);
            }
            else
            {
                silo.Services.AddHostedService<LaneKeeper>();
            }
        });
        builder.ConfigureClient(client => client.AddHubClient(hub.Options));
        if (!IsAlone)
        {
            builder.ConfigureClientHost(AddFront);
        }

        _cluster = builder.Build();
    }

    public InProcessTestCluster Cluster => _cluster;

    public OrderFront Front => _front ?? throw new InvalidOperationException("Not started.");

    public TargetBoard Board => Serving.GetRequiredService<TargetBoard>();

    /// <summary>Whether the one silo also serves, as the program does on one machine; otherwise a process of its own does.</summary>
    private bool IsAlone => _hub.Store.Silos == 1;

    private IServiceProvider Serving => IsAlone ? _cluster.GetSiloServiceProvider() : _cluster.Client.ServiceProvider;

    public async Task StartAsync()
    {
        await _cluster.DeployAsync();
        _front = Serving.GetRequiredService<OrderFront>();
    }

    public async Task StopAsync()
    {
        await _cluster.StopClusterClientAsync();
        await _cluster.StopAllSilosAsync();
        _ended = true;
    }

    /// <summary>Ends one silo as kill -9 does: nothing of it reaches the store any more.</summary>
    public Task KillAsync(InProcessSiloHandle silo)
    {
        ((FaultyStore)_cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<IOrderStore>()).Die();
        return _cluster.KillSiloAsync(silo);
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

        await _cluster.KillClientAsync();
        foreach (var silo in _cluster.GetActiveSilos().ToList())
        {
            await _cluster.KillSiloAsync(silo); // One after the other: at once, each would wait for the other to hear of its death.
        }
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

    private void AddFront(IHostApplicationBuilder host)
    {
        host.Services.AddSingleton(_ => StoreOf());
        host.Services.AddSingleton(_hub.Lanes);
        host.Services.AddHubParts(_hub.Options);
        host.Services.AddHubFront(isSilo: false);
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
