using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>
/// What a silo does as it starts and as long as it runs: reads what turns need before it takes grains, and from then on sees to it
/// that every lane stands somewhere, also after another silo was lost.
/// </summary>
internal sealed class SiloStart(
    SiloParts silo, IClusterStore store, IGrainFactory grains, ILogger<SiloStart> log) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(SiloParts), ServiceLifecycleStage.ApplicationServices, silo.StartAsync);
        lifecycle.Subscribe(nameof(SiloStart), ServiceLifecycleStage.Active, Start, StopAsync);
    }

    public void Dispose() => _stop.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, cancellationToken);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var lanes = await store.LanesAsync(_stop.Token);
                await Task.WhenAll(lanes.Select(lane => LaneCalls.GrainOf(grains, lane).StartAsync())).WaitAsync(_stop.Token);
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                log.LogWarning("Not every lane could be started ({Type}); it is tried again", exception.GetType().Name);
            }
            catch (Exception)
            {
                return;
            }

            await Task.Delay(silo.Options.LookEvery, silo.Options.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
