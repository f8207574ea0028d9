namespace OrderGrains;

/// <summary>What only a look at the SKU files can say of the settings.</summary>
public static class SkuFileProblems
{
    /// <summary>The files that cannot be used as they are, each with what is wrong and nothing of what it holds but codes.</summary>
    public static IEnumerable<SettingsProblem> Of(OrderGrainsSettings settings) =>
        from file in Named(settings)
        let wrong = WatchedFiles.Read(file.Path, SkuFile.Parse).Wrong
        where wrong is not null
        select new SettingsProblem($"{SettingsCheck.Section}:{file.Key}", wrong);

    private static IEnumerable<(string Key, string Path)> Named(OrderGrainsSettings settings)
    {
        foreach (var (name, tenant) in settings.Tenants)
        {
            if (tenant.Vtex?.SkuFile is { } path)
            {
                yield return ($"Tenants:{name}:Vtex:SkuFile", path);
            }

            foreach (var (store, shop) in tenant.Stores)
            {
                if (shop.Vtex?.SkuFile is { } own)
                {
                    yield return ($"Tenants:{name}:Stores:{store}:Vtex:SkuFile", own);
                }
            }
        }
    }
}
