using System.Net;
using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.Grains;
using OrderGrains.Postgres;
using OrderGrains.Sqlite;
using Orleans.Configuration;

namespace OrderGrains.Silo;

/// <summary>Makes the process a part of the hub: its store, and a silo or a connection to silos, as role and storage say.</summary>
internal static class Hub
{
    /// <summary>Adds it. Needs policies and connectors; the settings name all tenants by now.</summary>
    public static void AddHub(this WebApplicationBuilder builder, SiloSettings settings)
    {
        var options = Options(settings);
        builder.Services.AddSingleton(KnownLanes.Of(settings));
        AddStore(builder.Services, settings);
        var traced = builder.Configuration.Sends(settings);
        var stage = new StopStage();
        builder.Services.AddSingleton(stage);
        builder.Services.AddHubParts(options);
        builder.Services.AddSingleton<IHostedService>(new StageMark(stage, "joining the cluster", "closing the store"));
        if (settings.Role == "Gateway")
        {
            builder.UseOrleansClient(client => Shown(Traced(AddClient(client, settings), traced), settings).AddHubClient(options));
        }
        else
        {
            builder.UseOrleans(silo => Shown(Traced(AddSilo(silo, settings, builder.Environment.IsDevelopment()), traced), settings).AddHubGrains(options));
        }

        builder.Services.AddSingleton<IHostedService>(new StageMark(stage, "having every lane stand", "leaving the cluster"));
        builder.Services.AddHubFront(isSilo: settings.Role != "Gateway");
        builder.Services.AddSingleton<IHostedService>(new StageMark(stage, "requests under way", "commands under way"));
    }

    /// <summary>Spans go from process to process with calls, where any are made.</summary>
    private static ISiloBuilder Traced(ISiloBuilder silo, bool traced) => traced ? silo.AddActivityPropagation() : silo;

    /// <inheritdoc cref="Traced(ISiloBuilder, bool)"/>
    private static IClientBuilder Traced(IClientBuilder client, bool traced) => traced ? client.AddActivityPropagation() : client;

    private static ISiloBuilder Shown(ISiloBuilder silo, SiloSettings settings) => settings.Console.Orleans ? silo.AddOrleansPages() : silo;

    private static IClientBuilder Shown(IClientBuilder client, SiloSettings settings) => settings.Console.Orleans ? client.AddOrleansPages() : client;

    private static HubOptions Options(SiloSettings settings) => new()
    {
        Orders = new()
        {
            ResidentBytes = settings.Storage.CacheMegabytes * 1024L * 1024,
            Residents = settings.Storage.CacheMegabytes * 400,
        },
        Lanes = new() { Concurrency = settings.Cluster.CallsPerTarget, MaxSlowDown = settings.Retry.MaxDelay },
        Retention = new()
        {
            Orders = Least(settings.Retention.Orders, settings.Retention.Drafts),
            Log = settings.Retention.Log,
            Audit = settings.Retention.Audit,
            Webhooks = settings.Retention.Webhooks,
            ExportDirectory = settings.Retention.ExportDirectory,
        },
        CollectionAge = settings.Cluster.CollectionAge,
    };

    private static void AddStore(IServiceCollection services, SiloSettings settings)
    {
        services.AddSingleton<IOrderStore>(provider => new SealedStore(
            Store(provider, settings), Stores.Keys(settings), provider.GetRequiredService<ILogger<SealedStore>>()));
        switch (settings.Storage.Kind)
        {
            case "Sqlite":
                services.AddSingleton(provider => new SqliteStore(
                    new() { DataDirectory = settings.Storage.DataDirectory, Committed = provider.GetRequiredService<HubMeter>().Commits },
                    provider.GetRequiredService<ILogger<SqliteStore>>(),
                    exception => Fail(provider, exception)));
                break;
            case "Memory":
                services.AddSingleton(new MemoryStore());
                break;
        }
    }

    /// <summary>Where the orders are kept, encrypted or not.</summary>
    private static IOrderStore Store(IServiceProvider provider, SiloSettings settings) => settings.Storage.Kind switch
    {
        "Sqlite" => provider.GetRequiredService<SqliteStore>(),
        "Memory" => provider.GetRequiredService<MemoryStore>(),
        "Postgres" => new PostgresStore(Measured(Stores.Postgres(settings), provider), provider.GetRequiredService<TimeProvider>()),
        _ => new AzureStore(Stores.Azure(settings), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()),
    };

    private static PostgresOptions Measured(PostgresOptions options, IServiceProvider provider)
    {
        options.Committing = provider.GetRequiredService<HubMeter>().Commits;
        return options;
    }

    private static ISiloBuilder AddSilo(ISiloBuilder silo, SiloSettings settings, bool development)
    {
        switch (settings.Storage.Kind)
        {
            case "Sqlite":
                return silo.UseOneMachine(static provider => provider.GetRequiredService<SqliteStore>().Reminders);
            case "Memory":
                return silo.UseOneMachine(static provider => provider.GetRequiredService<MemoryStore>().Reminders);
            case "Postgres":
                silo.UsePostgresMembership(Stores.Postgres(settings));
                break;
            default:
                silo.UseAzureMembership(Stores.Azure(settings));
                break;
        }

        silo.UsePeerTls(settings.Cluster.Tls).BoundTables().UseClusterTimes().Configure<ClusterOptions>(names => Name(names, settings.Cluster));
        return AddEndpoints(silo, settings.Cluster, development);
    }

    private static IClientBuilder AddClient(IClientBuilder client, SiloSettings settings)
    {
        client.Configure<ClusterOptions>(names => Name(names, settings.Cluster));
        var found = settings.Storage.Kind == "Postgres"
            ? client.UsePostgresMembership(Stores.Postgres(settings))
            : client.UseAzureMembership(Stores.Azure(settings));
        return found.UsePeerTls(settings.Cluster.Tls).BoundTables();
    }

    /// <summary>In Development a silo is reached from this machine alone, unless the settings name an address.</summary>
    private static ISiloBuilder AddEndpoints(ISiloBuilder silo, ClusterSettings cluster, bool development)
    {
        var loopback = cluster.AdvertisedAddress is null && development;
        return cluster.AdvertisedAddress is { } address || loopback
            ? silo.ConfigureEndpoints(
                loopback ? IPAddress.Loopback : IPAddress.Parse(cluster.AdvertisedAddress!), cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: !loopback)
            : silo.ConfigureEndpoints(cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: true);
    }

    private static void Name(ClusterOptions names, ClusterSettings cluster) => (names.ClusterId, names.ServiceId) = (cluster.ClusterId, cluster.ServiceId);

    /// <summary>The disk failed: the process ends, and says so.</summary>
    private static void Fail(IServiceProvider provider, Exception exception)
    {
        provider.GetRequiredService<OrderFront>().OnFailure("The disk failed");
        var log = provider.GetRequiredService<ILogger<SqliteStore>>();
        if (exception is DamagedException damaged)
        {
            log.LogCritical("{Damage} The process ends.", damaged.Message);
        }
        else
        {
            log.LogCritical(exception, "The disk failed; what of the last writes was kept is unknown. The process ends.");
        }

        provider.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }

    private static TimeSpan? Least(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
