using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Grains;

/// <summary>Opens the store before the silo starts, and closes it after the silo has stopped. To be registered before the silo is.</summary>
internal sealed class StoreHost(IOrderStore store, HubClock clock, ILogger<StoreHost> log) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        clock.Compare(store.LastChange);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.CloseAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            log.LogWarning("The store did not close as it should ({Type}); nothing that was answered is lost", exception.GetType().Name);
        }
    }
}
