namespace OrderGrains.Grains;

/// <summary>The lanes that the settings ask for: for each tenant its clock, the hub's own target, and every system that it has.</summary>
public sealed class KnownLanes(IEnumerable<LaneName> lanes)
{
    /// <summary>All of them, in the order of their names.</summary>
    public IReadOnlyList<LaneName> All { get; } = [.. lanes.OrderBy(lane => lane.ToString(), StringComparer.Ordinal)];

    /// <summary>Whose they are.</summary>
    public IReadOnlyList<string> Tenants => [.. All.Select(lane => lane.Tenant).Distinct()];

    /// <summary>The lanes of settings.</summary>
    public static KnownLanes Of(OrderGrainsSettings settings) => new(settings.Tenants.SelectMany(tenant => Of(tenant.Key, tenant.Value)));

    private static IEnumerable<LaneName> Of(string tenant, TenantSettings settings)
    {
        yield return LaneName.Clock(tenant);
        yield return new(tenant, Target.Order);
        foreach (var account in settings.Accounts())
        {
            yield return new(tenant, account.Target);
            if (settings.Checker.Catalog == "Vtex")
            {
                yield return new(tenant, account.Of(Target.VtexSimulation)); // Nothing is ever owed to it; it keeps an operator's pause.
            }
        }

        if (settings.OmniChat is not null)
        {
            yield return new(tenant, Target.OmniChat);
        }

        if (settings.BonifiQ is not null)
        {
            yield return new(tenant, Target.BonifiQ);
        }
    }
}
