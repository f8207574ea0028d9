using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    private static readonly int[] Statuses = [1, 2, 4, 5, 6, 7, 9, 10, 11, 22];

    public static IEnumerable<object[]> Seeds => Campaign.Numbers(brief: 1, few: 3, full: 50);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_order_repeats_and_crashes_do_the_end_is_that_of_the_pure_turn(int seed)
    {
        var random = new Random(seed);
        var targets = new RememberingTargets(seed);
        (Fixture.Vtex.Script, Fixture.BonifiQ.Script) = (targets.AnswerAsync, targets.AnswerAsync);
        var story = Enumerable.Range(0, 12).ToDictionary(
            number => Some.Order($"o{number}"), _ => random.GetItems(Statuses, random.Next(1, 6)).ToList());
        await SendAsync([.. story.SelectMany(order => order.Value.Select(status => (order.Key, status)))], random);
        targets.Moody = false;

        foreach (var (order, statuses) in story)
        {
            var record = await Within.Until(() => NextMinuteAsync(order), record => !record.State.Requests.Any(request => request.IsOpen()), $"{order} settles");
            var expected = PureTurns(order, statuses).State;
            Assert.Equal((expected.Status, expected.Opabox.Status is null), (record.State.Status, record.State.Opabox.Status is null));
            Assert.InRange(targets.Placements(order), 0, 1);
            Assert.Equal(VtexShould(expected.Status), targets.Standing(order) ?? VtexStanding.Cancelled);
            Assert.Equal(LoyaltyShould(expected.Status), targets.Loyalty(order) ?? nameof(LoyaltyStanding.Cancelled));
        }

        Assert.Equal((1, 1), (Fixture.Vtex.MostPerOrder, Fixture.BonifiQ.MostPerOrder));
    }

    /// <summary>Sends every message at least once in any order, some twice, through crashes; what got no receipt is sent again.</summary>
    private async Task SendAsync(List<(OrderId Order, int Status)> messages, Random random)
    {
        var open = messages.Concat(messages.Where(_ => random.Next(3) == 0)).ToList();
        while (open.Count > 0)
        {
            var wave = random.GetItems([.. open], Math.Min(open.Count, random.Next(1, 20))).Distinct().ToList();
            var engine = Engine;
            var sent = wave.Select(message => (message, Receipt: Task.Run(() => engine.Report(message.Order, message.Status)))).ToList();
            if (random.Next(3) == 0)
            {
                await CrashAndStartAsync();
            }

            foreach (var (message, receipt) in sent)
            {
                try
                {
                    await Within.Reason(receipt);
                    open.Remove(message);
                }
                catch (EngineUnavailableException)
                {
                    // Sent again in a later wave.
                }
            }

            Fixture.Clock.Advance(TimeSpan.FromSeconds(random.Next(3)));
        }
    }

    private Task<OrderRecord> NextMinuteAsync(OrderId order)
    {
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        return ReadAsync(order);
    }

    private OrderRecord PureTurns(OrderId order, IEnumerable<int> statuses) => statuses.Aggregate(
        OrderRecord.New(order),
        (record, status) =>
        {
            var (command, message) = Some.Status(order, status);
            return Turn.Take(record, command, message, Fixture.Policies.Policy, Fixture.Clock.GetUtcNow()).Record;
        });

    private static VtexStanding VtexShould(OrderStatus status) => status switch
    {
        >= OrderStatus.RejectedByCustomer => VtexStanding.Cancelled,
        >= OrderStatus.PayOnDelivery => VtexStanding.Approved,
        _ => VtexStanding.Integrated,
    };

    private static string LoyaltyShould(OrderStatus status) => (status switch
    {
        >= OrderStatus.RejectedByCustomer => LoyaltyStanding.Cancelled,
        OrderStatus.Delivered => LoyaltyStanding.Completed,
        _ => LoyaltyStanding.Pending,
    }).ToString();
}
