namespace OrderGrains;

/// <summary>Rings at a time of the engine's clock, never before it. One time at a time: a new one replaces the last.</summary>
public sealed class Alarm : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly EngineClock _clock;
    private readonly Action _ring;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private DateTimeOffset? _at;

    /// <summary>An alarm that is not set.</summary>
    /// <param name="clock">The clock it goes by.</param>
    /// <param name="ring">What to do; called outside every lock, must not throw or block.</param>
    public Alarm(EngineClock clock, Action ring)
    {
        (_clock, _ring) = (clock, ring);
        _timer = clock.Time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sets the time, or with null none. A time that has passed rings at once, from the timer.</summary>
    public void Set(DateTimeOffset? at)
    {
        lock (_gate)
        {
            _at = at;
            Arm();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        lock (_gate)
        {
            if (_at is not { } at)
            {
                return;
            }

            if (at > _clock.Now())
            {
                Arm(); // Timers may fire a little early, and long waits come in parts.
                return;
            }

            _at = null;
        }

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
