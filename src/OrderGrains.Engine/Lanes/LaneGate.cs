namespace OrderGrains.Engine;

/// <summary>
/// What holds a lane up: an operator's pause, or a target that takes no calls for a while, after which one probe goes first. The while is counted by time
/// that passes, which nobody can set: a machine's clock that was ahead for a moment makes it no longer.
/// </summary>
internal sealed class LaneGate(HubClock clock)
{
    private (long At, TimeSpan For)? _block;
    private string? _why;
    private DateTimeOffset? _since;
    private bool _outage;

    /// <summary>The operator who paused the lane, and since when; null where nobody did.</summary>
    public (string By, DateTimeOffset? Since)? Pause { get; set; }

    /// <summary>Counts the blocks: only a call that started after the last one can lift it.</summary>
    public int Blocks { get; private set; }

    /// <summary>Counts the lifts of operators.</summary>
    public int Lifts { get; private set; }

    /// <summary>Whether one call at a time goes out, until one is answered.</summary>
    public bool Probing { get; private set; }

    /// <summary>Until when nothing is sent; null where that is now.</summary>
    public DateTimeOffset? BlockedUntil => Left is { Ticks: > 0 } left ? clock.Now() + left : null;

    /// <summary>Why the target is not called. After an outage it stays, also once calls may go out again, until one is answered. Null otherwise.</summary>
    public string? Why => IsBlocked || _outage ? _why : null;

    /// <summary>Since when the lane is paused, or the target does not take calls; null while it serves.</summary>
    public DateTimeOffset? Since => Pause is { } pause ? pause.Since : IsBlocked || _outage ? _since : null;

    /// <summary>Whether calls may go out.</summary>
    public bool IsOpen => Pause is null && !IsBlocked;

    private TimeSpan Left => _block is { } block ? block.For - clock.Time.GetElapsedTime(block.At) : TimeSpan.Zero;

    private bool IsBlocked => Left > TimeSpan.Zero;

    /// <summary>Holds everything for a while; then one probe goes first. Whether the outage is new.</summary>
    /// <param name="rest">For how long, and why.</param>
    public bool Block(Rest rest)
    {
        var isNew = !Probing;
        _since = isNew ? clock.Now() : _since;
        Blocks++;
        Probing = true;
        _outage |= rest.IsOutage;
        (_block, _why) = Left > rest.For ? (_block, _why) : ((clock.Time.GetTimestamp(), rest.For), rest.Why);
        return isNew;
    }

    /// <summary>An operator says that the target is to be called now: one probe goes first all the same.</summary>
    public void Lift()
    {
        _block = null;
        Lifts++;
    }

    /// <summary>The target answered a call as one that serves; whether that ended an outage.</summary>
    /// <param name="block">The count of blocks when the call started.</param>
    public bool Answered(int block)
    {
        var ended = Probing && block == Blocks;
        Probing &= !ended;
        _outage &= !ended;
        return ended;
    }
}
