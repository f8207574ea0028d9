namespace OrderGrains.Grains;

/// <summary>
/// How long each silo's row in the table of membership has shown no new sign of life, as one reader saw it. The reader's own time counts, and only what it looked at:
/// clocks of other machines, and a pause of this one, make nobody silent.
/// </summary>
/// <param name="time">The reader's time.</param>
internal sealed class SignsOfLife(TimeProvider time)
{
    /// <summary>What passed between two looks counts as this at most.</summary>
    private static readonly TimeSpan LongestLook = 2 * ClusterTimes.Watch;

    private Dictionary<SiloAddress, Sign> _seen = [];
    private long _looked;

    /// <summary>Takes a look at the table; what is known of each of its silos.</summary>
    public IReadOnlyDictionary<SiloAddress, Sign> Look(IEnumerable<MembershipEntry> rows)
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_looked, now) is var elapsed && elapsed < LongestLook ? elapsed : LongestLook;
        _looked = now;
        return _seen = rows.ToDictionary(row => row.SiloAddress, row => After(row, passed));
    }

    /// <summary>The table could not be read, or not written: nobody else could tell of its life either.</summary>
    public void Forget() => _seen = [];

    private Sign After(MembershipEntry row, TimeSpan passed) => _seen.TryGetValue(row.SiloAddress, out var before)
        ? before.Last == row.IAmAliveTime ? before with { Silent = before.Silent + passed } : new(row.IAmAliveTime, TimeSpan.Zero, Moved: true)
        : new(row.IAmAliveTime, TimeSpan.Zero, Moved: false);
}

/// <summary>What is known of a silo's life.</summary>
/// <param name="Last">Its last sign, by its own clock.</param>
/// <param name="Silent">How long it has given no other, by the reader's.</param>
/// <param name="Moved">Whether the reader has seen it give one.</param>
internal readonly record struct Sign(DateTime Last, TimeSpan Silent, bool Moved);
