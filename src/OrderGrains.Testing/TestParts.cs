using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using OrderGrains.Connectors;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.Gateway;
using OrderGrains.Gateway.Checker;
using OrderGrains.Grains;
using OrderGrains.Sandbox;

namespace OrderGrains.Testing;

/// <summary>What a <see cref="TestHub"/> is made of: the silos, and one web application with the gateway, the connectors and the vendors.</summary>
internal sealed class TestParts : IAsyncDisposable
{
    private readonly MemoryStore _store;
    private readonly KnownLanes _lanes;

    private TestParts(TestHubOptions options)
    {
        Settings = options.Settings;
        Clock = new(Work);
        _store = new(new() { AfterWrite = _ => Work.Noted() });
        _lanes = KnownLanes.Of(Settings);
        ToVendors = new(() => App!.GetTestServer().CreateHandler());
        App = Build(options);
        Cluster = new(new(
            options.Silos,
            () => _store,
            _ => _store.Reminders,
            new SettingsPolicies(Settings),
            _lanes,
            Connectors,
            new()
            {
                Time = Clock,
                Orders = new() { WriteDeadline = Within.Patience }, // A busy machine is not a store that hangs.
                Lanes = options.Lanes,
                ResponseTimeout = WorkUnderWay.Patience, // A lane that is asked to be quiet may have much to do.
            }) { Log = options.Log });
    }

    /// <summary>What all silos share.</summary>
    public IOrderStore Store => _store;

    public OrderGrainsSettings Settings { get; }

    public WorkUnderWay Work { get; } = new();

    public FakeClock Clock { get; }

    public Wire ToVendors { get; }

    public WebApplication App { get; }

    public HubCluster Cluster { get; }

    public static async Task<TestParts> StartAsync(TestHubOptions options)
    {
        var parts = new TestParts(options);
        await parts.Cluster.StartAsync().ConfigureAwait(false);
        parts.App.Services.GetRequiredService<CheckRecorder>().UnderWay = parts.Work.Tell;
        parts.App.MapGateway();
        parts.App.MapSandbox();
        await parts.App.StartAsync().ConfigureAwait(false);
        return parts;
    }

    /// <summary>When the first thing of any order comes due, or came due and was not done; null where nothing is left to come.</summary>
    public async Task<DateTimeOffset?> NextDueAsync() =>
        (await Task.WhenAll(_lanes.All.Select(lane => _store.NextDueAsync(lane, DuePosition.Start, default))).ConfigureAwait(false)).Min();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync().ConfigureAwait(false);
        await Cluster.StopAsync().ConfigureAwait(false);
        await Cluster.DisposeAsync().ConfigureAwait(false);
        await App.DisposeAsync().ConfigureAwait(false);
    }

    private WebApplication Build(TestHubOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (options.Log is { } log)
        {
            builder.Logging.AddProvider(log);
        }

        builder.WebHost.UseTestServer();
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Settings);
        services.AddSingleton<IOrderEngine>(_ => Cluster.Front);
        services.AddSingleton<IOrderIndex>(_ => Cluster.Front);
        services.AddSingleton<ITargets>(_ => Cluster.Front);
        services.AddSingleton<IFailureIndex>(_ => Cluster.Serving.GetRequiredService<IFailureIndex>());
        services.AddSingleton<IBulkJobs>(_ => Cluster.Serving.GetRequiredService<IBulkJobs>());
        services.AddSingleton<IPersons>(_ => Cluster.Serving.GetRequiredService<IPersons>());
        services.AddSingleton<IAudit>(_ => Cluster.Serving.GetRequiredService<IAudit>());
        services.AddSingleton<IOrderLog>(_ => Cluster.Serving.GetRequiredService<IOrderLog>());
        services.AddConnectors(Settings, OutboundNetworks.Any);
        services.ConfigureAll<HttpClientFactoryOptions>(clients =>
            clients.HttpMessageHandlerBuilderActions.Add(handlers => handlers.PrimaryHandler = ToVendors));
        services.AddGateway(Settings);
        services.AddSingleton(options.Sandbox);
        services.AddSandbox();
        options.Sandbox.NotificationHandler ??= () => new Wire(() => App.GetTestServer().CreateHandler());
        options.Sandbox.NotificationUnderWay = Work.Tell;
        foreach (var service in options.Services)
        {
            services.Add(service);
        }

        return builder.Build();
    }

    /// <summary>One for each target, the last that was registered: a test's own takes the place of the hub's.</summary>
    private IEnumerable<IConnector> Connectors() => App.Services.GetServices<IConnector>()
        .GroupBy(connector => connector.Target, StringComparer.Ordinal)
        .Select(same => new CountedConnector(same.Last(), Work));
}
