namespace OrderGrains.Engine;

/// <summary>An order that its lane has taken up for a call: at most one call, under a claim.</summary>
/// <param name="claim">What is claimed.</param>
/// <param name="perhapsSent">Whether an earlier epoch claimed the same and never settled it.</param>
/// <param name="called">Told when a call begins.</param>
internal sealed class Flight(Claim claim, bool perhapsSent, Action called)
{
    private string? _call;

    /// <summary>What is claimed.</summary>
    public Claim Claim => claim;

    /// <summary>Whether an earlier epoch claimed the same and never settled it.</summary>
    public bool PerhapsSent => perhapsSent;

    /// <summary>Count of the lane's blocks when it started.</summary>
    public int Block { get; set; }

    /// <summary>Request id of the call under way; null before and after it.</summary>
    public string? Call
    {
        get => _call;
        set
        {
            _call = value;
            called();
        }
    }
}

/// <summary>How a flight ended, for its lane.</summary>
internal enum Landing
{
    /// <summary>Nothing was due any more; says nothing of the target.</summary>
    NothingDue,

    /// <summary>The target was called and the order has the answer.</summary>
    Answered,

    /// <summary>The target takes no calls now, or the lane makes none: nothing was sent.</summary>
    NotTried,

    /// <summary>The target does not take our credentials: nothing came of it.</summary>
    Denied,

    /// <summary>The order could not be read: nothing was sent.</summary>
    Unread,

    /// <summary>The order did not take its answer, or the call was cut off: it was perhaps sent.</summary>
    Unsettled,
}
