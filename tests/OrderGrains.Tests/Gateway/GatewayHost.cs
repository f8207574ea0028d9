using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.Gateway;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Tests.Gateway;

/// <summary>The gateway on Kestrel, at a port of the system's choice, in front of a scripted engine.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string OpaboxKey = "opabox-current-key";
    public const string OmniChatKey = "omnichat-current-key";
    public const string VtexSecret = "vtex-path-secret";
    public const string OperatorKey = "operator-key";
    public const string ReaderKey = "reader-key";

    private readonly WebApplication _app;
    private readonly HttpClient _browser;

    private GatewayHost(WebApplication app, ScriptedEngine engine, CapturedLog log)
    {
        (_app, Engine, Log) = (app, engine, log);
        Client = new() { BaseAddress = new(app.Urls.First()) };
        _browser = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Client.BaseAddress };
    }

    public ScriptedEngine Engine { get; }

    public CapturedLog Log { get; }

    public HttpClient Client { get; }

    public FakeClock Clock => (FakeClock)_app.Services.GetRequiredService<TimeProvider>();

    public ScriptedIndex Index => (ScriptedIndex)_app.Services.GetRequiredService<IOrderIndex>();

    public ScriptedTargets Targets => (ScriptedTargets)_app.Services.GetRequiredService<ITargets>();

    public ScriptedFailures Failures => (ScriptedFailures)_app.Services.GetRequiredService<IFailureIndex>();

    public ScriptedJobs Jobs => (ScriptedJobs)_app.Services.GetRequiredService<IBulkJobs>();

    public ScriptedAudit Audit => (ScriptedAudit)_app.Services.GetRequiredService<IAudit>();

    public ScriptedCatalog Catalog => (ScriptedCatalog)_app.Services.GetRequiredService<ICatalog>();

    public ScriptedLog Story => (ScriptedLog)_app.Services.GetRequiredService<IOrderLog>();

    public IServiceProvider Services => _app.Services;

    public static OrderGrainsSettings Settings() => new()
    {
        Operators =
        [
            new() { Name = "ops", Key = OperatorKey, Role = "Operator" },
            new() { Name = "eyes", Key = ReaderKey, Role = "Reader" },
            new() { Name = "nobody", Key = "", Role = "Operator" },
        ],
        Tenants =
        {
            ["acme"] = new()
            {
                Opabox = new() { ApiKeys = [OpaboxKey, "opabox-next-key"] },
                OmniChat = new() { WebhookHeaders = { ["x-omni-token"] = [OmniChatKey, "omnichat-next-key"] } },
                Vtex = new() { AffiliateId = "MKP", WebhookSecrets = [VtexSecret] },
                BonifiQ = new(),
                Checker = new() { Catalog = "Vtex" },
                Stores = { ["Sucao_Dev"] = new(), ["padrao-1234"] = new() },
            },
            ["bare"] = new(),
        },
    };

    public static Task<GatewayHost> StartAsync(Action<OrderGrainsSettings>? change = null, string? consoleKeys = null)
    {
        var settings = Settings();
        change?.Invoke(settings);
        return StartAsync(settings, consoleKeys);
    }

    public static async Task<GatewayHost> StartAsync(OrderGrainsSettings settings, string? consoleKeys = null)
    {
        var engine = new ScriptedEngine();
        var log = new CapturedLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(new FakeClock());
        builder.Services.AddSingleton<IOrderEngine>(engine);
        builder.Services.AddSingleton<IOrderIndex, ScriptedIndex>();
        builder.Services.AddSingleton<IFailureIndex, ScriptedFailures>();
        builder.Services.AddSingleton<IBulkJobs, ScriptedJobs>();
        builder.Services.AddSingleton<ITargets, ScriptedTargets>();
        builder.Services.AddSingleton<IPersons, ScriptedPersons>();
        builder.Services.AddSingleton<IAudit, ScriptedAudit>();
        builder.Services.AddSingleton<IOrderLog, ScriptedLog>();
        builder.Services.AddSingleton<ICatalog, ScriptedCatalog>();
        builder.Services.AddSingleton<IOrderStore, MemoryStore>(_ => new()); // Of the kept webhooks alone.
        builder.Services.AddSingleton<IHubStats, ScriptedStats>();
        builder.Services.AddSingleton<KeptWebhooks>();
        builder.Services.AddSingleton<IKeptWebhooks>(provider => provider.GetRequiredService<KeptWebhooks>());
        builder.Services.AddGateway(settings, consoleKeys);
        var app = builder.Build();
        app.UseAnswerHeaders();
        app.MapGateway();
        await app.StartAsync();
        return new(app, engine, log);
    }

    /// <summary>Somebody with a browser without script, who is signed in where a key is given.</summary>
    public async Task<ConsoleVisitor> VisitAsync(string? key = OperatorKey, string language = "en")
    {
        ConsoleVisitor visitor = new(_browser, language);
        if (key is not null)
        {
            Assert.Equal(302, (await visitor.SignInAsync(key)).Status);
        }

        return visitor;
    }

    public Task<HttpResponseMessage> OpaboxAsync(byte[] body, string? key = OpaboxKey, string tenant = "acme") =>
        PostAsync($"/hooks/{tenant}/opabox/orders", body, "x-api-key", key);

    public Task<HttpResponseMessage> OpaboxAsync(JsonNode body) => OpaboxAsync(Utf8(body));

    public Task<HttpResponseMessage> ChatAsync(string hook, byte[] body, string? key = OmniChatKey) =>
        PostAsync($"/hooks/acme/omnichat/{hook}", body, "x-omni-token", key);

    public Task<HttpResponseMessage> ChatAsync(string hook, JsonNode body) => ChatAsync(hook, Utf8(body));

    /// <summary>Has a cart checked.</summary>
    public async Task<(HttpStatusCode Status, JsonArray Actions)> CheckAsync(JsonNode cart)
    {
        using var response = await ChatAsync("order-checker", cart);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsArray());
    }

    public Task<HttpResponseMessage> VtexAsync(byte[] body, string secret = VtexSecret) =>
        PostAsync($"/hooks/acme/vtex/{secret}/order-integration/notification/processing-result?an=acme", body, "x-none", null);

    public Task<HttpResponseMessage> VtexAsync(JsonNode body) => VtexAsync(Utf8(body));

    public Task<HttpResponseMessage> ApiAsync(HttpMethod method, string path, string? key = OperatorKey, JsonNode? body = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Api-Key", key);
        request.Content = body is null ? null : Json(Utf8(body));
        return Client.SendAsync(request);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string header, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) };
        request.Headers.Add(header, key);
        return await Client.SendAsync(request);
    }

    public static byte[] Utf8(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString());

    public static async Task<JsonObject> BodyAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsObject();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    private static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
