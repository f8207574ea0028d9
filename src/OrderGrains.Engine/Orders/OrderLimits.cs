namespace OrderGrains.Engine;

/// <summary>Bounds of the orders at work in one silo.</summary>
public sealed record OrderLimits
{
    /// <summary>After this nobody knows whether a write was kept: its senders are told to try again, and the order is read afresh.</summary>
    public TimeSpan WriteDeadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Orders in memory.</summary>
    public int Residents { get; init; } = 100_000;

    /// <summary>Bytes of their records as they rest; one at work takes a few times as much.</summary>
    public long ResidentBytes { get; init; } = 256L * 1024 * 1024;
}
