using System.Net;
using System.Text;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sandbox;

namespace OrderGrains.EngineTests.Campaigns;

/// <summary>A hub with VTEX alone, on a clock that goes from one timer to the next.</summary>
internal sealed class CampaignHub : IAsyncDisposable
{
    private const string Tenant = "acme";

    private readonly ClockedHost _host;

    private CampaignHub(ClockedHost host) => _host = host;

    public FakeClock Clock => _host.Clock;

    /// <inheritdoc cref="ClockedHost.ToVendors"/>
    public Wire ToVendors => _host.ToVendors;

    public IOrderEngine Engine => _host.Engine;

    public SandboxVendors Vendors => _host.Vendors;

    /// <summary>
    /// Fewer calls at once than a target's limit of eight, one of which the watch of order hooks may have: none waits for another that
    /// sleeps before it is repeated.
    /// </summary>
    private const int Concurrency = 7;

    public static async Task<CampaignHub> StartAsync(Action<SandboxOptions>? sandbox = null) =>
        new(await ClockedHost.StartAsync(Settings(), new() { Concurrency = Concurrency }, options =>
        {
            options.LedgerCapacity = 1_000_000;
            options.LedgerBytes = 256 * 1024 * 1024;
            sandbox?.Invoke(options);
        }));

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
        using var answer = await _host.Http.SendAsync(request);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    public async Task<OrderState> ReadAsync(string id) =>
        (await Engine.ReadAsync(OrderId.Create(Tenant, Channel.Opabox, id)))?.Record.State
        ?? throw new InvalidOperationException($"{id} reads as nothing.");

    /// <summary>Lets everything run that can, then moves the clock to its next timer. False where nothing waits for the clock.</summary>
    public async Task<bool> StepAsync()
    {
        await _host.IdleAsync();
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

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static OrderGrainsSettings Settings() => new()
    {
        Tenants = { [Tenant] = new() { Opabox = new() { ApiKeys = ["opabox-key"] }, Vtex = ClockedHost.Vtex("hook-secret") } },
    };
}
