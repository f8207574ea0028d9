using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace OrderGrains.Cluster;

/// <summary>Makes a process part of a cluster.</summary>
public static class ClusterBuild
{
    /// <summary>What a build without the engine says.</summary>
    public const string HowToBuild = "This build has the cluster engine.";

    private const string Invariant = "Npgsql";

    /// <summary>Whether this build has the engine.</summary>
    public static bool HasEngine => true;

    /// <summary>
    /// Adds <see cref="IOrderEngine"/>, <see cref="IOrderIndex"/> and <see cref="ITargets"/>, and what the process's role asks for: a silo,
    /// or a connection to silos. Needs <see cref="IOrderPolicies"/>, the <see cref="IConnector"/>s and logging.
    /// </summary>
    public static void AddClusterEngine(this IHostApplicationBuilder builder, OrderGrainsSettings settings)
    {
        var cluster = settings.Cluster;
        var options = new ClusterEngineOptions { Delivery = new DeliveryLimits { Concurrency = cluster.CallsPerTarget } };
        builder.Services.AddSingleton(_ => PostgresDatabase.Open(cluster.ConnectionString));
        builder.Services.AddSingleton<IClusterStore, PostgresStore>();
        if (settings.Role == "Gateway")
        {
            builder.UseOrleansClient(client => AddClient(client, cluster, options));
        }
        else
        {
            builder.UseOrleans(silo => AddSilo(silo, cluster, options, builder.Environment.IsDevelopment()));
        }

        builder.Services.AddClusterFront();
    }

    /// <summary>Makes the database's tables, or brings them up to date; the version that stood there before.</summary>
    public static async Task<int> InitDatabaseAsync(ClusterSettings settings, CancellationToken cancellationToken = default)
    {
        await using var database = PostgresDatabase.Open(settings.ConnectionString);
        return await PostgresSchema.UpgradeAsync(database, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the database for orders of another engine.</summary>
    /// <exception cref="InvalidOperationException">Its tables are not those that this program needs.</exception>
    public static async Task<IMovedOrders> MoveIntoAsync(ClusterSettings settings, CancellationToken cancellationToken = default)
    {
        var database = PostgresDatabase.Open(settings.ConnectionString);
        await PostgresSchema.DemandAsync(database, cancellationToken).ConfigureAwait(false);
        return new PostgresMove(database);
    }

    private static void AddSilo(ISiloBuilder silo, ClusterSettings cluster, ClusterEngineOptions options, bool development)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(names => Name(names, cluster));
        silo.UseAdoNetClustering(membership =>
            (membership.Invariant, membership.ConnectionString) = (Invariant, PostgresDatabase.ForFramework(cluster.ConnectionString)));
        silo.UseAdoNetReminderService(reminders =>
            (reminders.Invariant, reminders.ConnectionString) = (Invariant, PostgresDatabase.ForFramework(cluster.ConnectionString)));
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            OrderDocument.StorageName, (provider, _) => new PostgresOrders(provider.GetRequiredService<NpgsqlDataSource>()));
        var loopback = cluster.AdvertisedAddress is null && development;
        if (cluster.AdvertisedAddress is { } address || loopback)
        {
            silo.ConfigureEndpoints(
                loopback ? IPAddress.Loopback : IPAddress.Parse(cluster.AdvertisedAddress!),
                cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: !loopback);
        }
        else
        {
            silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: true);
        }

        silo.AddOrderGrains(options, cluster.CollectionAge);
    }

    private static void AddClient(IClientBuilder client, ClusterSettings cluster, ClusterEngineOptions options)
    {
        client.Configure<Orleans.Configuration.ClusterOptions>(names => Name(names, cluster));
        client.UseAdoNetClustering(membership =>
            (membership.Invariant, membership.ConnectionString) = (Invariant, PostgresDatabase.ForFramework(cluster.ConnectionString)));
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseConnectionRetryFilter(async (_, cancellationToken) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return !cancellationToken.IsCancellationRequested; // Silos may start later than gateways.
        });
        client.AddGatewayCountChangedHandler(provider => (_, change) =>
            provider.GetRequiredService<ClusterEngine>().OnConnection(change.NumberOfConnectedGateways > 0));
        client.AddOrderGrains(options);
    }

    private static void Name(Orleans.Configuration.ClusterOptions names, ClusterSettings cluster) =>
        (names.ClusterId, names.ServiceId) = (cluster.ClusterId, cluster.ServiceId);
}
