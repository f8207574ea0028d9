namespace OrderGrains.EngineTests.Support;

/// <summary>
/// A clock that stands still until it is advanced; timers fire in the order of their times, from <see cref="Advance"/>. As a machine has, it has two: the one
/// that is read, and the one that timers and elapsed time go by, which nobody sets.
/// </summary>
/// <param name="work">Told of work that sleeps by this clock, and of timers that fire by themselves.</param>
public sealed class FakeClock(WorkUnderWay? work = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<FakeTimer> _timers = [];
    private DateTimeOffset _start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _start + _passed;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _passed.Ticks;
        }
    }

    /// <summary>When the next timer fires; null where none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return _start + _timers.Min(timer => timer.At);
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        var end = TimeSpan.FromTicks(GetTimestamp()) + by;
        while (Next(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>The clock is set, ahead or back, as an administrator does: no time passes, and no timer fires.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
        {
            _start += by;
        }
    }

    public void AdvanceTo(DateTimeOffset time) => Advance(time - GetUtcNow());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // What waits for the clock to move is a delay, whose timer has the delay's task for its state; a timeout's does not.
        var timer = new FakeTimer(this, () => callback(state), state is Task ? work?.Sleep() : null);
        timer.Change(dueTime, period);
        return timer;
    }

    private void FireSoon(FakeTimer timer)
    {
        work?.Begin();
        ThreadPool.QueueUserWorkItem(_ =>
        {
            timer.Fire();
            work?.End();
        });
    }

    private FakeTimer? Next(TimeSpan end)
    {
        lock (_gate)
        {
            var first = _timers.Where(timer => timer.At <= end).MinBy(timer => timer.At);
            _passed = first?.At > _passed ? first.At.Value : first is null ? end : _passed;
            first?.Disarm();
            return first;
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action fire, WorkUnderWay.Nap? nap) : ITimer
    {
        public TimeSpan? At { get; private set; }

        public void Fire()
        {
            nap?.Wake();
            fire();
        }

        public void Disarm()
        {
            At = null;
            clock._timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Disarm();
                if (dueTime == TimeSpan.Zero)
                {
                    clock.FireSoon(this);
                }
                else if (dueTime > TimeSpan.Zero)
                {
                    At = clock._passed + dueTime;
                    clock._timers.Add(this);
                }

                return true;
            }
        }

        public void Dispose()
        {
            nap?.Wake();
            lock (clock._gate)
            {
                Disarm();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
