namespace OrderGrains.Engine;

/// <summary>
/// What holds a lane up: an operator's pause, or a target that takes no calls for a while, after which one probe goes first. The while is counted by the clock
/// that nobody sets: one that was ahead for a moment holds nothing up until then.
/// </summary>
internal sealed class LaneGate(HubClock clock)
{
    private (long At, TimeSpan For)? _block;
    private string? _why;

    /// <summary>The operator who paused the lane; null where nobody did.</summary>
    public string? PausedBy { get; set; }

    /// <summary>Counts the blocks: only a call that started after the last one can lift it.</summary>
    public int Blocks { get; private set; }

    /// <summary>Whether one call at a time goes out, until one is answered.</summary>
    public bool Probing { get; private set; }

    /// <summary>Until when nothing is sent; null where that is now.</summary>
    public DateTimeOffset? BlockedUntil => Left is { Ticks: > 0 } left ? clock.Now() + left : null;

    /// <summary>Why nothing is sent.</summary>
    public string? Why => IsBlocked ? _why : null;

    /// <summary>Whether calls may go out.</summary>
    public bool IsOpen => PausedBy is null && !IsBlocked;

    private TimeSpan Left => _block is { } block ? block.For - clock.Time.GetElapsedTime(block.At) : TimeSpan.Zero;

    private bool IsBlocked => Left > TimeSpan.Zero;

    /// <summary>Holds everything for a while; then one probe goes first. Whether the outage is new.</summary>
    public bool Block(TimeSpan rest, string why)
    {
        var isNew = !Probing;
        Blocks++;
        Probing = true;
        (_block, _why) = Left > rest ? (_block, _why) : ((clock.Time.GetTimestamp(), rest), why);
        return isNew;
    }

    /// <summary>A call was answered; whether that ended an outage.</summary>
    /// <param name="block">The count of blocks when the call started.</param>
    public bool Answered(int block)
    {
        var ended = Probing && block == Blocks;
        Probing &= !ended;
        return ended;
    }
}
