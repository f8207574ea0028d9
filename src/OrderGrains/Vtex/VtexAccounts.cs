namespace OrderGrains;

/// <summary>
/// The VTEX accounts of a tenant: its own, and those of its shops. Each account is a target: the tenant's own is <c>vtex</c>, another is <c>vtex.{account}</c>; shops of one
/// account share it.
/// </summary>
public static class VtexAccounts
{
    /// <summary>VTEX as a shop has it; null where the tenant has none.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="store">The shop; null, and one that the settings do not name, have the tenant's.</param>
    public static VtexSettings? VtexOf(this TenantSettings tenant, string? store) =>
        tenant.Vtex is { } vtex && store is not null && tenant.Stores.GetValueOrDefault(store)?.Vtex is { } own ? own.Over(vtex) : tenant.Vtex;

    /// <summary>The target of a shop's account.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="store">The shop.</param>
    /// <param name="kind"><see cref="Target.Vtex"/> or <see cref="Target.VtexSimulation"/>.</param>
    public static string VtexTargetOf(this TenantSettings tenant, string? store, string kind = Target.Vtex) =>
        store is not null && tenant.Stores.GetValueOrDefault(store)?.Vtex?.Account is { } account ? tenant.TargetOfAccount(account, kind) : kind;

    /// <summary>The target of an account, whether or not the settings name it.</summary>
    public static string TargetOfAccount(this TenantSettings tenant, string account, string kind = Target.Vtex) =>
        account.Equals(tenant.Vtex?.Account, StringComparison.OrdinalIgnoreCase) ? kind : $"{kind}.{account.ToLowerInvariant()}";

    /// <summary>Every account once, the tenant's own first, then by their targets; of several shops of one the first by name counts. None without VTEX.</summary>
    public static IReadOnlyList<VtexAccount> Accounts(this TenantSettings tenant) => tenant.Vtex is null
        ? []
        :
        [
            .. tenant.Stores.Keys.Order(StringComparer.Ordinal).Prepend(null)
                .Select(store => (Target: tenant.VtexTargetOf(store), Store: store)).DistinctBy(account => account.Target)
                .OrderBy(account => account.Target, StringComparer.Ordinal)
                .Select(account => new VtexAccount(account.Target, account.Store, tenant.VtexOf(account.Store)!)),
        ];

    /// <summary>Names of the accounts, one perhaps several times.</summary>
    public static IEnumerable<string> AccountNames(this TenantSettings tenant) =>
        tenant.Stores.Values.Select(store => store.Vtex?.Account).Prepend(tenant.Vtex?.Account).OfType<string>();

    /// <summary>VTEX at a target: as the first of some shops has it that is there, else as the account's first has it; null where the settings name no such account.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="target">The account's target.</param>
    /// <param name="stores">Whose settings are wanted, the most wanted first.</param>
    public static VtexAccount? VtexAt(this TenantSettings tenant, string target, params IEnumerable<string?> stores) =>
        tenant.Vtex is null ? null
        : stores.Where(store => tenant.VtexTargetOf(store) == target).Select(store => new VtexAccount(target, store, tenant.VtexOf(store)!)).FirstOrDefault()
            ?? tenant.Accounts().FirstOrDefault(account => account.Target == target);

    /// <summary>Whether a target is one of the tenant's: a system, or one of its VTEX accounts.</summary>
    public static bool Has(this TenantSettings tenant, string target) =>
        Target.All.Contains(target)
        || (Target.KindOf(target) is Target.Vtex or Target.VtexSimulation && tenant.Accounts().Any(account => account.Of(Target.KindOf(target)) == target));
}

/// <summary>One VTEX account of a tenant.</summary>
/// <param name="Target">Its target.</param>
/// <param name="Store">The shop whose settings these are; null for the tenant's.</param>
/// <param name="Vtex">The settings.</param>
public sealed record VtexAccount(string Target, string? Store, VtexSettings Vtex)
{
    /// <summary>The target of another kind at this account.</summary>
    public string Of(string kind) => kind + Target[OrderGrains.Target.Vtex.Length..];
}
