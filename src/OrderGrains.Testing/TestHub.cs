using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Engine;
using OrderGrains.Sandbox;

namespace OrderGrains.Testing;

/// <summary>
/// The whole hub in memory: two silos over one shared store, the gateway's routes, the sandbox in the vendors' place, and a clock that the test moves. Webhooks,
/// calls and notifications go by HTTP without sockets. The framework's own time stays the machine's.
/// </summary>
public sealed class TestHub : IAsyncDisposable
{
    private const int MostRounds = 10_000;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private readonly TestParts _parts;

    private TestHub(TestParts parts)
    {
        _parts = parts;
        Http = parts.App.GetTestClient();
        Vendors = parts.App.Services.GetRequiredService<SandboxVendors>();
    }

    /// <summary>The hub's clock and the vendors'. It stands still until it is moved, here or by the hub.</summary>
    public FakeClock Clock => _parts.Clock;

    /// <summary>Where senders and operators call, for what has no method here.</summary>
    public HttpClient Http { get; }

    /// <summary>The stand-ins: what they got (<c>Ledger</c>), what they hold of an order, and what goes wrong with them (<c>Faults</c>).</summary>
    public SandboxVendors Vendors { get; }

    /// <summary>Takes commands without HTTP, and shows orders as they are stored.</summary>
    public IOrderEngine Engine => _parts.Cluster.Front;

    /// <summary>What all silos share.</summary>
    internal IOrderStore Store => _parts.Store;

    /// <summary>The hub's settings. What they say of a tenant's systems is read at each call.</summary>
    public OrderGrainsSettings Settings => _parts.Settings;

    /// <summary>What the hub calls.</summary>
    internal Wire ToVendors => _parts.ToVendors;

    /// <summary>Starts one. It takes a second or two.</summary>
    /// <param name="configure">Changes it before it starts.</param>
    public static async Task<TestHub> StartAsync(Action<TestHubOptions>? configure = null)
    {
        var options = new TestHubOptions();
        configure?.Invoke(options);
        return new(await TestParts.StartAsync(options).ConfigureAwait(false));
    }

    /// <summary>Sends OPABOX's webhook.</summary>
    public Task<HubAnswer> OpaboxAsync(JsonNode order) =>
        SendAsync(HttpMethod.Post, $"/hooks/{TestTenant.Name}/opabox/orders", order, "x-api-key", TestTenant.OpaboxKey);

    /// <summary>Sends one of OmniChat's calls.</summary>
    /// <param name="hook"><c>order-checker</c>, <c>order-provisioning</c>, <c>status-change</c> or <c>cancellation</c>.</param>
    /// <param name="body">As OmniChat sends it.</param>
    public Task<HubAnswer> OmniChatAsync(string hook, JsonNode body) =>
        SendAsync(HttpMethod.Post, $"/hooks/{TestTenant.Name}/omnichat/{hook}", body, TestTenant.OmniChatHeader, TestTenant.OmniChatKey);

    /// <summary>Makes an operator's call, such as GET <c>/api/orders/acme/opabox/1</c>.</summary>
    public Task<HubAnswer> ApiAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendAsync(method, path, body, "X-Api-Key", TestTenant.OperatorKey);

    /// <summary>The order as it is stored; null where nothing was ever written of it.</summary>
    public async Task<OrderState?> OrderAsync(OrderId order) => (await Engine.ReadAsync(order).ConfigureAwait(false))?.Record.State;

    /// <summary>
    /// Waits until nothing goes on that does not wait for the clock: no turn, no call, no notification. Each lane looks at its index in every round, so that a
    /// bell that rings late does not matter; in the last round nothing happened.
    /// </summary>
    /// <exception cref="TimeoutException">Something went on for two minutes.</exception>
    public async Task IdleAsync()
    {
        long before;
        do
        {
            before = _parts.Work.Changes;
            await _parts.Cluster.QuietAsync().ConfigureAwait(false);
            await _parts.Work.WhenIdleAsync().ConfigureAwait(false);
        }
        while (_parts.Work.Changes != before);
    }

    /// <summary>Moves the clock on, from one timer to the next; what each of them leads to ends before the clock goes further.</summary>
    /// <param name="by">Zero or more.</param>
    public async Task AdvanceAsync(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = Clock.GetUtcNow() + by;
        await IdleAsync().ConfigureAwait(false);
        while (Clock.NextTimer is { } next && next < end)
        {
            Clock.AdvanceTo(next);
            await IdleAsync().ConfigureAwait(false);
        }

        Clock.AdvanceTo(end);
        await IdleAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for what goes on and moves the clock to what is due next, again and again, until no order owes anything and no time is left to come: results,
    /// retries, graces, and the end of carts that nobody finishes.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something stays due, such as what a paused target is owed.</exception>
    public async Task SettleAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            await IdleAsync().ConfigureAwait(false);
            if (Vendors.Notifications.Waiting > 0)
            {
                Clock.Advance(Moment);
            }
            else if (await _parts.NextDueAsync().ConfigureAwait(false) is { } next)
            {
                Clock.AdvanceTo(next > Clock.GetUtcNow() ? next : Clock.GetUtcNow() + Moment);
            }
            else
            {
                return;
            }
        }

        throw new InvalidOperationException($"Something is still due at {await _parts.NextDueAsync().ConfigureAwait(false):O}.");
    }

    /// <summary>Stops it as a program stops.</summary>
    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return _parts.DisposeAsync();
    }

    /// <summary>Lets everything run that can, then moves the clock to its next timer. False where nothing waits for the clock.</summary>
    internal async Task<bool> StepAsync()
    {
        await IdleAsync().ConfigureAwait(false);
        if (Clock.NextTimer is not { } next)
        {
            return false;
        }

        Clock.AdvanceTo(next);
        return true;
    }

    private async Task<HubAnswer> SendAsync(HttpMethod method, string path, JsonNode? body, string header, string value)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add(header, value);
        using var response = await Http.SendAsync(request).ConfigureAwait(false);
        return await HubAnswer.ReadAsync(response).ConfigureAwait(false);
    }
}
