using Microsoft.Extensions.Hosting;

namespace OrderGrains.Grains;

/// <summary>Writes what waits of kept webhooks before the store closes.</summary>
internal sealed class KeptWebhooksHost(KeptWebhooks webhooks) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => webhooks.StopAsync();
}
