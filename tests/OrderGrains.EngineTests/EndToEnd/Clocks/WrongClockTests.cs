using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd.Clocks;

/// <summary>The program under a clock that is three years wrong for some webhooks, and right again: nothing of it is left.</summary>
[Collection(EndToEndTests.Name)]
public sealed class WrongClockTests
{
    private const int Days = 1_100;

    [WallClockTheory]
    [InlineData(Days)]
    [InlineData(-Days)]
    public async Task A_clock_that_is_wrong_for_one_webhook_leaves_nothing_behind(int days)
    {
        using var clock = new WallClock();
        var hub = new Hub("00:00:02", clock.Command);
        await using var _ = new Disposal(hub);
        await hub.InitializeAsync();
        await PlacedAsync(hub, "before");

        clock.Set(TimeSpan.FromDays(days));
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, "during")));
        clock.Set(TimeSpan.Zero);
        await PlacedAsync(hub, "after");

        await NothingIsLeftAsync(hub, "before", "during", "after");
        Assert.Equal(2, Jumps(hub.Silo.Output));
    }

    [WallClockTheory]
    [InlineData(Days)]
    [InlineData(-Days)]
    public async Task Nor_one_that_is_wrong_from_one_run_into_the_next_and_right_in_the_third(int days)
    {
        using var clock = new WallClock();
        var hub = new Hub("00:00:02", clock.Command);
        await using var _ = new Disposal(hub);
        await hub.InitializeAsync();
        await PlacedAsync(hub, "before");

        clock.Set(TimeSpan.FromDays(days));
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, "during")));
        await RestartAsync(hub);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, "begun")));
        await RestartAsync(hub, () => clock.Set(TimeSpan.Zero));
        await PlacedAsync(hub, "after");

        Assert.Equal(1, Jumps(hub.Silo.Output));
        await NothingIsLeftAsync(hub, "before", "during", "begun", "after");
    }

    private static async Task PlacedAsync(Hub hub, string order)
    {
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, order)));
        await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Approved", Settled: true }, $"the placement of {order}");
    }

    private static async Task RestartAsync(Hub hub, Action? between = null)
    {
        hub.Silo.Terminate();
        Assert.Equal(0, await hub.Silo.ExitAsync("the stop"));
        between?.Invoke();
        await hub.StartAsync();
    }

    /// <summary>Each order goes on to its end as any other, once at every vendor, and shows times of today.</summary>
    private static async Task NothingIsLeftAsync(Hub hub, params string[] orders)
    {
        foreach (var order in orders)
        {
            await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(6, order)));
            var seen = await hub.OrderAsync(
                $"opabox/{order}", seen => seen is { Status: "Delivered", Vtex: "Approved", BonifiQ: "Completed", Settled: true }, $"the end of {order}");
            Assert.Null(seen.Attention);
            var (vtex, loyalty) = (hub.Vendors.Standing.Vtex.Standing($"OB-{order}")!, hub.Vendors.Standing.BonifiQ.Standing(order)!);
            Assert.Equal((1, 1, 1, true), (vtex.Places, vtex.Approvals, loyalty.Grants, loyalty.PointsStand));
            Assert.True(vtex.Repeats == 0 || order == "during", order); // What was under way as the clock came right may be sent again: VTEX's key answers it.
        }

        var now = TimeProvider.System.GetUtcNow();
        using var answer = await hub.ApiAsync(HttpMethod.Get, "/api/orders");
        var rows = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["orders"]!.AsArray();
        Assert.Equal(orders.Length, rows.Count);
        foreach (var row in rows)
        {
            Assert.InRange((DateTimeOffset)row!["changedAt"]!, now.AddMinutes(-10), now.AddMinutes(1));
            Assert.Null(row["nextDue"]);
        }

        await hub.TargetAsync("vtex", target => (string?)target["state"] == "Serving", "VTEX is served");
    }

    private static int Jumps(string output) => output.Split('\n').Count(line => line.Contains("clock jumped", StringComparison.Ordinal));

    private sealed class Disposal(Hub hub) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await hub.DisposeAsync();
    }
}
