using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Connectors;
using OrderGrains.Gateway;
using OrderGrains.Sandbox;
using OrderGrains.Sandbox.Faults;
using OrderGrains.Silo;

namespace OrderGrains.Benchmarks;

/// <summary>
/// A hub on SQLite with a tenant for each catalog, the floor's endpoint, and VTEX's stand-in on a port of its own:
/// all in this process.
/// </summary>
internal sealed class CheckerHub : IAsyncDisposable
{
    /// <summary>Carts that are edited.</summary>
    public const int Carts = 1_000;

    private const string Key = "benchmark-key";
    private readonly string _folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
    private readonly WebApplication _vendors;
    private readonly WebApplication _hub;

    private CheckerHub()
    {
        _vendors = Vendors();
        _vendors.StartAsync().GetAwaiter().GetResult();
        _hub = Hub(_vendors.Urls.First());
    }

    /// <summary>What is asked; its base address is the hub's.</summary>
    public HttpClient Client { get; } = new();

    /// <summary>The simulation's address.</summary>
    public Uri Simulation => new($"{_vendors.Urls.First()}/sandbox/vtex/api/checkout/pub/orderForms/simulation");

    /// <summary>Starts it.</summary>
    public static async Task<CheckerHub> StartAsync()
    {
        var hub = new CheckerHub();
        await hub._hub.StartAsync();
        hub.Client.BaseAddress = new(hub._hub.Urls.First());
        return hub;
    }

    /// <summary>How long the simulation takes from now on.</summary>
    public void SimulationTakes(TimeSpan time) => _vendors.Services.GetRequiredService<SandboxVendors>()
        .Faults.Replace(new Fault { Target = SandboxTargets.VtexSimulation, Latency = time });

    /// <summary>The next edit of a cart.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="i">Counts the edits.</param>
    public async Task EditAsync(string path, int i)
    {
        var answer = await PostAsync(new(path, UriKind.Relative), Cart(i));
        if (answer is not (200 or 403))
        {
            throw new InvalidOperationException($"{path} answered {answer}.");
        }
    }

    /// <summary>Asks the simulation itself, as the catalog would.</summary>
    public Task SimulateAsync(int i) => PostAsync(
        Simulation, Encoding.UTF8.GetBytes($$"""{"items":[{"id":"{{100 + (i % 200)}}","quantity":1,"seller":"1"}],"postalCode":"13025230","country":"BRA"}"""));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _hub.DisposeAsync();
        await _vendors.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static WebApplication Vendors()
    {
        var builder = Builder();
        builder.Services.AddSandbox();
        var app = builder.Build();
        app.MapSandbox();
        return app;
    }

    private WebApplication Hub(string vendors)
    {
        var catalog = Path.Combine(_folder, "catalog.json");
        File.WriteAllText(catalog, Catalog());
        var settings = new SiloSettings
        {
            Storage = { DataDirectory = Path.Combine(_folder, "data") },
            Tenants =
            {
                ["file"] = Tenant(new() { Catalog = "File", CatalogFile = catalog }),
                // Nothing is kept, so that every edit asks.
                ["vtex"] = Tenant(new() { Catalog = "Vtex", CacheFor = TimeSpan.Zero }),
            },
        };
        settings.Tenants["vtex"].Vtex = new() { BaseUrl = $"{vendors}/sandbox/vtex", Account = "acme", AffiliateId = "MKP" };
        var builder = Builder();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<OrderGrainsSettings>(settings);
        builder.Services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        builder.Services.AddConnectors(settings, OutboundNetworks.Any);
        builder.AddHub(settings);
        builder.Services.AddGateway(settings);
        var app = builder.Build();
        app.MapGateway();
        app.MapPost("/floor", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            return Results.Json(Array.Empty<string>());
        });
        return app;
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder;
    }

    private static TenantSettings Tenant(CheckerSettings checker)
    {
        checker.Rules = [new() { Type = "MinimumOrder", Value = 50 }];
        return new() { OmniChat = new() { WebhookHeaders = { ["x-omni-token"] = [Key] } }, Checker = checker };
    }

    private async Task<int> PostAsync(Uri address, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("x-omni-token", Key);
        using var answer = await Client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        return (int)answer.StatusCode;
    }

    /// <summary>It grows to five lines and starts over, so that each edit changes the cart.</summary>
    private static byte[] Cart(int i)
    {
        var lines = Enumerable.Range(0, 1 + (i / Carts % 5)).Select(n => $$"""
            {"objectId":"item-{{n}}","quantity":{{1 + (i % 3)}},"price":10,"externalId":"{{100 + ((i + n) % 200)}}","shippingMethod":"PAC"}
            """);
        return Encoding.UTF8.GetBytes($$"""
            {"objectId":"cart-{{i % Carts}}","eventType":"ORDER_UPDATE","coupon":"CUPOM","salesChannel":"WhatsApp","freightCost":10,
             "customer":{"name":"Ana","lastName":"Souza","taxDocumentnumber":"28552233851","email":"ana@example.com"},
             "shippingAddress":{"addressLine1":"Rua das Flores","number":"{{i}}","zip":"13025-230","city":"Campinas","addressState":"SP"},
             "items":[{{string.Join(',', lines)}}]}
            """);
    }

    private static string Catalog() => $$"""
        { "items": [ {{string.Join(',', Enumerable.Range(100, 5_000).Select(sku => $$"""{"sku":"{{sku}}","name":"Item {{sku}}","price":10,"stock":1000,"weight":200}"""))}} ],
          "delivery": [ { "id": "PAC", "name": "PAC", "from": "01000000", "to": "99999999", "price": 10, "estimate": "3bd" } ] }
        """;
}
