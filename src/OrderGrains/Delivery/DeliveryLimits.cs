namespace OrderGrains;

/// <summary>Bounds of the pump.</summary>
public sealed record DeliveryLimits
{
    /// <summary>Calls at once to one target of one tenant.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Orders that wait in memory for one target of one tenant; the rest stays in the engine's index of due times.</summary>
    public int Queue { get; init; } = 1000;

    /// <summary>After this a call that does not end counts as unknown. Connectors have shorter timeouts of their own.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a stop lets calls finish before it cancels them.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest wait between two tries to hand an answer to its order.</summary>
    public TimeSpan MaxAnswerDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a target rests that asked to be slowed without saying how long.</summary>
    public TimeSpan DefaultSlowDown { get; init; } = TimeSpan.FromMinutes(1);
}
