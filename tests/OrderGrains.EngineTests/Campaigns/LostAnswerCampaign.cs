using OrderGrains.EngineTests.Support;
using OrderGrains.Sandbox;
using OrderGrains.Sandbox.Faults;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Campaigns;

/// <summary>
/// Unknown outcomes (docs/vtex.md, "Codes and outcomes"): of VTEX's answers a fifth is lost, and of its notifications a tenth each is lost,
/// repeated, reordered and delayed. Each order still ends as one VTEX order, placed and approved, and nobody is asked for.
/// </summary>
public sealed class LostAnswerCampaign(ITestOutputHelper output)
{
    private const int Wave = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(Campaign.IsFull ? 20 : 2);

    private static readonly Fault[] Faults =
    [
        new() { Target = SandboxTargets.Vtex, Rate = 0.2, AnswerLost = true },
        .. Enum.GetValues<NotificationFault>().Select(kind => new Fault
        {
            Target = SandboxTargets.Vtex, Rate = 0.1, Notification = kind, NotificationDelay = TimeSpan.FromMinutes(1),
        }),
    ];

    [Fact]
    public async Task Every_order_ends_as_one_VTEX_order_placed_and_approved()
    {
        await using var hub = await StartAsync();
        hub.Vendors.Faults.Replace(Faults);
        await PlayAsync(hub, Campaign.Of(brief: 300, few: 1_000, full: 10_000));

        // A repeat would have been answered EOI007: what may have been taken is read before it is sent again.
        Assert.All(hub.Vendors.Vtex.Standings(), order => Assert.Equal(0, order.Repeats));
    }

    /// <summary>Reads say 404 for longer than a result is awaited, so that orders are sent again which VTEX has: EOI007.</summary>
    [Fact]
    public async Task Also_where_VTEX_shows_its_orders_later_than_they_are_read()
    {
        await using var hub = await StartAsync(sandbox => sandbox.NotificationDelay = TimeSpan.FromMinutes(20));
        hub.Vendors.Faults.Replace(Faults);
        await PlayAsync(hub, Campaign.Of(brief: 50, few: 100, full: 1_000));

        Assert.Contains(hub.Vendors.Vtex.Standings(), order => order.Repeats > 0);
    }

    /// <summary>
    /// A hub with VTEX alone. Its lane makes fewer calls at once than the target's limit of eight, one of which the watch of order hooks may have: none waits for
    /// another that sleeps before it is repeated.
    /// </summary>
    private static Task<TestHub> StartAsync(Action<SandboxOptions>? change = null) => TestHub.StartAsync(options =>
    {
        (options.Tenant.OmniChat, options.Tenant.BonifiQ) = (null, null);
        options.Lanes = new() { Concurrency = 7 };
        (options.Sandbox.LedgerCapacity, options.Sandbox.LedgerBytes) = (1_000_000, 256 * 1024 * 1024);
        change?.Invoke(options.Sandbox);
    });

    private async Task PlayAsync(TestHub hub, int count)
    {
        var (started, clock) = (TimeProvider.System.GetTimestamp(), hub.Clock.GetUtcNow());
        var ids = Enumerable.Range(0, count).Select(i => $"c{i:00000}").ToArray();
        foreach (var wave in ids.Index().Chunk(Wave))
        {
            // Of four orders two come paid, and two are paid while they are being placed or later; one in ten webhooks comes twice.
            await Task.WhenAll(wave.Select(order => SendAsync(hub, order.Item, (order.Index % 4) switch { 0 => 2, 1 => 22, _ => 1 }, order.Index)));
            for (var step = 0; step < 5; step++)
            {
                await hub.StepAsync();
            }

            await Task.WhenAll(wave.Where(order => order.Index % 4 > 1).Select(order => SendAsync(hub, order.Item, 2, order.Index)));
        }

        while (!await SettledAsync(hub, ids))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "Hung in: every order is placed and approved");
            await hub.StepAsync();
        }

        await CheckAsync(hub, ids);
        Report(hub, count, hub.Clock.GetUtcNow() - clock, TimeProvider.System.GetElapsedTime(started));
    }

    private static async Task SendAsync(TestHub hub, string id, int status, int index)
    {
        for (var times = index % 10 == 0 ? 2 : 1; times > 0; times--)
        {
            Assert.Equal(200, (await hub.OpaboxAsync(Some.OpaboxWebhook(id, status))).Status);
        }
    }

    private static async Task<bool> SettledAsync(TestHub hub, string[] ids)
    {
        if (hub.Vendors.Notifications.Waiting > 0 || hub.Vendors.Vtex.Standings().Count(order => order.Approvals > 0) < ids.Length)
        {
            return false;
        }

        foreach (var id in ids)
        {
            if ((await hub.OrderAsync(Some.Order(id)))!.Requests.Any(request => request.IsOpen()))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task CheckAsync(TestHub hub, string[] ids)
    {
        var standings = hub.Vendors.Vtex.Standings().ToDictionary(order => order.MarketplaceOrderId);
        Assert.Equal(ids.Select(id => $"OB-{id}"), standings.Keys.Order(StringComparer.Ordinal));
        foreach (var id in ids)
        {
            var there = standings[$"OB-{id}"];
            Assert.Equal((1, 1, 0, "ready-for-handling"), (there.Places, there.Approvals, there.Cancels, there.Status));
            var state = (await hub.OrderAsync(Some.Order(id)))!;
            Assert.Equal((true, true, there.OrderId), (state.Status >= OrderStatus.PayOnDelivery, state.Vtex.Approved, state.Vtex.OrderId));
            Assert.Empty(state.Attention);
            Assert.All(state.Requests, request => Assert.Equal(RequestState.Done, request.State));
        }
    }

    private void Report(TestHub hub, int count, TimeSpan passed, TimeSpan took)
    {
        var ledger = hub.Vendors.Ledger.Read(SandboxTargets.Vtex);
        var counts = hub.Vendors.Notifications;
        output.WriteLine($"{count} orders in {took.TotalSeconds:0.0} s, {passed} on the fake clock");
        output.WriteLine($"calls {ledger.Count}, answers lost {ledger.Count(entry => entry.Fault == "answer lost")}, most at once {hub.ToVendors.MostActive}");
        output.WriteLine($"by operation: {string.Join(", ", hub.ToVendors.Sent.OrderBy(sent => sent.Key).Select(sent => $"{sent.Key} {sent.Value}"))}");
        output.WriteLine($"notifications delivered {counts.Delivered}, lost {counts.Lost}; placings of what was there: {hub.Vendors.Vtex.Standings().Sum(order => order.Repeats)}");
    }
}
