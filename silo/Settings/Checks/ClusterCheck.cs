using System.Net;

namespace OrderGrains.Silo;

/// <summary>What silos need to find each other, looked at where they share a storage; and what each silo keeps to.</summary>
internal static class ClusterCheck
{
    private const string Key = $"{SettingsCheck.Section}:Cluster";

    private static readonly TimeSpan ShortestAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(1);

    public static void Check(SiloSettings settings, ProblemList problems)
    {
        var cluster = settings.Cluster;
        if (settings.Storage.Kind is "Postgres" or "Azure")
        {
            problems.Text($"{Key}:ClusterId", cluster.ClusterId, "The name of the deployment");
            problems.Text($"{Key}:ServiceId", cluster.ServiceId, "The name under which records are kept");
            problems.When(
                cluster.AdvertisedAddress is { } address && !IPAddress.TryParse(address, out _),
                $"{Key}:AdvertisedAddress",
                "This is an IP address at which the others reach the silo.");
            problems.When(cluster.SiloPort is < 1 or > 65535, $"{Key}:SiloPort", "This is a port, 1 to 65535.");
            problems.When(
                cluster.GatewayPort is < 0 or > 65535, $"{Key}:GatewayPort", "This is a port, 1 to 65535, or 0 for a silo that takes no gateways.");
            problems.When(cluster.GatewayPort == cluster.SiloPort, $"{Key}:GatewayPort", "This is another port than the silo's.");
            if (cluster.Tls is { } tls)
            {
                PeerCertificates.Check($"{Key}:Tls", tls, problems);
            }
        }

        problems.When(
            cluster.CollectionAge < ShortestAge || cluster.CollectionAge > LongestAge, $"{Key}:CollectionAge", "This is one minute to one day.");
        problems.When(cluster.CallsPerTarget is < 1 or > 256, $"{Key}:CallsPerTarget", "This is 1 to 256.");
    }
}
