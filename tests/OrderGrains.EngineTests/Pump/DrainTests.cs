using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Pump;

/// <summary>How a lane drains after its target asked for a rest or was down: one probe first, then never more than its bound at once.</summary>
public sealed class DrainTests : IDisposable
{
    private const int Orders = 60;
    private const int Bound = 8;

    private readonly FakeClock _clock = new();
    private readonly OwingOrders _orders;
    private readonly HeldConnector _vtex = new();
    private readonly DeliveryPump _pump;

    public DrainTests()
    {
        var engineClock = new EngineClock(_clock, DateTimeOffset.MinValue);
        _orders = new(engineClock.Now(), Orders);
        _pump = new(_orders, [_vtex], engineClock, new() { Concurrency = Bound });
    }

    public void Dispose() => _pump.Dispose();

    [Fact]
    public async Task A_429_rests_the_whole_target_reads_included_and_one_probe_goes_first()
    {
        await FillAsync();
        _vtex.EndAll(Slow(TimeSpan.FromMinutes(7)));
        await IdleAsync();
        Assert.Equal((Bound, Orders - Bound), (_vtex.Calls, Condition.Queued));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(7), Condition.BlockedUntil!.Value, TimeSpan.FromMilliseconds(1));

        _clock.Advance(TimeSpan.FromMinutes(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(Bound, _vtex.Calls);
        await ProbeAsync(TimeSpan.FromSeconds(2), Slow(TimeSpan.FromMinutes(2)));
        await ProbeAsync(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1), new Delivered());

        await DrainAsync();
        Assert.Contains(_vtex.Steps, step => step == Step.Read);
        Assert.Contains(_vtex.Steps, step => step == Step.Send);
    }

    [Fact]
    public async Task After_an_outage_the_queue_drains_without_a_burst()
    {
        await FillAsync();
        _vtex.EndAll(new NotTried("The breaker is open after failures in a row.", TimeSpan.FromSeconds(30)));
        await IdleAsync();
        Assert.Equal(Orders, Condition.Queued);

        await ProbeAsync(TimeSpan.FromSeconds(31), new Delivered());
        await DrainAsync();
        Assert.Equal(Orders, _orders.Answered);
    }

    private static RetryLater Slow(TimeSpan after) => new("HTTP 429", "slow down", after, SlowsTarget: true);

    private TargetCondition Condition => _pump.Conditions().Single();

    private async Task FillAsync()
    {
        foreach (var record in _orders.All)
        {
            _pump.Offer(record);
        }

        await UntilAsync(() => _vtex.UnderWay == Bound, "the lane is full");
    }

    /// <summary>The rest is over: exactly one call goes out, and nothing else until it has ended.</summary>
    private async Task ProbeAsync(TimeSpan rest, DeliveryResult end)
    {
        var before = _vtex.Calls;
        _clock.Advance(rest);
        await UntilAsync(() => _vtex.UnderWay == 1, "a probe is sent");
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((before + 1, 1), (_vtex.Calls, Condition.InFlight));
        _vtex.EndAll(end);
        await UntilAsync(() => end is Delivered ? _vtex.UnderWay == Bound : Condition.InFlight == 0, "the probe has ended");
    }

    private async Task DrainAsync()
    {
        while (Condition is { Queued: > 0 } or { InFlight: > 0 })
        {
            _vtex.EndAll(new Delivered());
            await UntilAsync(() => Condition.InFlight == 0 || _vtex.UnderWay > 0, "the next ones are sent");
        }

        Assert.Equal(Bound, _vtex.Most);
    }

    private Task IdleAsync() => UntilAsync(() => Condition.InFlight == 0, "nothing is under way");

    private static Task UntilAsync(Func<bool> holds, string phase) =>
        Within.Until(() => Task.FromResult(holds()), held => held, phase);
}
