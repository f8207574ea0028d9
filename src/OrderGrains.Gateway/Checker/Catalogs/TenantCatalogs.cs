using System.Collections.Concurrent;

namespace OrderGrains.Gateway.Checker.Catalogs;

/// <summary>Asks the catalog that a tenant's settings name.</summary>
internal sealed class TenantCatalogs(
    OrderGrainsSettings settings, FileCatalog files, ITargets targets, TimeProvider clock, ICatalog? vtex = null)
{
    private readonly ConcurrentDictionary<string, SharedAnswers> _answers = new(StringComparer.Ordinal);

    // By tenant and account: the lifts of the simulation's lane that this process has heeded.
    private readonly ConcurrentDictionary<(string Tenant, string Target), int> _lifts = new();

    /// <summary>Asks.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="checker">Its checker, whose catalog is not <c>None</c>.</param>
    /// <param name="question">What is asked.</param>
    /// <exception cref="CatalogUnavailableException">No answer: paused, down, or not within the deadline.</exception>
    public Task<CatalogAnswer> AskAsync(string tenant, CheckerSettings checker, CatalogQuestion question)
    {
        if (checker.Catalog == "File")
        {
            return files.AskAsync(checker.CatalogFile!, question);
        }

        if (vtex is null)
        {
            throw new CatalogUnavailableException("No catalog is connected.");
        }

        var target = settings.Tenants[tenant].VtexTargetOf(question.StoreId, Target.VtexSimulation);
        if (Heeded(tenant, target, targets.Conditions())?.PausedBy is not null)
        {
            throw new CatalogUnavailableException("An operator paused the simulation.");
        }

        return _answers.GetOrAdd(tenant, static (_, made) => new(made.checker.CacheFor, made.clock), (checker, clock))
            .AskAsync(question, () => AskVtexAsync(vtex, tenant, question, checker.Deadline));
    }

    /// <summary>
    /// How all targets do: what the engine calls, and the simulation of each tenant whose checker asks it. It owes nothing, so
    /// nothing of it is ever queued.
    /// </summary>
    public IReadOnlyList<TargetCondition> Conditions()
    {
        var known = targets.Conditions();
        return
        [
            .. known.Where(target => Target.KindOf(target.Target) != Target.VtexSimulation)
                .Concat(settings.Tenants.Where(tenant => tenant.Value.Checker.Catalog == "Vtex")
                    .SelectMany(tenant => tenant.Value.Accounts().Select(account => Simulation(tenant.Key, account.Of(Target.VtexSimulation), known))))
                .OrderBy(target => target.Tenant, StringComparer.Ordinal)
                .ThenBy(target => target.Target, StringComparer.Ordinal),
        ];
    }

    private TargetCondition Simulation(string tenant, string target, IReadOnlyList<TargetCondition> known)
    {
        var lane = Heeded(tenant, target, known);
        var condition = vtex?.Condition(tenant, target) ?? new(null, null, null);
        return new(tenant, target, lane?.PausedBy, condition.BlockedUntil, condition.Why, 0, 0, condition.LastError)
        {
            Since = lane is { PausedBy: not null } ? lane.Since : condition.Since,
            LastErrorAt = condition.LastErrorAt,
        };
    }

    /// <summary>The simulation's lane, which holds its pause. Where an operator lifted its blocks since, the catalog of this process lifts its own.</summary>
    private TargetCondition? Heeded(string tenant, string target, IReadOnlyList<TargetCondition> known)
    {
        var lane = known.FirstOrDefault(one => one.Target == target && one.Tenant == tenant);
        if (lane is not null && _lifts.GetValueOrDefault((tenant, target)) != lane.Lifts)
        {
            _lifts[(tenant, target)] = lane.Lifts;
            vtex?.Lift(tenant, target);
        }

        return lane;
    }

    /// <summary>A call that several may wait for: its deadline is its own, and it ends there even where the catalog does not.</summary>
    private async Task<CatalogAnswer> AskVtexAsync(ICatalog catalog, string tenant, CatalogQuestion question, TimeSpan deadline)
    {
        using var timeout = new CancellationTokenSource(deadline, clock);
        return await catalog.AskAsync(tenant, question, timeout.Token).WaitAsync(timeout.Token);
    }
}
