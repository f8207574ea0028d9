namespace OrderGrains.Connectors;

/// <summary>How one kind of target is called.</summary>
internal sealed record TargetLimits
{
    /// <summary>Longest attempt, its body included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Repeats at once of what may be repeated.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Wait before the first repeat; doubles.</summary>
    public TimeSpan RepeatDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Failures in a row that open the breaker.</summary>
    public int FailuresToOpen { get; init; } = 5;

    /// <summary>How long it stays open before a probe.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls at a time.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Calls that wait for a turn; one more is not tried.</summary>
    public int Queue { get; init; } = 64;

    /// <summary>Bytes of an answer that are read.</summary>
    public int MaxBody { get; init; } = 64 * 1024;

    /// <summary>Whether a call that its caller gave up counts as failed: where callers give up at a deadline.</summary>
    public bool GivenUpIsFailure { get; init; }

    /// <summary>
    /// The limits of a target. The simulation is quick or useless, answers at length, and is given up by the checker at its
    /// deadline, which must be able to open its breaker.
    /// </summary>
    public static TargetLimits For(string target) => Target.KindOf(target) == Target.VtexSimulation
        ? new()
        {
            AttemptTimeout = TimeSpan.FromSeconds(4),
            Repeats = 1,
            Concurrency = 32,
            Queue = 128,
            MaxBody = 1024 * 1024,
            GivenUpIsFailure = true,
        }
        : new();
}
