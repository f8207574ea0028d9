namespace OrderGrains.Silo;

/// <summary>Who collects, and where to send.</summary>
internal static class TelemetryCheck
{
    private const string Key = $"{SettingsCheck.Section}:Telemetry";

    public static void Check(SiloSettings settings, ProblemList problems)
    {
        const string metrics = $"{SettingsCheck.Section}:Metrics:Key";
        if (settings.Metrics.Key is { Length: > 0 } key)
        {
            problems.Key(metrics, key, "the header Authorization");
            problems.When(settings.Operators.Any(one => one.Key == key), metrics, "An operator has this key; who collects measures has one of their own.");
        }

        // A collector is often on the same machine, or in the same pod: http is fine.
        problems.When(
            settings.Telemetry.Otlp is { } address && (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0),
            $"{Key}:Otlp",
            "This is an absolute address, such as http://localhost:4317, without a user name.");
        problems.Word($"{Key}:Protocol", settings.Telemetry.Protocol, "Grpc", "HttpProtobuf");
        problems.When(settings.Telemetry.Sampling is not (>= 0 and <= 1), $"{Key}:Sampling", "This is 0 to 1.");
    }
}
