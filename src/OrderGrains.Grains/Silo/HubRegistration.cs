using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace OrderGrains.Grains;

/// <summary>Registers the hub's parts, whatever its store.</summary>
public static class HubRegistration
{
    /// <summary>What every process of the hub has. Needs an <see cref="IOrderStore"/>, <see cref="IOrderPolicies"/>, <see cref="KnownLanes"/> and logging.</summary>
    public static IServiceCollection AddHubParts(this IServiceCollection services, HubOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(options.Front);
        services.AddSingleton(static provider => new HubMeter(provider.GetService<IMeterFactory>()));
        services.AddSingleton(provider => new HubClock(options.Time ?? provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HubClock>>()));
        services.AddHostedService<StoreHost>();
        return services;
    }

    /// <summary>The grains and what they share. Needs <see cref="AddHubParts"/> before it, the <see cref="IConnector"/>s, and reminders.</summary>
    public static ISiloBuilder AddHubGrains(this ISiloBuilder silo, HubOptions options)
    {
        silo.Services.TryAddSingleton<ILaneBells, LaneBells>();
        silo.Services.AddSingleton<ILaneOrders, LaneOrders>();
        silo.Services.AddSingleton<LaneHomes>();
        silo.Services.AddSingleton<LaneMoves>();
        silo.Services.AddSingleton<ActiveLanes>();
        silo.AddPlacementDirector<HomePlacement>(static provider => provider.GetRequiredService<LaneHomes>());
        silo.Services.AddSingleton(provider => new OrderParts(
            provider.GetRequiredService<IOrderStore>(),
            provider.GetRequiredService<IOrderPolicies>(),
            provider.GetRequiredService<HubClock>(),
            TimeProvider.System,
            provider.GetRequiredService<ILaneBells>(),
            options.Orders,
            provider.GetRequiredService<ILogger<OrderActor>>())
        {
            Meter = provider.GetRequiredService<HubMeter>(),
        });
        silo.Services.AddSingleton(provider => new LaneParts(
            provider.GetRequiredService<IOrderStore>(),
            provider.GetRequiredService<ILaneOrders>(),
            provider.GetRequiredService<HubClock>(),
            TimeProvider.System,
            options.Lanes,
            provider.GetRequiredService<ILogger<TargetLane>>())
        {
            Meter = provider.GetRequiredService<HubMeter>(),
        });
        silo.Services.AddSingleton(provider => new Housekeeping(
            options.Retention,
            provider.GetRequiredService<IOrderStore>(),
            provider.GetRequiredService<ILaneOrders>(),
            provider.GetRequiredService<IOrderPolicies>(),
            provider.GetRequiredService<HubClock>(),
            provider.GetRequiredService<ILogger<Housekeeping>>()));
        SteadyTime.ForCollector(silo.Services);
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = options.CollectionAge;
            collection.CollectionQuantum = options.CollectionAge < TimeSpan.FromMinutes(2) ? options.CollectionAge / 2 : TimeSpan.FromMinutes(1);
            collection.DeactivationTimeout = options.DeactivationTimeout;
        });
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = options.ResponseTimeout;
            messaging.WaitForCancellationAcknowledgement = true; // A command that was taken is answered.
        });
        return silo;
    }

    /// <summary>What a process has that serves HTTP, registered after the silo or the client, so that it starts after them and stops before.</summary>
    public static IServiceCollection AddHubFront(this IServiceCollection services, bool isSilo)
    {
        if (isSilo)
        {
            services.AddHostedService<LaneKeeper>();
            services.AddHostedService(static provider => new StoreCounts(
                provider.GetRequiredService<HubMeter>(),
                provider.GetRequiredService<IOrderStore>(),
                provider.GetRequiredService<KnownLanes>().Tenants,
                TimeProvider.System,
                provider.GetRequiredService<ILogger<StoreCounts>>()));
        }

        services.AddSingleton<TargetBoard>();
        services.AddSingleton<OrderFront>();
        services.AddSingleton<IOrderEngine>(provider => provider.GetRequiredService<OrderFront>());
        services.AddSingleton<IOrderIndex>(provider => provider.GetRequiredService<OrderFront>());
        services.AddSingleton<IFailureIndex>(provider => provider.GetRequiredService<OrderFront>());
        services.AddSingleton<ITargets>(provider => provider.GetRequiredService<OrderFront>());
        services.AddSingleton<IPersons, Persons>();
        services.AddSingleton<IAudit, Audit>();
        services.AddSingleton<KeptWebhooks>();
        services.AddSingleton<IKeptWebhooks>(provider => provider.GetRequiredService<KeptWebhooks>());
        services.AddHostedService<KeptWebhooksHost>();
        services.AddSingleton<IHubStats, Stats>();
        services.AddSingleton<IOrderLog, OrderLog>();
        services.AddSingleton<IBulkJobs, BulkJobs>();
        services.AddHostedService(provider => provider.GetRequiredService<OrderFront>());
        return services;
    }

    /// <summary>A process that only calls.</summary>
    public static IClientBuilder AddHubClient(this IClientBuilder client, HubOptions options)
    {
        client.Configure<ClientMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = options.ResponseTimeout;
            messaging.WaitForCancellationAcknowledgement = true;
        });
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = ClusterTimes.Watch);
        client.UseConnectionRetryFilter(static async (_, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return !cancellationToken.IsCancellationRequested; // Silos may start later than gateways.
        });
        client.AddGatewayCountChangedHandler(static provider => (_, change) =>
            provider.GetRequiredService<OrderFront>().OnConnection(change.NumberOfConnectedGateways > 0));
        return client;
    }
}
