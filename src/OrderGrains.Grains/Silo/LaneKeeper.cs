using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Grains;

/// <summary>
/// Sees to it, before a silo is ready, that every lane of the settings stands with its reminder, and that lanes which are gone have none. Has the
/// orders count their times anew when this machine's clock came back from a time ahead. Ends the silo's own lanes before the silo ends its grains.
/// </summary>
internal sealed class LaneKeeper(
    IGrainFactory grains, LaneParts parts, KnownLanes lanes, ActiveLanes active, ILogger<LaneKeeper> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Completes when all of them stand; what fails is tried until it does, or the start is given up.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var done = false; !done;)
        {
            try
            {
                await KeepAsync(cancellationToken).ConfigureAwait(false);
                done = true;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogWarning("Not every lane stands yet ({Type}); it is tried again", exception.GetType().Name);
                await Task.Delay(Rest, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }

        parts.Clock.CameBack += Mend;
        if (parts.Clock.IsBehindTheStore)
        {
            Mend();
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        parts.Clock.CameBack -= Mend;
        await _stop.CancelAsync().ConfigureAwait(false);
        await active.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var gone = (await parts.Store.LanesAsync(cancellationToken).ConfigureAwait(false)).Except(lanes.All);
        await Task.WhenAll(
        [
            .. lanes.All.Select(lane => grains.Lane(lane).StandAsync()),
            .. gone.Select(lane => grains.Lane(lane).RetireAsync()),
            grains.GetGrain<IHousekeepingGrain>(HousekeepingGrain.Key).StandAsync(),
            grains.GetGrain<IJobsGrain>(JobsGrain.Key).StandAsync(),
        ]).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Mend() => _ = MendAsync();

    private async Task MendAsync()
    {
        try
        {
            await FarAhead.MendAllAsync(lanes.All, parts, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("The silo stopped before all orders knew that the clock is right again; the next start tells the others");
        }
    }
}
