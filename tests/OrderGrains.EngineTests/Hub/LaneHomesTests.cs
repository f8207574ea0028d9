using System.Net;
using OrderGrains.Grains;

namespace OrderGrains.EngineTests.Hub;

public sealed class LaneHomesTests
{
    private static readonly List<GrainId> s_lanes = [.. Enumerable.Range(0, 300).Select(number => GrainId.Create("target", $"tenant-{number}/vtex"))];

    [Fact]
    public void Each_silo_is_the_home_of_a_fair_share() =>
        Assert.All(Homes(Silo(1), Silo(2), Silo(3)).GroupBy(home => home), share => Assert.InRange(share.Count(), 60, 140));

    [Fact]
    public void A_silo_that_joins_takes_lanes_and_no_lane_goes_elsewhere()
    {
        var before = Homes(Silo(1), Silo(2));
        var after = Homes(Silo(3), Silo(2), Silo(1));

        Assert.All(before.Zip(after), home => Assert.True(home.First.Equals(home.Second) || home.Second.Equals(Silo(3))));
        Assert.Contains(Silo(3), after);
    }

    [Fact]
    public void A_silo_that_starts_again_is_the_home_of_the_same_lanes() =>
        Assert.Equal(
            Homes(Silo(1), Silo(2)).Select(home => home.Endpoint),
            Homes(Silo(2), Silo(1), Silo(1, generation: 2)).Select(home => home.Endpoint));

    [Fact]
    public void Of_two_at_one_endpoint_the_later_is_the_home() =>
        Assert.DoesNotContain(Silo(1), Homes(Silo(1), Silo(1, generation: 2)));

    private static List<SiloAddress> Homes(params SiloAddress[] silos) => [.. s_lanes.Select(lane => LaneHomes.Of(lane, silos))];

    private static SiloAddress Silo(int number, int generation = 1) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11_110 + number), generation);
}
