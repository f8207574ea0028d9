namespace OrderGrains;

/// <summary>A day at least: what is removed sooner would be gone before anybody looks, and a late webhook would begin the order anew.</summary>
internal static class RetentionCheck
{
    public static void Check(RetentionSettings retention, ProblemList problems)
    {
        foreach (var (name, age) in new[]
        {
            (nameof(retention.Orders), retention.Orders), (nameof(retention.Drafts), retention.Drafts), (nameof(retention.Log), retention.Log),
            (nameof(retention.Audit), retention.Audit), (nameof(retention.Webhooks), retention.Webhooks),
        })
        {
            problems.When(age < TimeSpan.FromDays(1), $"{SettingsCheck.Section}:Retention:{name}", "A day or more, or null to keep for ever.");
        }
    }
}
