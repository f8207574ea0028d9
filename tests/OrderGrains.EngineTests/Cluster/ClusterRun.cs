using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Cluster;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>Two silos and a front-end in memory, from their start to their end.</summary>
internal sealed class ClusterRun : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private ClusterEngine? _engine;

    public ClusterRun(ClusterWorld world)
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton(world.Store);
            silo.Services.AddKeyedSingleton(OrderDocument.StorageName, (_, _) => world.Storage.Of(world.Records, this));
            silo.Services.AddSingleton<IOrderPolicies>(world.Policies);
            foreach (var connector in world.Connectors)
            {
                silo.Services.AddSingleton(connector);
            }

            silo.AddOrderGrains(world.Options, collectionAge: TimeSpan.FromMinutes(15));
        });
        builder.ConfigureClient(client => client.AddOrderGrains(world.Options));
        _cluster = builder.Build();
        World = world;
    }

    public ClusterWorld World { get; }

    /// <summary>Whether nothing of it may reach the store any more.</summary>
    public bool IsDead { get; private set; }

    public InProcessTestCluster Cluster => _cluster;

    public ClusterEngine Engine => _engine ?? throw new InvalidOperationException("Not started.");

    public async Task StartAsync()
    {
        await _cluster.DeployAsync();
        _engine = new(_cluster.Client, World.Store, World.Options, NullLogger<ClusterEngine>.Instance);
        await _engine.StartAsync(default);
    }

    public async Task StopAsync()
    {
        await Engine.StopAsync(default);
        await _cluster.StopClusterClientAsync();
        await _cluster.StopAllSilosAsync();
        IsDead = true;
    }

    /// <summary>Ends both silos and the front-end without finishing anything.</summary>
    public async Task CrashAsync()
    {
        if (IsDead)
        {
            return;
        }

        IsDead = true;
        foreach (var silo in _cluster.GetActiveSilos())
        {
            Cut(silo);
        }

        await (_engine?.AbandonAsync() ?? Task.CompletedTask);
        await _cluster.KillClientAsync();
        await Task.WhenAll(_cluster.GetActiveSilos().ToList().Select(_cluster.KillSiloAsync));
    }

    /// <summary>Ends one silo as if its process had died; the other lives.</summary>
    public Task KillAsync(InProcessSiloHandle silo)
    {
        Cut(silo);
        return _cluster.KillSiloAsync(silo);
    }

    public async ValueTask DisposeAsync()
    {
        await CrashAsync();
        _engine?.Dispose();
        await _cluster.DisposeAsync();
    }

    private void Cut(InProcessSiloHandle silo) => _cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<RunningPumps>().Cut();
}
