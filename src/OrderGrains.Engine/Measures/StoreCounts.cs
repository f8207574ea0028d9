using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>Counts once a minute what the store holds, while anybody listens: from the index of what is owed, never from all orders, and however often it is asked for.</summary>
/// <param name="meter">Told.</param>
/// <param name="store">What is counted.</param>
/// <param name="tenants">The retailers.</param>
/// <param name="time">For the minute.</param>
/// <param name="log">A store that is away.</param>
public sealed class StoreCounts(HubMeter meter, IOrderStore store, IReadOnlyList<string> tenants, TimeProvider time, ILogger<StoreCounts> log) : BackgroundService
{
    /// <summary>Between two counts.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Before the first: who scrapes has subscribed by then.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    private static readonly (string State, OrderQuery Query)[] States =
    [
        ("owed", new(Owed: new())), ("parked", new(Owed: new(State: RequestState.Parked))), ("attention", new(Attention: "*")),
    ];

    /// <summary>Counts now.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        List<(string, string, int)> counts = [];
        foreach (var tenant in tenants)
        {
            foreach (var (state, query) in States)
            {
                counts.Add((tenant, state, await store.CountAsync(query with { Tenant = tenant }, cancellationToken).ConfigureAwait(false)));
            }
        }

        meter.Store.Count(counts);
        if (((store as SealedStore)?.Inner ?? store) is IStoreSizes sizes)
        {
            meter.Store.Measure(await sizes.SizesAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = Every)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                if (meter.Store.Wanted)
                {
                    await CountAsync(stoppingToken).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogInformation("What the store holds could not be counted ({Type}); the last count stays", exception.GetType().Name);
            }
            catch (Exception)
            {
                return;
            }
        }
    }
}
