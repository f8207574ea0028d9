namespace OrderGrains;

/// <summary>What a start tells of settings that are right, and mean something that perhaps nobody wants.</summary>
public static class SettingsWarnings
{
    /// <summary>Each with its key.</summary>
    public static IReadOnlyList<SettingsProblem> Of(OrderGrainsSettings settings) =>
        [.. settings.Tenants.OrderBy(tenant => tenant.Key, StringComparer.Ordinal).SelectMany(tenant => Of($"{SettingsCheck.Section}:Tenants:{tenant.Key}", tenant.Value))];

    private static IEnumerable<SettingsProblem> Of(string key, TenantSettings tenant)
    {
        if (tenant is not { BonifiQ: { } bonifiQ, OmniChat: not null, Opabox: not null })
        {
            yield break; // With one channel alone it is a mistake.
        }

        if (bonifiQ.KeyOf(Channel.Opabox) == "Email")
        {
            yield return new(
                $"{key}:BonifiQ:{(bonifiQ.OpaboxCustomerKey is null ? "CustomerKey" : "OpaboxCustomerKey")}",
                "No order of OPABOX earns points: customers are known by e-mail, and OPABOX tells none.");
        }
        else if (bonifiQ.KeyOf(Channel.OmniChat) != bonifiQ.KeyOf(Channel.Opabox))
        {
            yield return new($"{key}:BonifiQ", "The channels know customers by other keys: BonifiQ holds who buys in both twice, unless it joins them by itself.");
        }
    }
}
