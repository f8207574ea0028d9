using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Checker;

/// <summary>
/// Writes the checker's answers to the orders' timelines after they were given. At most <see cref="Capacity"/> wait; one beyond
/// that, or one that the engine does not take, is counted and left out. What waits at shutdown is still handed over.
/// </summary>
internal sealed class CheckRecorder(IOrderEngine engine, GatewayMeter meter, ILogger<CheckRecorder> log) : BackgroundService
{
    /// <summary>Most answers that wait.</summary>
    public const int Capacity = 4096;

    private const int Writers = 8;

    private readonly Channel<(OrderId Order, RecordCheck Check)> _waiting =
        System.Threading.Channels.Channel.CreateBounded<(OrderId, RecordCheck)>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait });

    /// <summary>
    /// Told of each answer that is handed over (true), and of each that is recorded or left out (false), for a test that waits for them. Must not throw or call
    /// back.
    /// </summary>
    public Action<bool>? UnderWay { get; set; }

    /// <summary>Hands an answer over and returns at once.</summary>
    public void Record(OrderId order, RecordCheck check)
    {
        UnderWay?.Invoke(true);
        if (!_waiting.Writer.TryWrite((order, check)))
        {
            meter.Unrecorded(order.Tenant);
            UnderWay?.Invoke(false);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(stoppingToken)));

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (order, check) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await engine.SubmitAsync(order, check, Message.Internal, stoppingToken);
            }
            catch (Exception e)
            {
                meter.Unrecorded(order.Tenant);
                log.LogDebug(e, "A checker's answer for {Order} was not recorded", order);
            }

            UnderWay?.Invoke(false);
        }
    }
}
