using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Grains;

/// <summary>
/// Declares silos dead that are surely gone, sooner than missed probes would: those whose port refuses and that give no new sign of life, and those that give none for
/// longer than any pause, though the table can be read and written. Before it joins, a silo waits for that where nobody of the cluster lives: after all of it was killed
/// it finds rows of the dead alone. A silo that cannot read the table for as long as the others would wait for it takes no commands until it has read that it lives.
/// docs/cluster.md has the sums.
/// </summary>
internal sealed class GoneSilos(
    IMembershipTable table, IClusterMembershipService membership, ILocalSiloDetails self, Lazy<OrderFront> front, ILogger<GoneSilos> log)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>After the framework has read the table for the first time, and before it enters this silo.</summary>
    private const int BeforeJoining = ServiceLifecycleStage.RuntimeGrainServices + 1;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private readonly SignsOfLife _signs = new(TimeProvider.System);
    private Task _watching = Task.CompletedTask;
    private long _read = TimeProvider.System.GetTimestamp();

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(GoneSilos), BeforeJoining, WaitAsync, static _ => Task.CompletedTask);
        lifecycle.Subscribe(nameof(GoneSilos), ServiceLifecycleStage.Active, Start, StopAsync);
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Waits until the rows of others say something of the cluster: one of them lives, or all are declared dead.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (await FoundAsync(joining: true, cancellationToken).ConfigureAwait(false) is { Lives: false, Waits: true })
        {
            await Task.Delay(Between, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task Start(CancellationToken cancellationToken)
    {
        _watching = Task.Run(WatchAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await FoundAsync(joining: false, _stop.Token).ConfigureAwait(false);
            await Task.Delay(ClusterTimes.Watch, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once, and declares dead who is gone.</summary>
    private async Task<Found> FoundAsync(bool joining, CancellationToken cancellationToken)
    {
        try
        {
            var all = await table.ReadAllAsync(cancellationToken).ConfigureAwait(false);
            if (all.Members.Any(row => row.Item1 is { Status: SiloStatus.Dead } dead && dead.SiloAddress.Equals(self.SiloAddress)))
            {
                await membership.Refresh(new(all.Version.Version), cancellationToken).ConfigureAwait(false); // The framework ends it, and would look later.
                return default;
            }

            _read = TimeProvider.System.GetTimestamp();
            if (!joining)
            {
                front.Value.OnDoubt(false);
            }

            var rows = all.Members.Select(row => row.Item1).Where(Serves).ToList();
            var signs = _signs.Look(rows);
            if (!joining && signs.GetValueOrDefault(self.SiloAddress).Silent >= ClusterTimes.Gone)
            {
                // It gives none itself: it cannot write, or the framework waits, for up to a minute after the table was away.
                _signs.Forget();
                var sign = new MembershipEntry { SiloAddress = self.SiloAddress, IAmAliveTime = TimeProvider.System.GetUtcNow().UtcDateTime };
                await table.UpdateIAmAliveAsync(sign, cancellationToken).ConfigureAwait(false);
                return default;
            }

            var others = rows.Where(row => !row.SiloAddress.Equals(self.SiloAddress) && (joining || signs[row.SiloAddress].Silent >= ClusterTimes.Gone));
            var ports = await Task.WhenAll(others.Select(async row => (Row: row, Port: await PortOfAsync(row.SiloAddress, cancellationToken).ConfigureAwait(false))))
                .ConfigureAwait(false);
            foreach (var (row, _) in ports.Where(other => IsGone(other.Port, signs[other.Row.SiloAddress])))
            {
                log.LogWarning("Silo {Silo} is gone: it gives no sign of life any more, and is declared dead", row.SiloAddress);
                await membership.TryKill(row.SiloAddress).ConfigureAwait(false);
            }

            return new(
                Lives: ports.Any(other => signs[other.Row.SiloAddress] is var sign && (sign.Moved || (other.Port == Port.Open && AgeOf(sign) < ClusterTimes.Gone))),
                Waits: ports.Any(other => other.Port != Port.Open));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            _signs.Forget();
            if (!joining && TimeProvider.System.GetElapsedTime(_read) >= ClusterTimes.CutOff)
            {
                front.Value.OnDoubt(true);
            }

            return new(Lives: false, Waits: true);
        }
        catch (Exception) when (!joining)
        {
            return default; // It stops.
        }
    }

    private static bool Serves(MembershipEntry row) => row.Status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    /// <summary>Nothing listens at a silo's port that has ended. Where a machine is gone, nobody refuses: then its last sign has to be older than any pause.</summary>
    private static bool IsGone(Port port, Sign sign) => sign.Silent >= ClusterTimes.CutOff || (sign.Silent >= ClusterTimes.Gone && port switch
    {
        Port.Closed => true,
        Port.Silent => AgeOf(sign) >= ClusterTimes.CutOff,
        _ => false,
    });

    private static TimeSpan AgeOf(Sign sign) => TimeProvider.System.GetUtcNow().UtcDateTime - sign.Last;

    private static async Task<Port> PortOfAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        using var socket = new Socket(silo.Endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ClusterTimes.Probe);
        try
        {
            await socket.ConnectAsync(silo.Endpoint, timeout.Token).ConfigureAwait(false);
            return Port.Open;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused ? Port.Closed : Port.Silent;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Port.Silent;
        }
    }

    /// <param name="Lives">Somebody of the cluster does.</param>
    /// <param name="Waits">Somebody may still be found gone.</param>
    private readonly record struct Found(bool Lives, bool Waits);

    private enum Port
    {
        Open,
        Closed,
        Silent,
    }
}
