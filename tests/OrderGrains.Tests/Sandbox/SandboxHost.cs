using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Sandbox;
using OrderGrains.Sandbox.OmniChat;

namespace OrderGrains.Tests.Sandbox;

/// <summary>A running sandbox with a clock that stands still and a hub that listens.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _app;

    private SandboxHost(WebApplication app, FakeClock clock, HubStub hub, SandboxOptions options, WorkUnderWay telling)
    {
        (_app, Clock, Hub, Options, Telling) = (app, clock, hub, options, telling);
        Http = app.GetTestClient();
        Vendors = app.Services.GetRequiredService<SandboxVendors>();
    }

    public FakeClock Clock { get; }

    public HubStub Hub { get; }

    public SandboxOptions Options { get; }

    /// <summary>Notifications that are due and have not come to their end.</summary>
    public WorkUnderWay Telling { get; }

    public HttpClient Http { get; }

    public SandboxVendors Vendors { get; }

    public static async Task<SandboxHost> StartAsync(Action<SandboxOptions>? configure = null)
    {
        var clock = new FakeClock();
        var hub = new HubStub();
        var telling = new WorkUnderWay();
        SandboxOptions? used = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSandbox(options =>
        {
            options.NotificationDelay = Delay;
            options.NotificationHandler = () => hub;
            options.NotificationUnderWay = telling.Tell;
            options.OmniChatNotifications = new OmniChatNotifications(new Uri("http://hub/omni"), "x-omni-token", "secret");
            configure?.Invoke(options);
            used = options;
        });
        var app = builder.Build();
        app.MapSandbox();
        await app.StartAsync();
        return new SandboxHost(app, clock, hub, used!, telling);
    }

    /// <summary>Moves the clock by one notification delay and gives what arrives.</summary>
    public async Task<Told> NextNotificationAsync(string what)
    {
        Clock.Advance(Delay);
        return await Hub.NextAsync(what);
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, object? body = null, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(method, $"/sandbox{path}");
        request.Headers.Authorization = authorization;
        request.Headers.Add("X-VTEX-API-AppKey", "key");
        request.Headers.Add("X-VTEX-API-AppToken", "token");
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body, options: JsonSerializerOptions.Default),
        };
        using var response = await Http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return new Reply((int)response.StatusCode, answer.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer), response.Headers);
    }

    public Task<Reply> PlaceAsync(object order) =>
        SendAsync(HttpMethod.Post, "/vtex/api/order-integration/orders?affiliateId=MKP&an=acme", order);

    public Task<Reply> ApproveAsync(string id) => SendAsync(HttpMethod.Put, "/vtex/api/order-integration/orders/status?an=acme", new
    {
        marketplaceOrderId = id,
        marketplaceOrderStatus = "approved",
        connectorName = "OrderGrains",
        connectorEndpoint = Bodies.ConnectorEndpoint,
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

internal sealed record Reply(int Status, JsonElement Body, HttpResponseHeaders Headers);
