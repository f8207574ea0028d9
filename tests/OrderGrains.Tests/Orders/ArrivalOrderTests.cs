namespace OrderGrains.Tests.Orders;

/// <summary>Promise 3: status facts in any order, with any repeats, end the same.</summary>
public class ArrivalOrderTests
{
    private static readonly int[] Codes = [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 22];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Any_permutation_of_the_same_statuses_ends_the_same(bool answersGetLost)
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var codes = random.GetItems(Codes, random.Next(1, 7));
            var sorted = Play(codes.Order(), new Random(seed + 1), answersGetLost);
            random.Shuffle(codes);
            var shuffled = Play(codes, random, answersGetLost);

            Assert.True(sorted == shuffled, $"seed {seed}, statuses {string.Join(',', codes)}: {sorted} in order, {shuffled} as shuffled");
        }
    }

    private static (OrderStatus, bool, LoyaltyStanding) Play(IEnumerable<int> codes, Random random, bool answersGetLost)
    {
        var order = new Scenario(Some.Order("46ad3bd0"));
        var world = new VendorWorld(order, answersGetLost ? random : null);
        foreach (var code in codes)
        {
            order.Opabox(code);
            for (var steps = random.Next(4); steps > 0; steps--)
            {
                world.Step();
            }
        }

        world.Settle();
        Assert.InRange(world.Places, 0, 1);
        return world.Standing();
    }
}
