using System.Net;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public sealed class StrangersTests
{
    private static readonly IPAddress One = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Other = IPAddress.Parse("203.0.113.2");
    private static readonly IPAddress Proxy = IPAddress.Parse("10.1.2.3");

    private readonly FakeClock _clock = new();
    private readonly Strangers _strangers;
    private readonly List<string> _ended = [];

    public StrangersTests() => _strangers = new(new(6, 3, TimeSpan.FromSeconds(10)), OrderGrains.Silo.Proxies.Of(["10.0.0.0/8"]), _clock);

    [Fact]
    public void Of_an_address_with_too_many_the_oldest_ends_and_nobody_elses()
    {
        Enter("other", Other);
        Enter(["1", "2", "3"], One);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Enter("4", One);
        Assert.Equal(["1 aborted"], _ended);
        Assert.Equal(4, _strangers.Count);
    }

    [Fact]
    public void Of_too_many_from_everywhere_the_oldest_ends()
    {
        Enter("first", Other);
        for (var address = 10; address < 15; address++)
        {
            Enter("later", IPAddress.Parse($"203.0.113.{address}"));
        }

        _clock.Advance(TimeSpan.FromSeconds(2));
        Enter("one more", One);
        Assert.Equal(["first aborted"], _ended);
    }

    [Fact]
    public void Many_that_come_at_once_have_a_second_to_show_a_key()
    {
        var all = Enter([.. Enumerable.Range(0, 20).Select(i => $"{i}")], One);
        all.ForEach(one => one.Beat());
        Assert.Empty(_ended);

        all.Take(10).ToList().ForEach(one => one.Recognise());
        _clock.Advance(TimeSpan.FromSeconds(1));
        all.ForEach(one => one.Beat());
        Assert.Equal(Enumerable.Range(10, 7).Select(i => $"{i} aborted"), _ended);
        Assert.Equal(3, _strangers.Count);
    }

    [Fact]
    public void Who_has_shown_a_key_is_counted_no_more_and_lives_on()
    {
        var known = Enter("known", One);
        known.Recognise();
        Enter(["1", "2", "3"], One);
        _clock.Advance(TimeSpan.FromMinutes(5));
        known.Beat();
        Assert.Empty(_ended);
        Assert.Equal(3, _strangers.Count);
    }

    [Fact]
    public void One_that_shows_none_is_asked_to_end_after_its_life_once_and_is_ended_after_twice_that()
    {
        var one = Enter("1", One);
        foreach (var (wait, ended) in ((int, string[])[])[(9, []), (1, ["1 closed"]), (5, ["1 closed"]), (5, ["1 closed", "1 aborted"])])
        {
            _clock.Advance(TimeSpan.FromSeconds(wait));
            one.Beat();
            Assert.Equal(ended, _ended);
        }

        Assert.Equal(0, _strangers.Count);
    }

    [Fact]
    public void A_proxy_brings_as_many_as_there_may_be_of_all()
    {
        Enter(["1", "2", "3", "4", "5", "6"], Proxy);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Enter("7", Proxy);
        Assert.Equal(["1 aborted"], _ended);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:203.0.113.1", "203.0.113.1", true)]
    public void A_network_of_64_bits_is_one_sender(string one, string other, bool same)
    {
        Enter(["1", "2", "3"], IPAddress.Parse(one));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Enter("4", IPAddress.Parse(other));
        Assert.Equal(same ? ["1 aborted"] : [], _ended);
    }

    private Stranger Enter(string name, IPAddress from) => _strangers.Enter(from, () => _ended.Add($"{name} closed"), () => _ended.Add($"{name} aborted"));

    private List<Stranger> Enter(string[] names, IPAddress from) => [.. names.Select(name => Enter(name, from))];
}
