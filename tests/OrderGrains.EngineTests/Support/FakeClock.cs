namespace OrderGrains.EngineTests.Support;

/// <summary>A clock that stands still until it is advanced; timers fire in the order of their times, from <see cref="Advance"/>.</summary>
public sealed class FakeClock : TimeProvider
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
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
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

    private sealed class FakeTimer(FakeClock clock, Action fire) : ITimer
    {
        public DateTimeOffset? At { get; private set; }

        public void Fire() => fire();

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
                    ThreadPool.QueueUserWorkItem(_ => fire());
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
