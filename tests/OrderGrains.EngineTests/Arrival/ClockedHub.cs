using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sandbox;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>A hub with every vendor, on a clock that a test moves to what its orders owe next.</summary>
internal sealed class ClockedHub : IAsyncDisposable
{
    public const string Tenant = "acme";

    private const string OpaboxKey = "opabox-current-key";
    private const string OperatorKey = "operator-key";

    private readonly ClockedHost _host;

    private ClockedHub(ClockedHost host) => _host = host;

    public FakeClock Clock => _host.Clock;

    public HttpClient Http => _host.Http;

    public IOrderEngine Engine => _host.Engine;

    public SandboxVendors Vendors => _host.Vendors;

    public static async Task<ClockedHub> StartAsync(Action<TenantSettings>? change = null)
    {
        var settings = Settings();
        change?.Invoke(settings.Tenants[Tenant]);
        return new(await ClockedHost.StartAsync(settings, new() { Concurrency = 64, Queue = 10_000 }, options =>
        {
            options.NotificationTimeout = TimeSpan.FromHours(12);
            options.NotificationCapacity = 100_000;
            options.LedgerCapacity = 1_000;
        }));
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

    /// <inheritdoc cref="ClockedHost.IdleAsync"/>
    public Task IdleAsync() => _host.IdleAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static OrderGrainsSettings Settings() => new()
    {
        Operators = [new() { Name = "ana", Key = OperatorKey, Role = "Operator" }],
        Tenants =
        {
            [Tenant] = new()
            {
                Opabox = new() { ApiKeys = [OpaboxKey] },
                OmniChat = new() { BaseUrl = "http://hub/sandbox/omnichat", Secret = "chat-secret" },
                Vtex = ClockedHost.Vtex("vtex-path-secret"),
                BonifiQ = new() { BaseUrl = "http://hub/sandbox/bonifiq", Token = "loyalty-token", Key = "loyalty-key" },
            },
        },
    };
}
