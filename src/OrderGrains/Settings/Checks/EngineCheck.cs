namespace OrderGrains;

/// <summary>Engine, role and their settings. Whether this build has the engine is for the program to say.</summary>
internal static class EngineCheck
{
    public static void Check(OrderGrainsSettings settings, ProblemList problems)
    {
        problems.Word($"{SettingsCheck.Section}:Engine", settings.Engine, "Embedded", "Cluster");
        problems.Word($"{SettingsCheck.Section}:Role", settings.Role, "All", "Silo", "Gateway");
        if (settings.Engine == "Embedded")
        {
            Embedded(settings, problems);
        }
        else if (settings.Engine == "Cluster")
        {
            Cluster(settings.Cluster, problems);
        }
    }

    private static void Embedded(OrderGrainsSettings settings, ProblemList problems)
    {
        problems.When(
            settings.Role is "Silo" or "Gateway",
            $"{SettingsCheck.Section}:Role",
            "The embedded engine is one process, so its role is All.");
        problems.Text($"{SettingsCheck.Section}:Embedded:DataDirectory", settings.Embedded.DataDirectory, "The folder of the database");
        Retention(settings.Embedded.Retention, problems);
    }

    /// <summary>A day at least: what is removed sooner would be gone before anybody looks, and a late webhook would begin the order anew.</summary>
    private static void Retention(RetentionSettings retention, ProblemList problems)
    {
        foreach (var (name, age) in new[]
        {
            (nameof(retention.Orders), retention.Orders), (nameof(retention.Drafts), retention.Drafts), (nameof(retention.Log), retention.Log),
        })
        {
            problems.When(age < TimeSpan.FromDays(1), $"{SettingsCheck.Section}:Embedded:Retention:{name}", "A day or more, or null to keep for ever.");
        }
    }

    private static void Cluster(ClusterSettings cluster, ProblemList problems)
    {
        const string key = $"{SettingsCheck.Section}:Cluster";
        problems.Word($"{key}:Storage", cluster.Storage, "Postgres", "Azure");
        problems.Text($"{key}:ConnectionString", cluster.ConnectionString, "The storage's connection string");
        problems.Text($"{key}:ClusterId", cluster.ClusterId, "The name of the deployment");
        problems.Text($"{key}:ServiceId", cluster.ServiceId, "The name under which records are kept");
    }
}
