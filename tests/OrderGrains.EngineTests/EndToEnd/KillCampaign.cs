using System.Globalization;
using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// The program as a process, loaded over HTTP by several senders and killed with SIGKILL at random moments, also while it starts, each
/// time started again on the same data. At the end every acknowledged webhook is on its order, each vendor has each effect once, and
/// nothing is stuck. How many kills docs/testing.md says.
/// </summary>
[Collection(EndToEndTests.Name)]
public sealed class KillCampaign(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Connections = 6;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("ORDERGRAINS_SEED"), out var given) ? given : 20260302;

    private readonly Hub _hub = new("00:00:02");
    private readonly Random _random = new(Seed);

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_and_does_nothing_twice()
    {
        var (kills, whileStarting, started) = (Campaign.Of(brief: 4, few: 30, full: 1000), 0, TimeProvider.System.GetTimestamp());
        output.WriteLine($"seed {Seed}");
        using var enough = new CancellationTokenSource();
        var senders = Enumerable.Range(1, Connections).Select(number => new KillSender(_hub, number, Seed + number)).ToList();
        var sending = senders.Select(sender => Task.Run(() => sender.SendAsync(enough.Token))).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            // After some work, however long that takes on this machine, and then at any moment.
            var enoughWork = senders.Sum(sender => sender.Answered) + _random.Next(1, 40);
            await Within.Until(
                () => Task.FromResult(senders.Sum(sender => sender.Answered)), answered => answered >= enoughWork, "webhooks are answered", () => _hub.Silo.Output);
            await Task.Delay(Soon(50), TimeProvider.System);
            await _hub.KillAsync();
            if (_random.Next(4) == 0 && kill + 1 < kills)
            {
                (kill, whileStarting) = (kill + 1, whileStarting + 1);
                await _hub.StartAndKillAsync(Soon(800));
            }

            await _hub.StartAsync();
        }

        await enough.CancelAsync();
        await Task.WhenAll(sending).WaitAsync(Within.Patience);
        var loaded = TimeProvider.System.GetElapsedTime(started);
        foreach (var order in senders.SelectMany(sender => sender.Orders))
        {
            await EndsRightAsync(order);
        }

        Report(senders, kills, whileStarting, loaded, TimeProvider.System.GetElapsedTime(started));
    }

    private async Task EndsRightAsync(KillOrder order)
    {
        var seen = await _hub.OrderAsync(order.Path, seen => seen.Settled, $"{order.Path} owes nothing");
        Assert.All(order.Acknowledged, said => Assert.Contains(said, seen.Story));
        var paid = order.Acknowledged.Contains("OPABOX status 2");
        Assert.Equal(paid && order.Ends == "Cancelled" ? AttentionReason.RefundDue : null, seen.Attention);

        var vtex = _hub.Vendors.Standing.Vtex.Standing(order.MarketplaceOrderId);
        var loyalty = _hub.Vendors.Standing.BonifiQ.Standing(order.Id);
        if (order.Ends == "Cancelled")
        {
            Assert.Equal("Cancelled", seen.Status);
            Assert.True(vtex is null or { Repeats: 0, Places: 1, Cancels: 1, Status: "canceled" }, $"{order.Path}: {vtex}");
            Assert.Equal(loyalty?.Grants ?? 0, loyalty?.Reversals ?? 0);
        }
        else
        {
            Assert.Equal((order.Ends, "Approved"), (seen.Status, seen.Vtex));
            Assert.True(vtex is { Places: 1, Repeats: 0, Approvals: 1, Cancels: 0 }, $"{order.Path}: {vtex}");
            Assert.Equal((order.Ends == "Delivered" ? 1 : 0, 0), (loyalty?.Grants ?? 0, loyalty?.Reversals ?? 0));
        }
    }

    private void Report(IReadOnlyList<KillSender> senders, int kills, int whileStarting, TimeSpan loaded, TimeSpan took)
    {
        var orders = senders.SelectMany(sender => sender.Orders).ToList();
        var told = orders.Select(order => _hub.Vendors.Standing.OmniChat.Standing(order.Id)?.Statuses ?? []).ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kills} kills, {whileStarting} of them while it started, in {loaded.TotalSeconds:0} s; checked after {took.TotalSeconds:0} s"));
        output.WriteLine($"{orders.Count} orders, {senders.Sum(sender => sender.Answered)} webhooks answered, {senders.Sum(sender => sender.Broken)} sent again");
        output.WriteLine($"OmniChat was told {told.Sum(statuses => statuses.Count)} statuses, {told.Sum(statuses => statuses.Count - statuses.Distinct().Count())} of them again");
        Assert.True(senders.Sum(sender => sender.Broken) > 0, "No kill met a webhook.");
    }

    private TimeSpan Soon(int milliseconds) => TimeSpan.FromMilliseconds(_random.Next(milliseconds));
}
