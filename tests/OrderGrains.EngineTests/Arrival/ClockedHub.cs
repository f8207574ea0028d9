using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using OrderGrains.Connectors;
using OrderGrains.Embedded;
using OrderGrains.EngineTests.Support;
using OrderGrains.Gateway;
using OrderGrains.Sandbox;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>
/// Gateway, embedded engine, connectors, and the sandbox as their vendors, in this process and on a clock that a test moves. No
/// socket: every call goes through the one test server.
/// </summary>
internal sealed class ClockedHub : IAsyncDisposable
{
    public const string Tenant = "acme";

    private const string OpaboxKey = "opabox-current-key";
    private const string OperatorKey = "operator-key";

    private readonly WebApplication _app;
    private readonly string _directory;

    private ClockedHub(WebApplication app, FakeClock clock, string directory)
    {
        (_app, Clock, _directory) = (app, clock, directory);
        Http = app.GetTestClient();
    }

    public FakeClock Clock { get; }

    public HttpClient Http { get; }

    public IOrderEngine Engine => _app.Services.GetRequiredService<IOrderEngine>();

    public SandboxVendors Vendors => _app.Services.GetRequiredService<SandboxVendors>();

    public static async Task<ClockedHub> StartAsync(Action<TenantSettings>? change = null)
    {
        var (clock, directory) = (new FakeClock(), Directory.CreateTempSubdirectory("ordergrains-").FullName);
        var settings = Settings();
        change?.Invoke(settings.Tenants[Tenant]);
        WebApplication? app = null;
        var here = new Lazy<HttpMessageHandler>(() => app!.GetTestServer().CreateHandler());

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        builder.Services.AddConnectors(settings);
        builder.Services.ConfigureAll<HttpClientFactoryOptions>(options =>
            options.HttpMessageHandlerBuilderActions.Add(handlers => handlers.PrimaryHandler = new Late(here)));
        builder.Services.AddEmbeddedEngine(new EmbeddedOptions
        {
            DataDirectory = directory, Delivery = new() { Concurrency = 64, Queue = 10_000 },
        });
        builder.Services.AddGateway(settings);
        builder.Services.AddSandbox(options =>
        {
            options.NotificationHandler = () => new Late(here);
            options.NotificationTimeout = TimeSpan.FromHours(12);
            options.NotificationCapacity = 100_000;
            options.LedgerCapacity = 1_000;
        });
        app = builder.Build();
        app.MapGateway();
        app.MapSandbox();
        await app.StartAsync();
        return new(app, clock, directory);
    }

    /// <summary>OPABOX's webhook.</summary>
    public async Task<JsonNode> OpaboxAsync(JsonNode order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{Tenant}/opabox/orders") { Content = JsonContent.Create(order) };
        request.Headers.Add("x-api-key", OpaboxKey);
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>An operator's call.</summary>
    public async Task<(int Status, JsonNode? Body)> ApiAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Api-Key", OperatorKey);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Waits for what is under way, then moves the clock to what is due next, until these orders owe nothing.</summary>
    public async Task SettleAsync(IReadOnlyCollection<OrderId> orders)
    {
        for (var round = 0; round < 10_000; round++)
        {
            await IdleAsync();
            var due = await Task.WhenAll(orders.Select(async order => (await Engine.ReadAsync(order))?.Record.NextDue()));
            if (Vendors.Notifications.Waiting > 0)
            {
                Clock.Advance(TimeSpan.FromMilliseconds(500));
            }
            else if (due.Min() is { } next)
            {
                Clock.AdvanceTo(next > Clock.GetUtcNow() ? next : Clock.GetUtcNow().AddSeconds(1));
            }
            else
            {
                return;
            }
        }

        Assert.Fail("The orders never settle.");
    }

    /// <summary>
    /// Waits until nothing moves: nothing is called that is not held up by the clock, and no notification comes. Where it ends too
    /// early the clock moves on meanwhile, which is allowed.
    /// </summary>
    public async Task IdleAsync()
    {
        var targets = _app.Services.GetRequiredService<ITargets>();
        var (quiet, still) = (0, 0);
        var before = (-1L, -1);
        while (quiet < 3 && still < 200)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            var underWay = targets.Conditions().Sum(target => target.InFlight + (target.BlockedUntil is null ? target.Queued : 0));
            var seen = (Vendors.Notifications.Delivered, underWay);
            still = seen == before ? still + 1 : 0;
            quiet = seen == before && underWay == 0 ? quiet + 1 : 0;
            before = seen;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static OrderGrainsSettings Settings() => new()
    {
        Operators = [new() { Name = "ana", Key = OperatorKey, Role = "Operator" }],
        Tenants =
        {
            [Tenant] = new()
            {
                Opabox = new() { ApiKeys = [OpaboxKey] },
                OmniChat = new() { BaseUrl = "http://hub/sandbox/omnichat", Secret = "chat-secret" },
                Vtex = new()
                {
                    BaseUrl = "http://hub/sandbox/vtex",
                    Account = "acme",
                    AppKey = "app-key",
                    AppToken = "app-token",
                    AffiliateId = "MKP",
                    WebhookSecrets = ["vtex-path-secret"],
                    PublicUrl = "http://hub",
                    CustomerEmailTemplate = "{document}@acme.example",
                },
                BonifiQ = new() { BaseUrl = "http://hub/sandbox/bonifiq", Token = "loyalty-token", Key = "loyalty-key" },
            },
        },
    };

    /// <summary>A handler that is made when it is first used.</summary>
    private sealed class Late(Lazy<HttpMessageHandler> handler) : HttpMessageHandler
    {
        private HttpMessageInvoker? _invoker;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (_invoker ??= new(handler.Value, disposeHandler: false)).SendAsync(request, cancellationToken);
    }
}
