namespace OrderGrains.Engine;

/// <summary>
/// Rings at a time of the hub's clock, on the scheduler of whoever made it, and never before that time. One time at a time: a new one replaces the last.
/// </summary>
internal sealed class Alarm : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly HubClock _clock;
    private readonly Action _ring;
    private readonly TaskScheduler _scheduler = TaskScheduler.Current;
    private readonly ITimer _timer;
    private DateTimeOffset? _at;

    /// <param name="clock">The clock it goes by.</param>
    /// <param name="ring">What to do; must not throw.</param>
    public Alarm(HubClock clock, Action ring)
    {
        (_clock, _ring) = (clock, ring);
        _timer = clock.Time.CreateTimer(
            static self => Task.Factory.StartNew(
                static its => ((Alarm)its!).Fire(), self, CancellationToken.None, TaskCreationOptions.DenyChildAttach, ((Alarm)self!)._scheduler),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets the time, or with null none. A time that has passed rings soon, never within this call.</summary>
    public void Set(DateTimeOffset? at)
    {
        _at = at;
        Arm();
    }

    /// <summary>Sets the earlier of two times; the one that is not null, where one is.</summary>
    public void SetEarlier(DateTimeOffset? one, DateTimeOffset? other) => Set(one is null || other < one ? other : one);

    /// <inheritdoc/>
    public void Dispose()
    {
        _at = null;
        _timer.Dispose();
    }

    private void Fire()
    {
        if (_at is not { } at)
        {
            return;
        }

        if (at > _clock.Now())
        {
            Arm(); // Timers may fire a little early, long waits come in parts, and the clock may have been set.
            return;
        }

        _at = null;
        _ring();
    }

    private void Arm()
    {
        if (_at is not { } at)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        DateTimeOffset now;
        do
        {
            // A clock that moved while the timer was being set would make the wait too long: set it again.
            now = _clock.Now();
            _timer.Change(Wait(at - now), Timeout.InfiniteTimeSpan);
        }
        while (_clock.Now() - now > TimeSpan.FromMilliseconds(1));
    }

    private static TimeSpan Wait(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? TimeSpan.Zero
        : wait >= Longest ? Longest
        : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)); // Timers count whole milliseconds.
}
