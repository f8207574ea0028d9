using Microsoft.Extensions.Configuration.Json;

namespace OrderGrains.Silo;

/// <summary>Keys that nobody reads since they stand outside the section, where the framework says nothing of them.</summary>
internal static class StrayKeys
{
    /// <summary>What the framework and the log read beside the section.</summary>
    public static readonly IReadOnlyList<string> Sections =
    [
        SettingsCheck.Section, "Serilog", "Kestrel", "AllowedHosts", "urls", "http_ports", "https_ports", "environment", "contentRoot",
        "applicationName", "$schema",
    ];

    /// <summary>Of these what is decided before a file is read.</summary>
    private static readonly string[] BeforeFiles = ["environment", "contentRoot", "applicationName"];

    private static readonly string[] Own = [.. SettingKeys.All.Select(key => key.Path.Split(':')[0]).Distinct()];

    /// <summary>
    /// A file's keys beside the section that are none of these or come too late in a file, and whatever the source the names that are nearly the section's or that of
    /// the variable which names a file.
    /// </summary>
    public static IEnumerable<SettingsProblem> Problems(IConfigurationRoot configuration)
    {
        var files = configuration.Providers.OfType<JsonConfigurationProvider>().SelectMany(file => file.GetChildKeys([], null));
        foreach (var key in files.Distinct(StringComparer.OrdinalIgnoreCase).Where(key => !Knows(key) || IsBeforeFiles(key)))
        {
            yield return new(key, WhyNotInFile(key));
        }

        foreach (var key in configuration.GetChildren().Select(child => child.Key).Except(files, StringComparer.OrdinalIgnoreCase).Where(key => !Knows(key)))
        {
            // Other programs' variables are here too, also such as an orchestrator names after the hub: ORDERGRAINS_SERVICE_HOST.
            if (Nearest.Of(key, [SettingsCheck.Section, SettingsFile.Variable]) is { } meant && Nearest.Edits(key, meant) is (1 or 2))
            {
                yield return new(key, NoSuch(meant));
            }
        }
    }

    private static string WhyNotInFile(string key) =>
        IsBeforeFiles(key) ? "This is decided before a file is read, so no file says it. ASPNETCORE_ENVIRONMENT or --environment names the environment."
        : Own.Contains(key, StringComparer.OrdinalIgnoreCase)
            ? $"This stands outside the section {SettingsCheck.Section}; the nearest is {SettingsCheck.Section}:{key}."
        : Nearest.Of(key, Sections.Except(BeforeFiles)) is { } meant ? NoSuch(meant)
        : $"There is no such setting. The hub's settings are in the section {SettingsCheck.Section}.";

    private static bool IsBeforeFiles(string key) => BeforeFiles.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static bool Knows(string key) => Sections.Contains(key, StringComparer.OrdinalIgnoreCase);

    private static string NoSuch(string meant) => $"There is no such setting. The nearest is {meant}.";
}
