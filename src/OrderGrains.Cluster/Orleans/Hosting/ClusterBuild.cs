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

    /// <summary>What a build without Azure Storage says that is asked for it.</summary>
    public const string HowToBuildAzure =
        "This build has no Azure Storage. Build it with -p:ClusterStorage=Azure (dotnet publish silo -p:Cluster=true -p:ClusterStorage=Azure), or set Postgres.";

    private const string Invariant = "Npgsql";

    /// <summary>Whether this build has the engine.</summary>
    public static bool HasEngine => true;

    /// <summary>What this build lacks for the storage that the settings name; null where it has it.</summary>
    public static string? MissingStorage(ClusterSettings settings) => IsAzure(settings) && !AzureStorage.InBuild ? HowToBuildAzure : null;

    /// <summary>
    /// Adds <see cref="IOrderEngine"/>, <see cref="IOrderIndex"/> and <see cref="ITargets"/>, and what the process's role asks for: a silo,
    /// or a connection to silos. Needs <see cref="IOrderPolicies"/>, the <see cref="IConnector"/>s and logging.
    /// </summary>
    public static void AddClusterEngine(this IHostApplicationBuilder builder, OrderGrainsSettings settings)
    {
        var cluster = settings.Cluster;
        var options = new ClusterEngineOptions { Delivery = new DeliveryLimits { Concurrency = cluster.CallsPerTarget } };
        AddStore(builder.Services, cluster);
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

    /// <summary>Makes the storage's tables, or brings them up to date; the version that stood there before.</summary>
    public static async Task<int> InitDatabaseAsync(ClusterSettings settings, CancellationToken cancellationToken = default)
    {
        if (IsAzure(settings))
        {
            return await AzureStorage.InitAsync(settings, cancellationToken).ConfigureAwait(false);
        }

        await using var database = PostgresDatabase.Open(settings.ConnectionString);
        return await PostgresSchema.UpgradeAsync(database, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the database for orders of another engine.</summary>
    /// <exception cref="InvalidOperationException">Its tables are not those that this program needs, or it is none that orders are moved into.</exception>
    public static async Task<IMovedOrders> MoveIntoAsync(ClusterSettings settings, CancellationToken cancellationToken = default)
    {
        if (IsAzure(settings))
        {
            throw new InvalidOperationException("Orders of a data directory can be moved into PostgreSQL, not into Azure Storage. Nothing was moved.");
        }

        var database = PostgresDatabase.Open(settings.ConnectionString);
        await PostgresSchema.DemandAsync(database, cancellationToken).ConfigureAwait(false);
        return new PostgresMove(database);
    }

    private static bool IsAzure(ClusterSettings cluster) => cluster.Storage == AzureStorage.Name;

    private static void AddStore(IServiceCollection services, ClusterSettings cluster)
    {
        if (IsAzure(cluster))
        {
            AzureStorage.AddStore(services, cluster);
            return;
        }

        services.AddSingleton(_ => PostgresDatabase.Open(cluster.ConnectionString));
        services.AddSingleton<IClusterStore, PostgresStore>();
    }

    private static void AddPostgres(ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.UseAdoNetClustering(membership =>
            (membership.Invariant, membership.ConnectionString) = (Invariant, PostgresDatabase.ForFramework(cluster.ConnectionString)));
        silo.UseAdoNetReminderService(reminders =>
            (reminders.Invariant, reminders.ConnectionString) = (Invariant, PostgresDatabase.ForFramework(cluster.ConnectionString)));
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            OrderDocument.StorageName, (provider, _) => new PostgresOrders(provider.GetRequiredService<NpgsqlDataSource>()));
    }

    private static void AddSilo(ISiloBuilder silo, ClusterSettings cluster, ClusterEngineOptions options, bool development)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(names => Name(names, cluster));
        if (IsAzure(cluster))
        {
            AzureStorage.AddSilo(silo, cluster);
        }
        else
        {
            AddPostgres(silo, cluster);
        }

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
        if (IsAzure(cluster))
        {
            AzureStorage.AddClient(client, cluster);
        }
        else
        {
            client.UseAdoNetClustering(membership =>
                (membership.Invariant, membership.ConnectionString) = (Invariant, PostgresDatabase.ForFramework(cluster.ConnectionString)));
        }

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
