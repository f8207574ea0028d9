using OrderGrains.Gateway.Checker.Catalogs;

namespace OrderGrains.Gateway;

/// <summary>What only a look at the catalog files can say of the settings.</summary>
public static class CatalogFileProblems
{
    /// <summary>The files that cannot be used as they are, each with what is wrong and nothing of what it holds but SKUs.</summary>
    public static IEnumerable<SettingsProblem> Of(OrderGrainsSettings settings) =>
        from tenant in settings.Tenants
        where tenant.Value.Checker is { Catalog: "File", CatalogFile: not null }
        let wrong = WatchedFiles.Read(tenant.Value.Checker.CatalogFile!, CatalogFile.Parse).Wrong
        where wrong is not null
        select new SettingsProblem($"{SettingsCheck.Section}:Tenants:{tenant.Key}:Checker:CatalogFile", wrong);
}
