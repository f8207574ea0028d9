namespace OrderGrains;

/// <summary>The checker. OmniChat gives up after five seconds, so a catalog has less.</summary>
internal static class CheckerCheck
{
    private static readonly TimeSpan LongestDeadline = TimeSpan.FromSeconds(4.5);

    public static void Check(string key, TenantSettings tenant, ProblemList problems)
    {
        var checker = tenant.Checker;
        problems.Word($"{key}:Catalog", checker.Catalog, "Vtex", "File", "None");
        problems.When(
            checker.Catalog == "Vtex" && tenant.Vtex is null, $"{key}:Catalog", "The catalog Vtex needs the tenant's Vtex settings.");
        problems.When(
            checker.Catalog == "File" && string.IsNullOrWhiteSpace(checker.CatalogFile), $"{key}:CatalogFile", "The catalog File needs its file.");
        problems.When(
            checker.Deadline <= TimeSpan.Zero || checker.Deadline > LongestDeadline,
            $"{key}:Deadline",
            "The deadline is longer than zero and at most 00:00:04.5, since OmniChat waits five seconds.");
        problems.When(checker.CacheFor < TimeSpan.Zero, $"{key}:CacheFor", "The time is zero, which keeps no answer, or longer.");
        problems.Word($"{key}:OnCatalogDown", checker.OnCatalogDown, "Allow", "Block");
        for (var i = 0; i < checker.Rules.Count; i++)
        {
            CheckerRuleCheck.Check($"{key}:Rules:{i}", checker.Rules[i], problems);
        }
    }
}
