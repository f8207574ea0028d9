namespace OrderGrains.Silo;

/// <summary>What the web server bears.</summary>
internal static class ConnectionCheck
{
    private const string Key = $"{SettingsCheck.Section}:Connections";

    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    public static void Check(SiloSettings settings, ProblemList problems)
    {
        var connections = settings.Connections;
        problems.When(connections.Most is < 100 or > 1_000_000, $"{Key}:Most", "This is 100 to 1,000,000.");
        problems.When(connections.Strangers < 10 || connections.Strangers > connections.Most / 2, $"{Key}:Strangers", "This is 10 to half of Most: the rest is for known senders.");
        problems.When(
            connections.StrangersOfOneAddress < 1 || connections.StrangersOfOneAddress > connections.Strangers,
            $"{Key}:StrangersOfOneAddress",
            "This is 1 to Strangers.");
        problems.When(
            connections.StrangersLife < ShortestLife || connections.StrangersLife > LongestLife, $"{Key}:StrangersLife", "This is one second to ten minutes.");
        Networks.Check($"{Key}:Proxies", connections.Proxies, problems);
        Networks.Check($"{SettingsCheck.Section}:Outbound:Networks", settings.Outbound.Networks, problems);
    }
}
