using OrderGrains.Gateway;

namespace OrderGrains.Silo;

/// <summary>Where the checkers' catalog files and the SKU files are.</summary>
internal static class CatalogFiles
{
    /// <summary>Makes their paths absolute as <see cref="DataDirectory"/> does, reads each, and says what is wrong with them.</summary>
    public static IReadOnlyList<SettingsProblem> Resolve(SiloSettings settings, IHostEnvironment environment)
    {
        var root = DataDirectory.Root(environment);
        foreach (var checker in settings.Tenants.Values.Select(tenant => tenant.Checker).Where(checker => checker.Catalog == "File"))
        {
            checker.CatalogFile = Path.GetFullPath(checker.CatalogFile!, root);
        }

        foreach (var vtex in settings.Tenants.Values.Select(tenant => tenant.Vtex).Where(vtex => !string.IsNullOrWhiteSpace(vtex?.SkuFile)))
        {
            vtex!.SkuFile = Path.GetFullPath(vtex.SkuFile!, root);
        }

        foreach (var shop in settings.Tenants.Values.SelectMany(tenant => tenant.Stores.Values).Where(shop => !string.IsNullOrWhiteSpace(shop.Vtex?.SkuFile)))
        {
            shop.Vtex!.SkuFile = Path.GetFullPath(shop.Vtex.SkuFile!, root);
        }

        return [.. CatalogFileProblems.Of(settings), .. SkuFileProblems.Of(settings)];
    }
}
