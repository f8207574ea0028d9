namespace OrderGrains.Silo;

/// <summary>
/// The settings on a command line, such as <c>--OrderGrains:Retry:MaxDelay=00:30:00</c>: what begins with two hyphens and has a colon in its name. They
/// may stand anywhere, and every command takes them.
/// </summary>
internal static class ConfigurationArguments
{
    /// <summary>Parts a command line into words of commands and settings, each <c>--key=value</c>; or says what is wrong with a setting.</summary>
    public static (string[] Words, string[] Settings, IReadOnlyList<string> Mistakes) Split(IReadOnlyList<string> args)
    {
        List<string> words = [], settings = [], mistakes = [];
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (!name.StartsWith("--", StringComparison.Ordinal) || !name.Contains(':'))
            {
                words.Add(args[i]);
                continue;
            }

            value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
            if (value is null)
            {
                mistakes.Add($"{name} has no value: {name}=<value> is expected.");
            }
            else if (Unknown(name[2..]) is { } meant)
            {
                mistakes.Add($"There is no such setting {name}. {meant}");
            }
            else
            {
                settings.Add($"{name}={value}");
            }
        }

        return ([.. words], [.. settings], mistakes);
    }

    /// <summary>What to write instead of a key whose section nobody reads; null where somebody does.</summary>
    private static string? Unknown(string key)
    {
        var section = key.Split(':')[0];
        return StrayKeys.Sections.Contains(section, StringComparer.OrdinalIgnoreCase) ? null
            : Nearest.Of(section, StrayKeys.Sections) is { } meant ? $"The nearest is --{meant}{key[section.Length..]}."
            : $"The hub's settings begin with --{SettingsCheck.Section}:.";
    }
}
