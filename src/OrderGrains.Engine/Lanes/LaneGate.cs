namespace OrderGrains.Engine;

/// <summary>What holds a lane up: an operator's pause, or a target that takes no calls for a while, after which one probe goes first.</summary>
internal sealed class LaneGate(HubClock clock)
{
    private DateTimeOffset? _blockedUntil;
    private string? _why;

    /// <summary>The operator who paused the lane; null where nobody did.</summary>
    public string? PausedBy { get; set; }

    /// <summary>Counts the blocks: only a call that started after the last one can lift it.</summary>
    public int Blocks { get; private set; }

    /// <summary>Whether one call at a time goes out, until one is answered.</summary>
    public bool Probing { get; private set; }

    /// <summary>Until when nothing is sent; null where that is now.</summary>
    public DateTimeOffset? BlockedUntil => _blockedUntil > clock.Now() ? _blockedUntil : null;

    /// <summary>Why nothing is sent.</summary>
    public string? Why => BlockedUntil is null ? null : _why;

    /// <summary>Whether calls may go out.</summary>
    public bool IsOpen => PausedBy is null && BlockedUntil is null;

    /// <summary>Holds everything until a time; then one probe goes first. Whether the outage is new.</summary>
    public bool Block(DateTimeOffset until, string why)
    {
        var isNew = !Probing;
        Blocks++;
        Probing = true;
        (_blockedUntil, _why) = _blockedUntil > until ? (_blockedUntil, _why) : (until, why);
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
