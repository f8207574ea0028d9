using System.Net;

namespace OrderGrains;

/// <summary>Engine, role and their settings. Whether this build has the engine is for the program to say.</summary>
internal static class EngineCheck
{
    private static readonly TimeSpan ShortestAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(1);

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
        problems.When(
            settings.Embedded.CacheMegabytes is < 16 or > 65_536, $"{SettingsCheck.Section}:Embedded:CacheMegabytes", "This is 16 to 65536.");
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
        problems.When(
            cluster is { Storage: "Azure", ServiceId.Length: > 0 } && !IsAzureName(cluster.ServiceId),
            $"{key}:ServiceId",
            "On Azure Storage this is 3 to 40 lower-case letters and digits, a letter first: container and tables are named for it.");
        problems.When(cluster.SiloPort is < 1 or > 65535, $"{key}:SiloPort", "This is a port, 1 to 65535.");
        problems.When(cluster.GatewayPort is < 0 or > 65535, $"{key}:GatewayPort", "This is a port, 1 to 65535, or 0 for a silo that takes no gateways.");
        problems.When(
            cluster.GatewayPort == cluster.SiloPort, $"{key}:GatewayPort", "This is another port than the silo's.");
        problems.When(
            cluster.AdvertisedAddress is { } address && !IPAddress.TryParse(address, out _),
            $"{key}:AdvertisedAddress",
            "This is an IP address at which the others reach the silo.");
        problems.When(
            cluster.CollectionAge < ShortestAge || cluster.CollectionAge > LongestAge, $"{key}:CollectionAge", "This is one minute to one day.");
        problems.When(cluster.CallsPerTarget is < 1 or > 256, $"{key}:CallsPerTarget", "This is 1 to 256.");
    }

    /// <summary>As a container's name and as the beginning of tables' names, with room for what follows.</summary>
    private static bool IsAzureName(string name) =>
        name is { Length: >= 3 and <= 40 } and [>= 'a' and <= 'z', ..] && name.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign));
}
