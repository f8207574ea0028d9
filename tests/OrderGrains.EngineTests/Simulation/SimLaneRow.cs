using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>A lane as the database has it, and what it must have been told, which the promises are looked at by.</summary>
internal sealed class SimLaneRow
{
    public long Epoch { get; set; }

    public byte[] Claims { get; set; } = [];

    public string? PausedBy { get; set; }

    public SortedSet<(DateTimeOffset Due, long Key)> Due { get; } = [];

    /// <summary>When each start of the lane was stored, the first one first, whatever number it was given.</summary>
    public List<long> Starts { get; } = [];

    /// <summary>What was claimed at each start.</summary>
    public List<HashSet<Claim>> Handed { get; } = [];

    /// <summary>Rows after a position.</summary>
    public IEnumerable<(DateTimeOffset Due, long Key)> After(DuePosition after) =>
        Due.GetViewBetween((after.Due, after.Key), (DateTimeOffset.MaxValue, long.MaxValue)).Where(row => row != (after.Due, after.Key));
}
