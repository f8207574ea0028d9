namespace OrderGrains;

/// <summary>What can be said without asking anybody of the settings that the parts read.</summary>
public static class SettingsCheck
{
    /// <summary>The section that holds all settings.</summary>
    public const string Section = "OrderGrains";

    /// <summary>Adds every mistake, in the order of the settings.</summary>
    public static void Check(OrderGrainsSettings settings, ProblemList problems)
    {
        RetentionCheck.Check(settings.Retention, problems);
        OperatorsCheck.Check(settings.Operators, problems);
        WebhooksCheck.Check(settings.Webhooks, problems);
        RetryCheck.Check(settings.Retry, problems);
        foreach (var (name, tenant) in settings.Tenants)
        {
            TenantCheck.Check(name, tenant, problems);
        }
    }
}
