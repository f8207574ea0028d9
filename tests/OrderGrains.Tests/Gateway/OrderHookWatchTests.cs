using Microsoft.Extensions.Logging;
using OrderGrains.Gateway.Webhooks.Vtex;
using OrderGrains.Tests.Hosting;

namespace OrderGrains.Tests.Gateway;

public sealed class OrderHookWatchTests
{
    [Fact]
    public async Task A_hook_that_has_gone_asks_for_a_person_once_a_day_until_it_is_back()
    {
        var clock = new FakeClock();
        using var log = new CapturedLog();
        var hooks = new ScriptedHooks();
        using var watch = new OrderHookWatch(GatewayHost.Settings(), clock, log.CreateLogger<OrderHookWatch>(), hooks);
        await watch.StartAsync(default);
        Assert.Equal(new OrderHookSeen("acme", Target.Vtex, OrderHookState.Unknown, "Not looked at yet.", null), Assert.Single(watch.Seen()));

        await LookAsync(OrderHookWatch.FirstLook);
        Assert.Equal((OrderHookState.Registered, clock.GetUtcNow()), (watch.Seen()[0].State, watch.Seen()[0].CheckedAt!.Value));
        Assert.Empty(log.Lines);

        hooks.Hook = new(OrderHookState.Missing, "VTEX has none.");
        await LookAsync(OrderHookWatch.Interval);
        await LookAsync(OrderHookWatch.Interval);
        Assert.Equal(2, log.Lines.Count(line => line.Level == LogLevel.Warning));
        Assert.All(log.Lines, line => Assert.Contains("silo vtex-hook", line.Text, StringComparison.Ordinal));

        hooks.Hook = new(OrderHookState.Registered, null);
        await LookAsync(OrderHookWatch.Interval);
        Assert.Equal((OrderHookState.Registered, 2), (watch.Seen()[0].State, log.Lines.Count));
        await watch.StopAsync(default);

        // The timer must be armed before the clock moves, and the look over before anything is asked.
        async Task LookAsync(TimeSpan after)
        {
            var reads = hooks.Reads;
            await Within.Until(clock.Timers, () => clock.Armed == 1, "the watch waits");
            clock.Advance(after);
            await Within.Until(clock.Timers, () => hooks.Reads == reads + 1 && clock.Armed == 1, "the watch has looked");
        }
    }

    [Fact]
    public async Task The_API_shows_what_was_seen()
    {
        await using var host = await GatewayHost.StartAsync();
        var listed = (await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/hooks", GatewayHost.ReaderKey)))["hooks"]!.AsArray();
        var acme = Assert.Single(listed)!;
        Assert.Equal(("acme", "Unknown", null), ((string?)acme["tenant"], (string?)acme["state"], (string?)acme["checkedAt"]));
    }
}
