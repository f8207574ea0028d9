namespace OrderGrains.Silo;

/// <summary>What can be said of all settings without asking anybody.</summary>
internal static class SiloSettingsCheck
{
    /// <summary>Every mistake. In <paramref name="development"/> short keys and <c>http</c> addresses are accepted.</summary>
    public static IReadOnlyList<SettingsProblem> Problems(SiloSettings settings, bool development)
    {
        var problems = new ProblemList(development);
        StorageCheck.Check(settings, problems);
        ClusterCheck.Check(settings, problems);
        ConnectionCheck.Check(settings, problems);
        TelemetryCheck.Check(settings, problems);
        SettingsCheck.Check(settings, problems);
        SandboxCheck.Check(settings, problems);
        return [.. problems.Found, .. Stores.Problems(settings)];
    }
}
