namespace OrderGrains;

/// <summary>What only a look at the SKU files can say of the settings.</summary>
public static class SkuFileProblems
{
    /// <summary>The files that cannot be used as they are, each with what is wrong and nothing of what it holds but codes.</summary>
    public static IEnumerable<SettingsProblem> Of(OrderGrainsSettings settings) =>
        from tenant in settings.Tenants
        where tenant.Value.Vtex?.SkuFile is not null
        let wrong = WatchedFiles.Read(tenant.Value.Vtex!.SkuFile!, SkuFile.Parse).Wrong
        where wrong is not null
        select new SettingsProblem($"{SettingsCheck.Section}:Tenants:{tenant.Key}:Vtex:SkuFile", wrong);
}
