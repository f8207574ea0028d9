using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Connectors;
using OrderGrains.Embedded;
using OrderGrains.EngineTests.Support;
using OrderGrains.Gateway;
using OrderGrains.Sandbox;

namespace OrderGrains.EngineTests.Campaigns;

/// <summary>
/// The whole hub with its sandbox in one process, without sockets and on a fake clock: gateway, embedded engine, pump and
/// connectors are the real ones, and both ways between hub and vendors go over a <see cref="Wire"/>.
/// </summary>
internal sealed class CampaignHub : IAsyncDisposable
{
    public const string Tenant = "acme";

    private readonly WebApplication _app;
    private readonly string _directory;
    private readonly HttpClient _sender;

    private CampaignHub(WebApplication app, string directory, FakeClock clock, Wire toVendors, Wire toHub)
    {
        (_app, _directory, Clock, ToVendors, ToHub) = (app, directory, clock, toVendors, toHub);
        _sender = app.GetTestClient();
        Engine = app.Services.GetRequiredService<EmbeddedEngine>();
        Vendors = app.Services.GetRequiredService<SandboxVendors>();
    }

    public FakeClock Clock { get; }

    /// <summary>What the hub calls.</summary>
    public Wire ToVendors { get; }

    /// <summary>What the vendors notify.</summary>
    public Wire ToHub { get; }

    public EmbeddedEngine Engine { get; }

    public SandboxVendors Vendors { get; }

    public static async Task<CampaignHub> StartAsync(Action<SandboxOptions>? sandbox = null, Action<OrderGrainsSettings>? change = null)
    {
        var settings = Settings();
        change?.Invoke(settings);
        var clock = new FakeClock();
        var directory = Directory.CreateTempSubdirectory("ordergrains-").FullName;
        WebApplication? app = null;
        var toVendors = new Wire(() => app!.GetTestServer().CreateHandler());
        var toHub = new Wire(() => app!.GetTestServer().CreateHandler());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        builder.Services.AddConnectors(settings);
        builder.Services.AddHttpClient($"{Tenant}/{Target.Vtex}").ConfigurePrimaryHttpMessageHandler(() => toVendors);
        builder.Services.AddEmbeddedEngine(directory);
        builder.Services.AddGateway(settings);
        builder.Services.AddSandbox(options =>
        {
            options.LedgerCapacity = 1_000_000;
            options.LedgerBytes = 256 * 1024 * 1024;
            options.NotificationHandler = () => toHub;
            sandbox?.Invoke(options);
        });
        app = builder.Build();
        app.MapGateway();
        app.MapSandbox();
        await app.StartAsync();
        return new(app, directory, clock, toVendors, toHub);
    }

    /// <summary>OPABOX's webhook of a status.</summary>
    public async Task OpaboxAsync(string id, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{Tenant}/opabox/orders");
        request.Headers.Add("x-api-key", "opabox-key");
        request.Content = new StringContent(
            $$"""
            { "id": "{{id}}", "status": {{status}}, "will_delivery": true, "payment_type": "PIX",
              "product_list": [ { "id": "p1", "sku": "1001", "name": "Suco", "price": 20.9, "purchased_quantity": 2 } ],
              "purchased_products_value": 41.8, "delivery_fee": 7.5, "total_price": 49.3,
              "customer": { "id": "c1", "name": "Ana Souza", "cpf": "52998224725", "phone": "+5511994215695" },
              "delivery_address": { "cep": "13025-230", "city": "Campinas", "state": "SP", "street": "Rua Treze", "street_number": "50" } }
            """,
            Encoding.UTF8,
            "application/json");
        using var answer = await _sender.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public async Task<OrderState> ReadAsync(string id) =>
        (await Engine.ReadAsync(OrderId.Create(Tenant, Channel.Opabox, id)))?.Record.State
        ?? throw new InvalidOperationException($"{id} reads as nothing.");

    /// <summary>
    /// Lets everything run that can, then moves the clock: to its next timer, or a little while calls under way wait for it.
    /// False where nothing waits for the clock.
    /// </summary>
    public async Task<bool> StepAsync()
    {
        await QuietAsync();
        if (Engine.Conditions().Any(lane => lane.InFlight > 0 || (lane.Queued > 0 && lane.BlockedUntil is null)))
        {
            Clock.Advance(TimeSpan.FromMilliseconds(50));
            return true;
        }

        if (Clock.NextTimer is not { } next)
        {
            return false;
        }

        Clock.AdvanceTo(next > Clock.GetUtcNow() ? next : Clock.GetUtcNow());
        return true;
    }

    /// <summary>Steps until something holds.</summary>
    public async Task RunUntilAsync(Func<Task<bool>> holds, TimeSpan patience, string phase)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < patience, $"Hung in: {phase}");
            await StepAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.AbandonAsync();
        _sender.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>No request is on a wire, and none appears while the threads have a chance to send one.</summary>
    private async Task QuietAsync()
    {
        var (quiet, seen) = (0, -1);
        while (quiet < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            var total = ToVendors.Total + ToHub.Total;
            quiet = total == seen && ToVendors.Active + ToHub.Active == 0 ? quiet + 1 : 0;
            seen = total;
        }
    }

    private static OrderGrainsSettings Settings() => new()
    {
        Tenants =
        {
            [Tenant] = new()
            {
                Opabox = new() { ApiKeys = ["opabox-key"] },
                Vtex = new()
                {
                    BaseUrl = "http://hub/sandbox/vtex",
                    Account = "acme",
                    AppKey = "app-key",
                    AppToken = "app-token",
                    AffiliateId = "MKP",
                    WebhookSecrets = ["hook-secret"],
                    PublicUrl = "http://hub",
                    CustomerEmailTemplate = "{document}@acme.example",
                },
            },
        },
    };
}
