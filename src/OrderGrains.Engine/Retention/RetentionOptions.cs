namespace OrderGrains.Engine;

/// <summary>What is removed after which age, and where it is written before. Null keeps for ever.</summary>
public sealed record RetentionOptions
{
    /// <summary>Story lines and payloads of the log. The last story lines of an order stay in its own record.</summary>
    public TimeSpan? Log { get; init; }

    /// <summary>Acts of operators.</summary>
    public TimeSpan? Audit { get; init; }

    /// <summary>Refused bodies and unmatched notifications.</summary>
    public TimeSpan? Webhooks { get; init; }

    /// <summary>How old an order is at the least that is looked at; each tenant's policy says what goes (<see cref="RetentionPolicy"/>).</summary>
    public TimeSpan? Orders { get; init; }

    /// <summary>Folder to which an order is written before it is removed; null for nowhere.</summary>
    public string? ExportDirectory { get; init; }
}
