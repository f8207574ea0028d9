using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Hub;

/// <summary>Where clocks that jump are met first: what the hub thinks of its machine's clock.</summary>
public sealed class HubClockTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeClock _machine = new();
    private readonly CapturedLog _log = new();
    private readonly HubClock _clock;
    private int _cameBack;

    public HubClockTests()
    {
        _clock = new(_machine, _log.CreateLogger("clock"));
        _clock.CameBack += () => _cameBack++;
    }

    [Theory]
    [InlineData(1_100 * 24, "ahead by 1100.00:00:00")]
    [InlineData(-1_100 * 24, "back by 1100.00:00:00")]
    [InlineData(0.02, "ahead by 00:01:12")]
    [InlineData(-0.02, "back by 00:01:12")]
    public void A_jump_is_told_once_and_the_time_is_what_the_machine_shows(double hours, string how)
    {
        var before = _clock.Now();
        _machine.Jump(TimeSpan.FromHours(hours));

        Assert.Equal(before.AddHours(hours), _clock.Now());
        Assert.Equal((true, true), (_clock.IsDoubtful, _clock.IsDoubtfulForRetention));
        _machine.Advance(Hour / 2);
        Assert.Equal(before.AddHours(hours + 0.5), _clock.Now());
        Assert.Contains(how, Assert.Single(_log.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Doubt_begins_with_the_jump_also_where_nobody_has_read_the_time_since()
    {
        _machine.Jump(Hour);

        Assert.True(_clock.IsDoubtfulForRetention);
    }

    [Fact]
    public void Doubt_ends_after_an_hour_of_steady_time_and_for_retention_after_a_day()
    {
        _machine.Jump(Hour * 24 * 365);
        Assert.True(_clock.IsDoubtful);

        _machine.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.True(_clock.IsDoubtful);
        _machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((false, true), (_clock.IsDoubtful, _clock.IsDoubtfulForRetention));

        _machine.Advance((Hour * 23) - TimeSpan.FromSeconds(1));
        Assert.True(_clock.IsDoubtfulForRetention);
        _machine.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_clock.IsDoubtfulForRetention);
    }

    [Fact]
    public void Another_jump_is_told_too_and_begins_the_doubt_anew()
    {
        _machine.Jump(Hour * 24);
        _clock.Now();
        _machine.Advance(Hour / 2);
        _machine.Jump(Hour * -24);
        _clock.Now();
        _machine.Advance(Hour / 2);

        Assert.True(_clock.IsDoubtful);
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Only_a_clock_that_was_set_back_rings()
    {
        _machine.Jump(Hour);
        _clock.Now();
        Assert.Equal(0, _cameBack);

        _machine.Jump(-Hour);
        _clock.Now();
        _clock.Now();
        Assert.Equal(1, _cameBack);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void A_slow_drift_is_no_jump(double secondsAnHour)
    {
        for (var hours = 0; hours < 24 * 31; hours++)
        {
            _machine.Advance(Hour + TimeSpan.FromSeconds(1));
            _machine.Jump(TimeSpan.FromSeconds(secondsAnHour));
            _clock.Now();
        }

        Assert.Equal((false, 0), (_clock.IsDoubtfulForRetention, _cameBack));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Time_that_passes_while_nobody_looks_is_no_jump()
    {
        _machine.Advance(Hour * 24 * 365);

        Assert.False(_clock.IsDoubtfulForRetention);
    }

    /// <summary>A process that stands still between its readings of two clocks, now at one and now at another.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_process_that_was_held_up_between_two_readings_saw_no_jump(int readings)
    {
        var held = new HeldUp(_machine, Hour * 2);
        var clock = new HubClock(held, _log.CreateLogger("clock"));

        held.After = readings;
        clock.Now();
        _machine.Advance(Hour);
        clock.Now();

        Assert.False(clock.IsDoubtful);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData(-30, false, false)]
    [InlineData(-32, true, false)]
    [InlineData(1, true, true)]
    public void At_a_start_the_latest_change_in_the_store_is_held_against_the_time(int days, bool doubtful, bool behind)
    {
        _clock.Compare(_machine.GetUtcNow().AddDays(days));

        Assert.Equal((doubtful, behind), (_clock.IsDoubtfulForRetention, _clock.IsBehindTheStore));
    }

    [Fact]
    public void A_store_without_a_change_says_nothing_of_the_time()
    {
        _clock.Compare(null);

        Assert.Equal((false, false), (_clock.IsDoubtfulForRetention, _clock.IsBehindTheStore));
    }

    private sealed class HeldUp(FakeClock machine, TimeSpan by) : TimeProvider
    {
        /// <summary>Readings until it happens; it happens once.</summary>
        public int After { get; set; }

        public override long TimestampFrequency => machine.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => Read(machine.GetUtcNow);

        public override long GetTimestamp() => Read(machine.GetTimestamp);

        private T Read<T>(Func<T> read)
        {
            var shown = read();
            if (After > 0 && --After == 0)
            {
                machine.Advance(by);
            }

            return shown;
        }
    }
}
