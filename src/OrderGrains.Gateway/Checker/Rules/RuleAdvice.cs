using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>
/// Warns at start where a tenant's rules change what a cart costs and VTEX was not told how far a price may diverge: it refuses
/// such orders with EOI003 (seed 004_a08a1fd69d1d0507.txt).
/// </summary>
internal sealed class RuleAdvice(OrderGrainsSettings settings, ILogger<RuleAdvice> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (tenant, its) in settings.Tenants)
        {
            if (its.Vtex is { PriceDivergenceAllowanceRate: null } && its.Checker.Rules.Exists(rule => rule.Type is "Discount" or "Gift"))
            {
                log.LogWarning(
                    "Tenant {Tenant} gives discounts or gifts by rule and has no Vtex:PriceDivergenceAllowanceRate: VTEX may refuse such orders (EOI003)",
                    tenant);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
