using System.Net;
using OrderGrains.Grains;
using Orleans.Runtime;

namespace OrderGrains.EngineTests.Hub;

/// <summary>How long a silo is taken for silent: by the time of who looks, and only while it looks.</summary>
public sealed class SignsOfLifeTests
{
    private static readonly SiloAddress Silo = SiloAddress.New(IPAddress.Loopback, 11111, 1);
    private static readonly DateTime Sign = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly FakeClock _clock = new();
    private readonly SignsOfLife _signs;

    public SignsOfLifeTests() => _signs = new(_clock);

    [Fact]
    public void A_silo_is_silent_from_the_first_look_that_saw_its_last_sign()
    {
        Assert.Equal(new Sign(Sign, TimeSpan.Zero, Moved: false), Look(Sign));
        Assert.Equal(new Sign(Sign, TimeSpan.FromSeconds(2), Moved: false), LookAgain(Sign, looks: 2));
    }

    [Fact]
    public void A_silo_that_gives_a_sign_lives_whatever_its_clock_shows()
    {
        LookAgain(Sign, looks: 5);

        Assert.Equal(new Sign(Sign.AddDays(-1), TimeSpan.Zero, Moved: true), LookAgain(Sign.AddDays(-1), looks: 1));
        Assert.Equal(new Sign(Sign.AddDays(-1), TimeSpan.FromSeconds(3), Moved: true), LookAgain(Sign.AddDays(-1), looks: 3));
    }

    [Fact]
    public void A_pause_of_who_looks_makes_nobody_silent()
    {
        Look(Sign);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2 * ClusterTimes.Watch, Look(Sign).Silent);
    }

    [Fact]
    public void What_could_not_be_seen_is_counted_anew()
    {
        LookAgain(Sign, looks: 10);
        _signs.Forget();

        Assert.Equal(new Sign(Sign, TimeSpan.Zero, Moved: false), LookAgain(Sign, looks: 1));
    }

    private Sign LookAgain(DateTime sign, int looks)
    {
        for (var look = 1; look < looks; look++)
        {
            _clock.Advance(ClusterTimes.Watch);
            Look(sign);
        }

        _clock.Advance(ClusterTimes.Watch);
        return Look(sign);
    }

    private Sign Look(DateTime sign) => _signs.Look([new MembershipEntry { SiloAddress = Silo, IAmAliveTime = sign }])[Silo];
}
