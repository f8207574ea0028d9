namespace OrderGrains.Silo;

/// <summary>The settings of this start, and all that is wrong with them.</summary>
/// <param name="Settings">As configured; where something is wrong, not to be used.</param>
/// <param name="Problems">Every mistake: what does not fit the types, then what breaks a rule.</param>
internal sealed record ReadSettings(SiloSettings Settings, IReadOnlyList<SettingsProblem> Problems)
{
    /// <summary>The files that secrets came from, by their paths, with what was in them.</summary>
    public IReadOnlyDictionary<string, string> SecretFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the section <c>OrderGrains</c>.</summary>
    public static ReadSettings From(IConfigurationRoot configuration, bool development)
    {
        var section = configuration.GetSection(SettingsCheck.Section);
        var settings = SettingsSection.Read<SiloSettings>(section, out var misfits, out var secrets);
        if (string.IsNullOrEmpty(section["Sandbox:Enabled"]))
        {
            settings.Sandbox.Enabled = development;
        }

        if (string.IsNullOrEmpty(section["Console:Orleans"]))
        {
            settings.Console.Orleans = development;
        }

        // What does not fit is told once: the default in its place may break a rule that says nothing of what was written.
        var broken = SiloSettingsCheck.Problems(settings, development)
            .Where(problem => !misfits.Any(misfit => IsAtOrUnder(misfit.Key, problem.Key) || (SecretFile.Of(misfit.Key) is { } secret && IsAtOrUnder(secret, problem.Key))));
        return new(settings, [.. Server.Problems(configuration), .. StrayKeys.Problems(configuration), .. misfits, .. broken]) { SecretFiles = secrets };
    }

    private static bool IsAtOrUnder(string key, string other) =>
        other.Equals(key, StringComparison.OrdinalIgnoreCase) || other.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase);
}
