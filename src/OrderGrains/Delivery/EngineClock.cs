namespace OrderGrains;

/// <summary>
/// The time of one run of an engine: it never goes back, also where the machine's clock does, and it starts just after the
/// latest time that was stored. What is queued by this run is therefore later than <see cref="StartedAt"/>, and what an
/// earlier run left due is not (<see cref="OwedRequest.StepAt"/>).
/// </summary>
/// <param name="time">The machine's clock.</param>
/// <param name="lastStored">Latest time in the store; the start of the calendar where it is empty.</param>
public sealed class EngineClock(TimeProvider time, DateTimeOffset lastStored)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _now = Later(time.GetUtcNow(), lastStored).AddTicks(1);
    private long _timestamp = time.GetTimestamp();

    /// <summary>The start stamp: whatever was due at this time counts as perhaps sent.</summary>
    public DateTimeOffset StartedAt { get; } = Later(time.GetUtcNow(), lastStored);

    /// <summary>The machine's clock, for waits.</summary>
    public TimeProvider Time => time;

    /// <summary>The time, at least as late as at any earlier call; it goes at real speed while the machine's clock is behind.</summary>
    public DateTimeOffset Now()
    {
        lock (_gate)
        {
            // In this order: what passes between the two readings is counted once, and not again by the next call.
            var machine = time.GetUtcNow();
            var timestamp = time.GetTimestamp();
            _now = Later(machine, _now + time.GetElapsedTime(_timestamp, timestamp));
            _timestamp = timestamp;
            return _now;
        }
    }

    /// <summary>A time that another clock of the same cluster has shown: from here on this one shows it or a later one.</summary>
    public void Observe(DateTimeOffset time)
    {
        lock (_gate)
        {
            _now = Later(Now(), time);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
