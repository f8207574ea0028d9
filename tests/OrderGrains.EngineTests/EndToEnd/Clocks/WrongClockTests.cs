using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd.Clocks;

/// <summary>The program under a clock that is three years wrong for some webhooks, and right again: nothing of it is left.</summary>
[Collection(EndToEndTests.Name)]
public sealed class WrongClockTests : IAsyncLifetime
{
    private const int Days = 1_100;

    private readonly WallClock _clock = new();
    private readonly Hub _hub;

    public WrongClockTests() => _hub = new("00:00:02", _clock.Command);

    public Task InitializeAsync() => _hub.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        _clock.Dispose();
    }

    [WallClockTheory]
    [InlineData(Days)]
    [InlineData(-Days)]
    public async Task A_clock_that_is_wrong_for_one_webhook_leaves_nothing_behind(int days)
    {
        await PlacedAsync("before");
        _clock.Set(TimeSpan.FromDays(days));
        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(2, "during")));
        _clock.Set(TimeSpan.Zero);
        await PlacedAsync("after");

        await NothingIsLeftAsync("before", "during", "after");
        Assert.Equal(2, Jumps(_hub.Silo.Output));
    }

    [WallClockTheory]
    [InlineData(Days)]
    [InlineData(-Days)]
    public async Task Nor_one_that_is_wrong_from_one_run_into_the_next_and_right_in_the_third(int days)
    {
        await PlacedAsync("before");
        _clock.Set(TimeSpan.FromDays(days));
        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(2, "during")));
        await RestartAsync();
        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(1, "begun")));
        await RestartAsync(() => _clock.Set(TimeSpan.Zero));
        await PlacedAsync("after");

        Assert.Equal(1, Jumps(_hub.Silo.Output));
        await NothingIsLeftAsync("before", "during", "begun", "after");
    }

    private async Task PlacedAsync(string order)
    {
        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(2, order)));
        await _hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Approved", Settled: true }, $"the placement of {order}");
    }

    private async Task RestartAsync(Action? between = null)
    {
        _hub.Silo.Terminate();
        Assert.Equal(0, await _hub.Silo.ExitAsync("the stop"));
        between?.Invoke();
        await _hub.StartAsync();
    }

    /// <summary>Each order goes on to its end as any other, once at every vendor, and shows times of today.</summary>
    private async Task NothingIsLeftAsync(params string[] orders)
    {
        foreach (var order in orders)
        {
            await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(6, order)));
            var seen = await _hub.OrderAsync(
                $"opabox/{order}", seen => seen is { Status: "Delivered", Vtex: "Approved", BonifiQ: "Completed", Settled: true }, $"the end of {order}");
            Assert.Null(seen.Attention);
            var (vtex, loyalty) = (_hub.Vendors.Standing.Vtex.Standing($"OB-{order}")!, _hub.Vendors.Standing.BonifiQ.Standing(order)!);
            Assert.Equal((1, 1, 1, true), (vtex.Places, vtex.Approvals, loyalty.Grants, loyalty.PointsStand));
            Assert.True(vtex.Repeats == 0 || order == "during", order); // What was under way as the clock came right may be sent again: VTEX's key answers it.
        }

        var now = TimeProvider.System.GetUtcNow();
        using var answer = await _hub.ApiAsync(HttpMethod.Get, "/api/orders");
        var rows = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["orders"]!.AsArray();
        Assert.Equal(orders.Length, rows.Count);
        foreach (var row in rows)
        {
            Assert.InRange((DateTimeOffset)row!["changedAt"]!, now.AddMinutes(-10), now.AddMinutes(1));
            Assert.Null(row["nextDue"]);
        }

        await _hub.TargetAsync("vtex", target => (string?)target["state"] == "Serving", "VTEX is served");
    }

    private static int Jumps(string output) => output.Split('\n').Count(line => line.Contains("clock jumped", StringComparison.Ordinal));
}
