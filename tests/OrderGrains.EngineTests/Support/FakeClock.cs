namespace OrderGrains.EngineTests.Support;

/// <summary>A clock that stands still until it is advanced; timers fire in the order of their times, from <see cref="Advance"/>.</summary>
/// <param name="work">Told of work that sleeps by this clock, and of timers that fire by themselves.</param>
public sealed class FakeClock(WorkUnderWay? work = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<FakeTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>When the next timer fires; null where none is set.</summary>
    public DateTimeOffset? NextTimer
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min(timer => timer.At);
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (Next(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>As an administrator does; no timer fires.</summary>
    public void SetBack(TimeSpan by)
    {
        lock (_gate)
        {
            _now -= by;
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

    private FakeTimer? Next(DateTimeOffset end)
    {
        lock (_gate)
        {
            var first = _timers.Where(timer => timer.At <= end).MinBy(timer => timer.At);
            _now = first?.At > _now ? first.At.Value : first is null ? end : _now;
            first?.Disarm();
            return first;
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action fire, WorkUnderWay.Nap? nap) : ITimer
    {
        public DateTimeOffset? At { get; private set; }

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
                    At = clock._now + dueTime;
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
