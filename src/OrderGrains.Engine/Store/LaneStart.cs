namespace OrderGrains.Engine;

/// <summary>What a lane finds when it begins an epoch.</summary>
/// <param name="Epoch">The epoch, from 1; higher than every earlier one of the lane.</param>
/// <param name="Claims">The claims as last written, by whichever epoch; empty where none were.</param>
/// <param name="PausedBy">The operator who paused the lane; null where nobody did.</param>
public sealed record LaneStart(long Epoch, ReadOnlyMemory<byte> Claims, string? PausedBy)
{
    /// <summary>Since when; null where nobody paused it.</summary>
    public DateTimeOffset? PausedAt { get; init; }
}
