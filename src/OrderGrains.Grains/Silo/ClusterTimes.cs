using Orleans.Configuration;

namespace OrderGrains.Grains;

/// <summary>
/// When silos take another for lost. They probe each other, and vote once a silo was silent for as long as it takes to miss <see cref="Missed"/> probes; until
/// then it may pause. docs/cluster.md has the sums.
/// </summary>
public static class ClusterTimes
{
    /// <summary>Between two probes, and what one may take.</summary>
    public static readonly TimeSpan Probe = TimeSpan.FromSeconds(1);

    /// <summary>Probes of a silo that fail before another votes against it. Silence for less than this many probes' time costs nobody a place.</summary>
    public const int Missed = 11;

    /// <summary>Between two signs of life in the table. Who starts waits for no silo that missed <see cref="MissedSigns"/> of them.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(2);

    /// <summary>Signs of life that a silo misses before its row says nothing of the cluster any more.</summary>
    public const int MissedSigns = 2;

    /// <summary>Between two looks at the table, for what gossip did not tell.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Sets them.</summary>
    public static ISiloBuilder UseClusterTimes(this ISiloBuilder silo) => silo.Configure<ClusterMembershipOptions>(membership =>
    {
        membership.ProbeTimeout = Probe;
        membership.MinProbeTimeout = Probe;
        membership.MaxProbeTimeout = Probe;
        membership.NumMissedProbesLimit = Missed;
        membership.IAmAliveTablePublishTimeout = SignOfLife;
        membership.NumMissedTableIAmAliveLimit = MissedSigns;
        membership.TableRefreshTimeout = Look;
    });
}
