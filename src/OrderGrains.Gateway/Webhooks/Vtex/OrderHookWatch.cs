using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>What was last seen of a tenant's order hook; <paramref name="CheckedAt"/> is null before the first look.</summary>
public sealed record OrderHookSeen(string Tenant, OrderHookState State, string? Why, DateTimeOffset? CheckedAt);

/// <summary>
/// Looks once a day whether VTEX still has each tenant's order hook, since VTEX deletes it after three quiet days, and asks for a
/// person where it has gone: in the log, and in <c>GET /api/hooks</c>. It does not put it back by itself, since the hook of an
/// application key may be somebody else's by now.
/// </summary>
internal sealed class OrderHookWatch(OrderGrainsSettings settings, TimeProvider clock, ILogger<OrderHookWatch> log, IOrderHooks? hooks)
    : BackgroundService
{
    /// <summary>From the start to the first look.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);

    /// <summary>From one look to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, OrderHookSeen> _seen = new(StringComparer.Ordinal);

    /// <summary>What was seen, by tenant; every tenant that has VTEX and is live.</summary>
    public IReadOnlyList<OrderHookSeen> Seen() =>
        [.. Tenants().Select(tenant => _seen.GetValueOrDefault(tenant, new(tenant, OrderHookState.Unknown, "Not looked at yet.", null)))];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (hooks is null)
        {
            return;
        }

        for (var wait = FirstLook; ; wait = Interval)
        {
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var tenant in Tenants())
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                await LookAsync(hooks, tenant, stoppingToken);
            }

            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task LookAsync(IOrderHooks hooks, string tenant, CancellationToken stoppingToken)
    {
        try
        {
            var hook = await hooks.ReadAsync(tenant, stoppingToken);
            _seen[tenant] = new(tenant, hook.State, hook.Why, clock.GetUtcNow());
            if (hook.State is OrderHookState.Missing or OrderHookState.Different)
            {
                log.LogWarning(
                    "VTEX does not tell how the orders of tenant {Tenant} get on: {Why} Register the order hook with silo vtex-hook",
                    tenant,
                    hook.Why);
            }
            else if (hook.State == OrderHookState.Unknown)
            {
                log.LogWarning("Nobody knows whether VTEX has the order hook of tenant {Tenant}: {Why}", tenant, hook.Why);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception e)
        {
            _seen[tenant] = new(tenant, OrderHookState.Unknown, e.GetType().Name, clock.GetUtcNow());
        }
    }

    private IEnumerable<string> Tenants() =>
        settings.Tenants.Where(tenant => tenant.Value.Vtex is not null && !tenant.Value.Observes()).Select(tenant => tenant.Key).Order(StringComparer.Ordinal);
}
