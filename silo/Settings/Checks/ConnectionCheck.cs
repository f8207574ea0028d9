namespace OrderGrains.Silo;

/// <summary>What the web server bears.</summary>
internal static class ConnectionCheck
{
    private const string Key = $"{SettingsCheck.Section}:Connections";

    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(2); // The server looks once a second.
    private static readonly TimeSpan LongestGrace = TimeSpan.FromMinutes(1);

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
        problems.When(connections.MaxHeaderBytes is < 4_096 or > 65_536, $"{Key}:MaxHeaderBytes", "This is 4,096 to 65,536.");
        problems.When(connections.SlowestBody is < 1 or > 1_000_000, $"{Key}:SlowestBody", "This is 1 to 1,000,000.");
        problems.When(
            connections.SlowBodyGrace < ShortestGrace || connections.SlowBodyGrace > LongestGrace, $"{Key}:SlowBodyGrace", "This is two seconds to one minute.");
        Networks.Check($"{Key}:Proxies", connections.Proxies, problems);
        Networks.Check($"{SettingsCheck.Section}:Outbound:Networks", settings.Outbound.Networks, problems);
    }
}
