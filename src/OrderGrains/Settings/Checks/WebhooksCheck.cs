namespace OrderGrains;

/// <summary>How many webhooks are taken, no more of a tenant than of all, and how large. Vendors' bodies have four levels; a record bears some 60.</summary>
internal static class WebhooksCheck
{
    public static void Check(WebhookSettings webhooks, ProblemList problems)
    {
        const string key = $"{SettingsCheck.Section}:Webhooks";
        problems.When(webhooks.AtOnce is < 1 or > 100_000, $"{key}:AtOnce", "This is 1 to 100,000.");
        problems.When(webhooks.AtOnceOfTenant < 1 || webhooks.AtOnceOfTenant > webhooks.AtOnce, $"{key}:AtOnceOfTenant", "This is 1 to AtOnce.");
        problems.When(webhooks.PerSecondOfTenant is < 1 or > 1_000_000, $"{key}:PerSecondOfTenant", "This is 1 to 1,000,000.");
        problems.When(webhooks.MaxBodyBytes is < 4_096 or > 1_048_576, $"{key}:MaxBodyBytes", "This is 4,096 to 1,048,576.");
        problems.When(webhooks.MaxDepth is < 8 or > 48, $"{key}:MaxDepth", "This is 8 to 48.");
    }
}
