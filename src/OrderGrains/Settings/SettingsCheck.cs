namespace OrderGrains;

/// <summary>What can be said of settings without asking anybody.</summary>
public static class SettingsCheck
{
    /// <summary>The section that holds all settings.</summary>
    public const string Section = "OrderGrains";

    /// <summary>
    /// Every mistake, in the order of the settings. In <paramref name="development"/> short keys and <c>http</c> addresses are
    /// accepted.
    /// </summary>
    public static IReadOnlyList<SettingsProblem> Problems(OrderGrainsSettings settings, bool development)
    {
        var problems = new ProblemList(development);
        StorageCheck.Check(settings, problems);
        ClusterCheck.Check(settings, problems);
        RetentionCheck.Check(settings.Retention, problems);
        OperatorsCheck.Check(settings.Operators, problems);
        RetryCheck.Check(settings.Retry, problems);
        foreach (var (name, tenant) in settings.Tenants)
        {
            TenantCheck.Check(name, tenant, problems);
        }

        SandboxCheck.Check(settings, problems);
        return problems.Found;
    }
}
