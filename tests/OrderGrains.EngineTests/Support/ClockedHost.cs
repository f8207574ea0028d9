using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using OrderGrains.Connectors;
using OrderGrains.Embedded;
using OrderGrains.Gateway;
using OrderGrains.Sandbox;

namespace OrderGrains.EngineTests.Support;

/// <summary>
/// The whole hub and its vendors in this process, without sockets and on a clock that a test moves: gateway, embedded engine, pump and
/// connectors are the real ones, the sandbox stands in for the vendors, and both ways between them go over a <see cref="Wire"/>.
/// </summary>
internal sealed class ClockedHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;
    private readonly WorkUnderWay _work;

    private ClockedHost(WebApplication app, string directory, WorkUnderWay work, FakeClock clock, Wire toVendors, Wire toHub)
    {
        (_app, _directory, _work, Clock, ToVendors, ToHub) = (app, directory, work, clock, toVendors, toHub);
        Http = app.GetTestClient();
        Engine = app.Services.GetRequiredService<EmbeddedEngine>();
        Vendors = app.Services.GetRequiredService<SandboxVendors>();
    }

    public FakeClock Clock { get; }

    /// <summary>Where senders and operators call.</summary>
    public HttpClient Http { get; }

    /// <summary>What the hub calls.</summary>
    public Wire ToVendors { get; }

    /// <summary>What the vendors notify.</summary>
    public Wire ToHub { get; }

    public EmbeddedEngine Engine { get; }

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

    public static async Task<ClockedHost> StartAsync(OrderGrainsSettings settings, DeliveryLimits delivery, Action<SandboxOptions> sandbox)
    {
        var (work, directory) = (new WorkUnderWay(), Directory.CreateTempSubdirectory("ordergrains-").FullName);
        var clock = new FakeClock(work);
        WebApplication? app = null;
        var toVendors = new Wire(() => app!.GetTestServer().CreateHandler());
        var toHub = new Wire(() => app!.GetTestServer().CreateHandler());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        builder.Services.AddConnectors(settings);
        builder.Services.ConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(handlers => handlers.PrimaryHandler = toVendors));
        builder.Services.AddEmbeddedEngine(
            new EmbeddedOptions { DataDirectory = directory, Delivery = delivery, Scheduler = new CountingScheduler(work) });
        builder.Services.AddGateway(settings);
        builder.Services.AddSandbox(options =>
        {
            options.NotificationHandler = () => toHub;
            options.NotificationUnderWay = begins => (begins ? (Action)work.Begin : work.End)();
            sandbox(options);
        });
        app = builder.Build();
        app.MapGateway();
        app.MapSandbox();
        await app.StartAsync();
        return new(app, directory, work, clock, toVendors, toHub);
    }

    /// <summary>Waits until nothing goes on: no turn, no call and no notification that does not wait for the clock.</summary>
    public Task IdleAsync() => _work.WhenIdleAsync();

    public async ValueTask DisposeAsync()
    {
        await Engine.AbandonAsync();
        Http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
