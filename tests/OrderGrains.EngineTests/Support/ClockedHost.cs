using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using OrderGrains.Connectors;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.Gateway;
using OrderGrains.Gateway.Checker;
using OrderGrains.Grains;
using OrderGrains.Sandbox;
using Orleans.Hosting;

namespace OrderGrains.EngineTests.Support;

/// <summary>
/// The whole hub and its vendors in this process, without HTTP sockets and on a clock that a test moves: gateway, silo, lanes and connectors are the real
/// ones, over a store in memory; the sandbox stands in for the vendors, and both ways between them go over a <see cref="Wire"/>.
/// </summary>
internal sealed class ClockedHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WorkUnderWay _work;
    private readonly IReadOnlyList<ILaneGrain> _lanes;

    private ClockedHost(WebApplication app, WorkUnderWay work, FakeClock clock, Wire toVendors, Wire toHub)
    {
        (_app, _work, Clock, ToVendors, ToHub) = (app, work, clock, toVendors, toHub);
        var grains = app.Services.GetRequiredService<IGrainFactory>();
        _lanes = [.. app.Services.GetRequiredService<KnownLanes>().All.Select(grains.Lane)];
        Http = app.GetTestClient();
        Engine = app.Services.GetRequiredService<IOrderEngine>();
        Vendors = app.Services.GetRequiredService<SandboxVendors>();
    }

    public FakeClock Clock { get; }

    /// <summary>Where senders and operators call.</summary>
    public HttpClient Http { get; }

    /// <summary>What the hub calls.</summary>
    public Wire ToVendors { get; }

    /// <summary>What the vendors notify.</summary>
    public Wire ToHub { get; }

    public IOrderEngine Engine { get; }

    public SandboxVendors Vendors { get; }

    /// <summary>VTEX's settings, with the sandbox as VTEX.</summary>
    public static VtexSettings Vtex(string webhookSecret) => new()
    {
        BaseUrl = "http://hub/sandbox/vtex",
        Account = "acme",
        AppKey = "app-key",
        AppToken = "app-token",
        AffiliateId = "MKP",
        WebhookSecrets = [webhookSecret],
        PublicUrl = "http://hub",
        CustomerEmailTemplate = "{document}@acme.example",
    };

    public static async Task<ClockedHost> StartAsync(OrderGrainsSettings settings, LaneLimits lanes, Action<SandboxOptions> sandbox)
    {
        var work = new WorkUnderWay();
        var clock = new FakeClock(work);
        WebApplication? app = null;
        var toVendors = new Wire(() => app!.GetTestServer().CreateHandler());
        var toHub = new Wire(() => app!.GetTestServer().CreateHandler());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System); // The framework's own work goes by the machine's.
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        builder.Services.AddConnectors(settings);
        builder.Services.ConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(handlers => handlers.PrimaryHandler = toVendors));
        CountConnectors(builder.Services, work);
        AddHub(builder, settings, lanes, work);
        builder.Services.AddGateway(settings);
        builder.Services.AddSandbox(options =>
        {
            options.NotificationHandler = () => toHub;
            options.NotificationUnderWay = work.Tell;
            sandbox(options);
        });
        app = builder.Build();
        app.Services.GetRequiredService<CheckRecorder>().UnderWay = work.Tell;
        app.MapGateway();
        app.MapSandbox();
        await app.StartAsync();
        return new(app, work, clock, toVendors, toHub);
    }

    /// <summary>
    /// Waits until nothing goes on that does not wait for the clock: no turn, no call, no notification. Each lane looks at its index in every round, so that a
    /// bell that rings late does not matter; in the last round nothing happened.
    /// </summary>
    public async Task IdleAsync()
    {
        long before;
        do
        {
            before = _work.Changes;
            await Task.WhenAll(_lanes.Select(lane => lane.QuietAsync()));
            await _work.WhenIdleAsync();
        }
        while (_work.Changes != before);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void CountConnectors(IServiceCollection services, WorkUnderWay work)
    {
        foreach (var connector in services.Where(service => service.ServiceType == typeof(IConnector)).ToList())
        {
            services.Remove(connector);
            services.AddSingleton<IConnector>(provider =>
                new CountedConnector((IConnector)ActivatorUtilities.CreateInstance(provider, connector.ImplementationType!), work));
        }
    }

    private static void AddHub(WebApplicationBuilder builder, OrderGrainsSettings settings, LaneLimits lanes, WorkUnderWay work)
    {
        var store = new MemoryStore(new() { AfterWrite = _ => work.Noted() });
        var options = new HubOptions { Lanes = lanes, ResponseTimeout = WorkUnderWay.Patience }; // A lane that is asked to be quiet may have much to do.
        builder.Services.AddSingleton<IOrderStore>(store);
        builder.Services.AddSingleton(KnownLanes.Of(settings));
        builder.Services.AddHubParts(options);
        builder.UseOrleans(silo => silo.UseOneMachine(_ => store.Reminders).AddHubGrains(options));
        builder.Services.AddHubFront(isSilo: true);
    }
}
