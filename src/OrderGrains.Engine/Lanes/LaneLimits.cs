namespace OrderGrains.Engine;

/// <summary>Bounds of a lane.</summary>
public sealed record LaneLimits
{
    /// <summary>Calls at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Rows of the index that wait in memory; the rest stays in the index.</summary>
    public int Queue { get; init; } = 1000;

    /// <summary>Rows claimed in one write.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>
    /// Age of a claim after which nothing is sent under it before it is renewed, and for which a new epoch waits before it touches what an earlier one claimed:
    /// a lane that was frozen and goes on does not send what another has taken over.
    /// </summary>
    public TimeSpan ClaimLife { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>After this a call that does not end counts as unknown. Connectors have shorter timeouts of their own.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a stop lets calls end before it cancels them, and waits once more for what does not heed that.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Longest wait between two tries to hand an answer to its order, and how long an order rests that cannot be read.</summary>
    public TimeSpan MaxAnswerDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an order rests that does not take its answer.</summary>
    public TimeSpan UnsettledRest { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a lane rests after the index could not be read, or claims not be written.</summary>
    public TimeSpan StoreRest { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an order rests of which the index has something due that its record has not: one of the two was read where it is old.</summary>
    public TimeSpan OldReadRest { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a target rests that asked to be slowed without saying how long.</summary>
    public TimeSpan DefaultSlowDown { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest rest that a target is believed to ask for.</summary>
    public TimeSpan MaxSlowDown { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a target is left alone that does not take our credentials; then one call tries.</summary>
    public TimeSpan CredentialsRest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How old a count of what waits beyond <see cref="Queue"/> may be.</summary>
    public TimeSpan CountAge { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Orders that rest at a time; with more of them the lane waits for the first to have rested.</summary>
    public int Resting { get; init; } = 4096;
}
