using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>
/// The same end, whatever order facts come in, through the engine, the connectors and the sandbox: any sequence of OPABOX's twelve statuses with repeats, in the order
/// of rank and shuffled, ends in the same status and leaves VTEX and BonifiQ in the same standing. The clock stands within every
/// grace while they arrive, and passes it at the end.
/// </summary>
public sealed class ArrivalOrderTests(ITestOutputHelper output)
{
    private const int Batch = 1_000;

    [Fact]
    public async Task Any_order_of_arrival_leaves_every_system_alike()
    {
        var sequences = Campaign.Of(brief: 200, few: 2_000, full: 50_000);
        var started = TimeProvider.System.GetTimestamp();
        await using var hub = await TestHub.StartAsync(options =>
        {
            options.Lanes = new() { Concurrency = 64, Queue = 10_000 };
            options.Sandbox.NotificationTimeout = TimeSpan.FromHours(12); // The clock goes on while notifications are under way.
            (options.Sandbox.NotificationCapacity, options.Sandbox.LedgerCapacity) = (100_000, 1_000);
        });
        var (orders, webhooks) = (0, 0);
        for (var seed = 0; seed * Batch < sequences; seed++)
        {
            var story = Stories(new Random(seed), Math.Min(Batch, sequences), $"s{seed}");
            await DeliverAsync(hub, story, new Random(seed));
            await hub.SettleAsync();
            await VerifyAsync(hub, story, seed);
            (orders, webhooks) = (orders + story.Count, webhooks + story.Sum(one => one.Codes.Length));
            hub.Vendors.Reset();
        }

        output.WriteLine(
            $"{sequences} sequences, {orders} orders, {webhooks} webhooks in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
    }

    private static List<(OrderId Order, Arrivals Arrivals, int[] Codes)> Stories(Random random, int count, string prefix) =>
    [
        .. Enumerable.Range(0, count).SelectMany(number =>
        {
            var arrivals = Arrivals.Draw(random);
            return arrivals.Permutations(random).Select((codes, turn) =>
                (Some.Order($"{prefix}-{number}-{turn}"), arrivals, codes));
        }),
    ];

    /// <summary>In waves, one status of each order at a time; calls and notifications run in between as far as they come.</summary>
    private static async Task DeliverAsync(TestHub hub, List<(OrderId Order, Arrivals Arrivals, int[] Codes)> story, Random random)
    {
        for (var wave = 0; wave < story.Max(one => one.Codes.Length); wave++)
        {
            await Task.WhenAll(story
                .Where(one => wave < one.Codes.Length)
                .Select(one => Arrivals.TellAsync(hub.Engine, one.Order, one.Codes[wave])));
            if (random.Next(2) == 0)
            {
                await hub.IdleAsync();
            }

            hub.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(1500)));
        }
    }

    private static async Task VerifyAsync(TestHub hub, List<(OrderId Order, Arrivals Arrivals, int[] Codes)> story, int seed)
    {
        foreach (var (order, arrivals, codes) in story)
        {
            var record = (await hub.Engine.ReadAsync(order))!.Record;
            var wrong = arrivals.Wrong(
                record, hub.Vendors.Vtex.Standing($"OB-{order.ExternalId}"), hub.Vendors.BonifiQ.Standing(order.ExternalId));
            Assert.True(wrong is null, $"seed {seed}, {order}, statuses {string.Join(',', codes)}: {wrong}");
        }
    }
}
