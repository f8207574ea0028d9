using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderGrains.Engine;
using OrderGrains.Grains;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace OrderGrains.Testing;

/// <summary>What a <see cref="HubCluster"/> is made of.</summary>
/// <param name="Silos">How many share the store. One alone also serves, as the program does on one machine; beside several a process of its own does.</param>
/// <param name="Store">A process's store, not opened.</param>
/// <param name="Reminders">The reminders of such a store.</param>
/// <param name="Policies">The tenants' policies.</param>
/// <param name="Lanes">The lanes that stand.</param>
/// <param name="Connectors">What the lanes call.</param>
/// <param name="Options">The hub's clock, bounds and times.</param>
internal sealed record HubParts(
    int Silos,
    Func<IOrderStore> Store,
    Func<IOrderStore, IReminderRows> Reminders,
    IOrderPolicies Policies,
    KnownLanes Lanes,
    Func<IEnumerable<IConnector>> Connectors,
    HubOptions Options)
{
    /// <summary>Takes what the silos log; null for nothing more than the framework's own.</summary>
    public ILoggerProvider? Log { get; init; }

    /// <summary>What rings; null for the silos' own.</summary>
    public ILaneBells? Bells { get; init; }
}

/// <summary>The silos of a hub and its front on the framework's in-memory cluster. The hub goes by the clock of its options, the framework by the machine's.</summary>
internal sealed class HubCluster : IAsyncDisposable
{
    private readonly HubParts _parts;

    public HubCluster(HubParts parts)
    {
        _parts = parts;
        var builder = new InProcessTestClusterBuilder((short)parts.Silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) =>
        {
            AddParts(host);
            host.Services.AddSingleton(parts.Policies);
            foreach (var connector in parts.Connectors())
            {
                host.Services.AddSingleton(connector);
            }
        });
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddReminders();
            silo.Services.AddSingleton<IReminderTable>(services => new StoredReminders(parts.Reminders(services.GetRequiredService<IOrderStore>())));
            if (parts.Bells is { } bells)
            {
                silo.Services.AddSingleton(bells);
            }

            silo.AddHubGrains(parts.Options);
            if (ServesItself)
            {
                silo.Services.AddHubFront(isSilo: true);
            }
            else
            {
                silo.Services.AddHostedService<LaneKeeper>();
            }
        });
        builder.ConfigureClient(client => client.AddHubClient(parts.Options));
        if (!ServesItself)
        {
            builder.ConfigureClientHost(host =>
            {
                AddParts(host);
                host.Services.AddHubFront(isSilo: false);
            });
        }

        Inner = builder.Build();
    }

    /// <summary>The framework's cluster.</summary>
    public InProcessTestCluster Inner { get; }

    /// <summary>The process that serves, once started.</summary>
    public IServiceProvider Serving => ServesItself ? Inner.GetSiloServiceProvider() : Inner.Client.ServiceProvider;

    /// <summary>Where commands go in.</summary>
    public OrderFront Front => Serving.GetRequiredService<OrderFront>();

    private bool ServesItself => _parts.Silos == 1;

    /// <summary>Completes when all of it serves.</summary>
    public Task StartAsync() => Inner.DeployAsync();

    /// <summary>Completes when each lane has looked at its index once more and only waits.</summary>
    public Task QuietAsync() => Task.WhenAll(_parts.Lanes.All.Select(lane => Serving.GetRequiredService<IGrainFactory>().Lane(lane).QuietAsync()));

    /// <summary>Stops as a program does: what goes on ends first.</summary>
    public async Task StopAsync()
    {
        await Inner.StopClusterClientAsync().ConfigureAwait(false);
        await Inner.StopAllSilosAsync().ConfigureAwait(false);
    }

    /// <summary>Ends without finishing anything.</summary>
    public async Task KillAsync()
    {
        await Inner.KillClientAsync().ConfigureAwait(false);
        foreach (var silo in Inner.GetActiveSilos().ToList())
        {
            await Inner.KillSiloAsync(silo).ConfigureAwait(false); // One after the other: at once, each would wait for the other to hear of its death.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    private void AddParts(IHostApplicationBuilder host)
    {
        host.Services.AddSingleton(_ => _parts.Store());
        host.Services.AddSingleton(_parts.Lanes);
        host.Services.AddHubParts(_parts.Options);
        if (_parts.Log is { } log)
        {
            host.Logging.AddProvider(log);
        }
    }
}
