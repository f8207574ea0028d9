using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace OrderGrains.Cluster;

/// <summary>Registers the engine's parts, whatever the storage: it has to bring an <see cref="IClusterStore"/> and the grain storage of orders.</summary>
internal static class ClusterParts
{
    /// <summary>After this a call between processes fails: beyond what a storage's own timeout takes.</summary>
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(15);

    /// <summary>What a lane has to end its calls, so that a silo stops within ten seconds.</summary>
    private static readonly TimeSpan DeactivationTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Batches that wait at one order; each front-end sends one at a time, so that this is a bound on front-ends and lanes.</summary>
    private const int MaxEnqueuedBatches = 1000;

    /// <summary>The grains and what they share. Needs policies, connectors and reminders.</summary>
    public static ISiloBuilder AddOrderGrains(this ISiloBuilder silo, ClusterEngineOptions options, TimeSpan collectionAge)
    {
        silo.Services
            .AddSingleton(options)
            .AddSingleton<SiloParts>()
            .AddSingleton<LaneCalls>()
            .AddSingleton<RunningPumps>()
            .AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloStart>();
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = collectionAge;
            collection.CollectionQuantum = collectionAge < TimeSpan.FromMinutes(2) ? collectionAge / 2 : TimeSpan.FromMinutes(1);
            collection.DeactivationTimeout = DeactivationTimeout;
        });
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = ResponseTimeout;
            messaging.MaxEnqueuedRequestsHardLimit = MaxEnqueuedBatches;
        });
        silo.AddActivityPropagation();
        return silo;
    }

    /// <summary>A process that only calls.</summary>
    public static IClientBuilder AddOrderGrains(this IClientBuilder client, ClusterEngineOptions options)
    {
        client.Services.AddSingleton(options);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
        client.AddActivityPropagation();
        return client;
    }

    /// <summary>The ports, for a process that serves HTTP.</summary>
    public static IServiceCollection AddClusterFront(this IServiceCollection services)
    {
        services.AddSingleton<ClusterEngine>();
        services.AddSingleton<IOrderEngine>(provider => provider.GetRequiredService<ClusterEngine>());
        services.AddSingleton<IOrderIndex>(provider => provider.GetRequiredService<ClusterEngine>());
        services.AddSingleton<ITargets>(provider => provider.GetRequiredService<ClusterEngine>());
        services.AddHostedService(provider => provider.GetRequiredService<ClusterEngine>());
        return services;
    }
}
