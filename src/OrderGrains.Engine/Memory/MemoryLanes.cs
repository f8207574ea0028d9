namespace OrderGrains.Engine.Memory;

/// <summary>Lanes with their epochs, claims and pauses, in memory. For one caller at a time.</summary>
internal sealed class MemoryLanes
{
    private readonly Dictionary<LaneName, LaneStart> _lanes = [];

    /// <summary>Every lane, in the order of their names.</summary>
    public IReadOnlyList<LaneName> All => [.. _lanes.Keys.OrderBy(lane => lane.ToString(), StringComparer.Ordinal)];

    /// <summary>Begins an epoch.</summary>
    public LaneStart Enter(LaneName lane)
    {
        var before = Find(lane);
        return _lanes[lane] = before with { Epoch = before.Epoch + 1 };
    }

    /// <summary>Replaces the claims; false where the epoch is over or never began.</summary>
    public bool Claim(LaneName lane, long epoch, ReadOnlyMemory<byte> claims)
    {
        if (!_lanes.TryGetValue(lane, out var start) || start.Epoch != epoch)
        {
            return false;
        }

        _lanes[lane] = start with { Claims = claims.ToArray() };
        return true;
    }

    /// <summary>Keeps a pause, or ends it.</summary>
    public void Pause(LaneName lane, string? by, DateTimeOffset at) => _lanes[lane] = Find(lane) with { PausedBy = by, PausedAt = by is null ? null : at };

    private LaneStart Find(LaneName lane) => _lanes.GetValueOrDefault(lane) ?? new(0, default, null);
}
