using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>Wakes a tenant's orders for which a time has come: a grace that ends, a cart that nobody finished.</summary>
[GrainType("wake")]
[KeepAlive]
internal sealed class WakeGrain(SiloParts silo, IClusterStore store, IGrainFactory grains, ILogger<WakeGrain> log)
    : LaneGrain(silo, store, grains, log), IWakeGrain
{
    private const int AtOnce = 32;

    private readonly SemaphoreSlim _slots = new(AtOnce);
    private readonly CancellationTokenSource _stop = new();
    private readonly Outstanding _wakes = new(WorkScheduler.ThreadPool);

    /// <inheritdoc/>
    protected override string Lane => LaneName.Of(this.GetPrimaryKeyString(), LaneName.Clock);

    /// <inheritdoc/>
    protected override void OnStart(LaneStart start)
    {
    }

    /// <inheritdoc/>
    protected override async Task OnStopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _wakes.WhenIdleAsync().WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>Not at once: it is found by the look that follows, at the pace of the lane.</summary>
    protected override void OnOffer(OrderId order, DateTimeOffset due) => LookAsync(due);

    /// <inheritdoc/>
    protected override async Task<bool> TakeAsync(DueRow row)
    {
        await _slots.WaitAsync(_stop.Token);
        _wakes.Start(() => WakeAsync(row));
        return true;
    }

    private async Task WakeAsync(DueRow row)
    {
        try
        {
            await Orders.WakeAsync(row.Order, _stop.Token);
        }
        catch (Exception exception)
        {
            // The next look that starts over finds it again.
            log.LogInformation("{Order} could not be woken ({Type}); it is tried again", row.Order, exception.GetType().Name);
        }
        finally
        {
            _slots.Release();
        }
    }
}
