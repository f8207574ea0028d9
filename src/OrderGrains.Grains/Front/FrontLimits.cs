namespace OrderGrains.Grains;

/// <summary>Bounds of one process's front. It counts and never queues: the orders themselves have the queues.</summary>
public sealed record FrontLimits
{
    /// <summary>Commands under way.</summary>
    public int UnderWay { get; init; } = 10_000;

    /// <summary>Commands under way for one order; orders that share a count by chance share the bound too.</summary>
    public int OfOneOrder { get; init; } = 256;

    /// <summary>What a sender is asked to wait.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a front asks how the targets do.</summary>
    public TimeSpan ConditionsEvery { get; init; } = TimeSpan.FromSeconds(2);
}
