namespace OrderGrains.Testing;

/// <summary>
/// A clock that stands still until a test moves it. As a machine has, it has two: the one that is read, which <see cref="Jump"/> sets, and the one that timers
/// and elapsed time go by, which nobody sets. Safe from any thread. It is not the framework's <c>FakeTimeProvider</c>: that one fires every timer at the time at
/// which the advance ends, has elapsed time jump with the date, and does not tell when its next timer fires.
/// </summary>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<FakeTimer> _armed = [];
    private readonly WorkUnderWay? _work;
    private DateTimeOffset _start = Some.Morning;
    private TimeSpan _passed;

    /// <summary>One that shows <see cref="Some.Morning"/>.</summary>
    public FakeClock()
    {
    }

    /// <param name="work">Told of work that sleeps by this clock, and of timers that fire by themselves.</param>
    internal FakeClock(WorkUnderWay work) => _work = work;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Timers that wait to fire.</summary>
    public int Armed => Locked(() => _armed.Count);

    /// <summary>When the next timer fires, by this clock as it is read now; null where none waits.</summary>
    public DateTimeOffset? NextTimer => Locked(() => _start + _armed.Min(timer => timer.At));

    /// <summary>Told of each timer that is set.</summary>
    internal Signal Timers { get; } = new();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Locked(() => _start + _passed);

    /// <inheritdoc/>
    public override long GetTimestamp() => Locked(() => _passed.Ticks);

    /// <summary>
    /// Moves the clock on. What falls due on the way fires on this thread, in the order of the times and each at its own; also what is set meanwhile.
    /// </summary>
    /// <param name="by">Zero or more.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = TimeSpan.FromTicks(GetTimestamp()) + by;
        while (Next(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Moves the clock on to a time, which must not be before what it shows.</summary>
    public void AdvanceTo(DateTimeOffset time) => Advance(time - GetUtcNow());

    /// <summary>The clock is set, ahead or back, as an administrator does: no time passes, and no timer fires.</summary>
    public void Jump(TimeSpan by) => Locked(() => _start += by);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // What waits for the clock to move is a delay, whose timer has the delay's task for its state; a timeout's does not.
        var timer = new FakeTimer(this, () => callback(state), state is Task ? _work?.Sleep() : null);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? Next(TimeSpan end) => Locked(() =>
    {
        var first = _armed.Where(timer => timer.At <= end).MinBy(timer => timer.At);
        _passed = (first?.At ?? end) is var until && until > _passed ? until : _passed; // Another thread may have moved it, too.
        first?.Rearm();
        return first;
    });

    private T Locked<T>(Func<T> look)
    {
        lock (_gate)
        {
            return look();
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action fire, WorkUnderWay.Nap? nap) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan? At { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var now = dueTime == TimeSpan.Zero;
            clock.Locked(() =>
            {
                _period = period;
                return Arm(clock._passed, now ? period : dueTime);
            });
            clock.Timers.Tell();
            if (now)
            {
                // As a system timer does: at once, and not on the caller's thread.
                clock._work?.Begin();
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    Fire();
                    clock._work?.End();
                });
            }

            return true;
        }

        /// <summary>Under the clock's lock, when it is due: sets the next time, or takes it off.</summary>
        public void Rearm() => Arm(At!.Value, _period);

        public void Fire()
        {
            nap?.Wake();
            fire();
        }

        public void Dispose()
        {
            nap?.Wake();
            clock.Locked(() => Arm(default, Timeout.InfiniteTimeSpan));
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private bool Arm(TimeSpan from, TimeSpan after)
        {
            At = after > TimeSpan.Zero ? from + after : null;
            return At is null ? clock._armed.Remove(this) : clock._armed.Add(this);
        }
    }
}
