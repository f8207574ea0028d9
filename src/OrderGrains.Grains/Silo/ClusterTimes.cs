using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>A silo that missed so many signs of life in the table may be gone: one that starts does not wait for it.</summary>
    public const int MissedSigns = 2;

    /// <summary>Between two looks at the table, for what gossip did not tell.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks for silos that are gone (<see cref="GoneSilos"/>).</summary>
    public static readonly TimeSpan Watch = TimeSpan.FromSeconds(1);

    /// <summary>Without a sign of life, and with a port that refuses: the silo is gone.</summary>
    public static readonly TimeSpan Gone = MissedSigns * SignOfLife;

    /// <summary>
    /// Without a sign of life, though the table can be read and written: the silo has lost it, and can keep nothing. Longer than a pause that costs nobody a place, and
    /// a silo's way back to a table that was away.
    /// </summary>
    public static readonly TimeSpan CutOff = TimeSpan.FromSeconds(15);

    /// <summary>Sets them.</summary>
    public static ISiloBuilder UseClusterTimes(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton(static provider => new Lazy<OrderFront>(provider.GetRequiredService<OrderFront>));
        silo.Services.AddSingleton<GoneSilos>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<GoneSilos>());
        return silo.Configure<ClusterMembershipOptions>(SetTimes);
    }

    private static void SetTimes(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = Probe;
        membership.MinProbeTimeout = Probe;
        membership.MaxProbeTimeout = Probe;
        membership.NumMissedProbesLimit = Missed;
        membership.IAmAliveTablePublishTimeout = SignOfLife;
        membership.NumMissedTableIAmAliveLimit = MissedSigns;
        membership.TableRefreshTimeout = Look;
    }
}
