using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>What was last seen of the order hook of an account of a tenant's, which <paramref name="Target"/> names; <paramref name="CheckedAt"/> is null before the first look.</summary>
public sealed record OrderHookSeen(string Tenant, string Target, OrderHookState State, string? Why, DateTimeOffset? CheckedAt);

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

    private readonly ConcurrentDictionary<(string Tenant, string Target), OrderHookSeen> _seen = new();

    /// <summary>What was seen, by account; every account of every tenant that is live.</summary>
    public IReadOnlyList<OrderHookSeen> Seen() =>
        [.. Accounts().Select(one => _seen.GetValueOrDefault(one, new(one.Tenant, one.Target, OrderHookState.Unknown, "Not looked at yet.", null)))];

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
            foreach (var (tenant, target) in Accounts())
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    return;
                }

                await LookAsync(hooks, tenant, target, stoppingToken);
            }

            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task LookAsync(IOrderHooks hooks, string tenant, string target, CancellationToken stoppingToken)
    {
        try
        {
            var hook = await hooks.ReadAsync(tenant, target, stoppingToken);
            _seen[(tenant, target)] = new(tenant, target, hook.State, hook.Why, clock.GetUtcNow());
            if (hook.State is OrderHookState.Missing or OrderHookState.Different)
            {
                log.LogWarning(
                    "VTEX does not tell how the orders of tenant {Tenant} at {Target} get on: {Why} Register the order hook with silo vtex-hook",
                    tenant,
                    target,
                    hook.Why);
            }
            else if (hook.State == OrderHookState.Unknown)
            {
                log.LogWarning("Nobody knows whether VTEX has the order hook of tenant {Tenant} at {Target}: {Why}", tenant, target, hook.Why);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception e)
        {
            _seen[(tenant, target)] = new(tenant, target, OrderHookState.Unknown, e.GetType().Name, clock.GetUtcNow());
        }
    }

    private IEnumerable<(string Tenant, string Target)> Accounts() =>
        settings.Tenants.Where(tenant => !tenant.Value.Observes()).OrderBy(tenant => tenant.Key, StringComparer.Ordinal).SelectMany(tenant => tenant.Value.Accounts().Select(account => (tenant.Key, account.Target)));
}
