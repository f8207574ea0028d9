using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// The machine's clock as the hub goes by it, and whether it can be believed. <see cref="Now"/> is what the machine shows, also after it was set; what comes
/// before what is told by versions and epochs, never by time. A jump is told by the machine's other clock, which nobody sets: where the two differ by more
/// than <see cref="Jump"/> the time is doubtful, and what ages by it (graces, carts, retention) waits until it has gone steadily for a while.
/// </summary>
/// <param name="time">The machine's clock.</param>
/// <param name="log">Told at once of a jump.</param>
public sealed class HubClock(TimeProvider time, ILogger log)
{
    /// <summary>The least difference, either way, that is a jump.</summary>
    public static readonly TimeSpan Jump = TimeSpan.FromMinutes(1);

    /// <summary>How long the time is doubtful after a jump: orders are not woken by it meanwhile.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromHours(1);

    /// <summary>How long nothing is removed after a jump.</summary>
    public static readonly TimeSpan RetentionDoubt = TimeSpan.FromDays(1);

    /// <summary>Longest that a hub is believed to have been stopped. If at a start the latest stored change is older, the clock is taken to be ahead.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromDays(31);

    private static readonly TimeSpan Anchored = TimeSpan.FromHours(1); // Small drifts never add up to a jump.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Anchor _anchor = new(time.GetUtcNow(), time.GetTimestamp());
    private long? _jumpedAt;

    /// <summary>Rings when the machine's clock was set back: times that were stored before may lie ahead. Comes from any thread.</summary>
    public event Action? CameBack;

    /// <summary>Whether the latest change that was stored at the start lay ahead of the clock.</summary>
    public bool IsBehindTheStore { get; private set; }

    /// <summary>The machine's clock, for waits.</summary>
    public TimeProvider Time => time;

    /// <summary>Whether nothing may age by the time.</summary>
    public bool IsDoubtful => Since(Doubt);

    /// <summary>Whether nothing may be removed by the time.</summary>
    public bool IsDoubtfulForRetention => Since(RetentionDoubt);

    /// <summary>What the machine shows.</summary>
    public DateTimeOffset Now()
    {
        var (now, stamp, anchor) = Read();
        var by = now - anchor.Time - time.GetElapsedTime(anchor.Stamp, stamp);
        if (by > Jump)
        {
            Jumped(new(now, stamp), $"ahead by {by:c}");
        }
        else if (by < -Jump)
        {
            if (Jumped(new(now, stamp), $"back by {-by:c}"))
            {
                CameBack?.Invoke();
            }
        }
        else if (time.GetElapsedTime(anchor.Stamp, stamp) > Anchored)
        {
            Volatile.Write(ref _anchor, new(now, stamp));
        }

        return now;
    }

    /// <summary>Holds the time against the latest change in the store, once, at the start.</summary>
    /// <param name="lastChange">Null where nothing is stored.</param>
    public void Compare(DateTimeOffset? lastChange)
    {
        var now = Now();
        IsBehindTheStore = lastChange - now > Jump;
        if (lastChange is { } last && (now - last > LongestRest || last - now > Jump))
        {
            Jumped(new(now, time.GetTimestamp()), $"to {now:u}, where the latest change that is stored is of {last:u}");
        }
    }

    /// <summary>Both clocks at one moment, and what they are held against. A process that was held up between the readings reads again.</summary>
    private (DateTimeOffset Now, long Stamp, Anchor Anchor) Read()
    {
        while (true)
        {
            var (before, now, stamp, anchor) = (time.GetTimestamp(), time.GetUtcNow(), time.GetTimestamp(), Volatile.Read(ref _anchor));
            if (time.GetElapsedTime(before, stamp) < Moment)
            {
                return (now, stamp, anchor);
            }
        }
    }

    private bool Since(TimeSpan doubt)
    {
        Now(); // Perhaps nobody has looked since it jumped.
        lock (_gate)
        {
            return _jumpedAt is { } jumped && time.GetElapsedTime(jumped) < doubt;
        }
    }

    /// <summary>Tells of a jump; false where another thread has.</summary>
    private bool Jumped(Anchor anchor, string how)
    {
        lock (_gate)
        {
            if ((anchor.Time - _anchor.Time - time.GetElapsedTime(_anchor.Stamp, anchor.Stamp)).Duration() <= Jump && _jumpedAt is not null)
            {
                return false;
            }

            (_anchor, _jumpedAt) = (anchor, anchor.Stamp);
        }

        log.LogError(
            "The machine's clock jumped {How}. Set it right: no cart and no grace ends for {Doubt} and nothing is removed for {RetentionDoubt} from now on",
            how, Doubt, RetentionDoubt);
        return true;
    }

    private sealed record Anchor(DateTimeOffset Time, long Stamp);
}
