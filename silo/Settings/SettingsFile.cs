using Microsoft.Extensions.Configuration.Json;

namespace OrderGrains.Silo;

/// <summary>The file that <see cref="Variable"/> names.</summary>
internal static class SettingsFile
{
    /// <summary>The environment variable; a relative path is under the current directory.</summary>
    public const string Variable = "ORDERGRAINS_SETTINGS";

    /// <summary>
    /// Lays the file over <c>appsettings*.json</c> and under the environment and the command line. Nothing where the variable is
    /// not set.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no JSON.</exception>
    public static void Add(IConfigurationBuilder configuration, string? path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return;
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file of settings {Path.GetFullPath(path)}, which --settings or {Variable} names.");
        }

        var source = new JsonConfigurationSource { Path = Path.GetFullPath(path) };
        source.ResolveFileProvider();
        var last = configuration.Sources.Select((one, index) => one is JsonConfigurationSource ? index : -1).DefaultIfEmpty(-1).Max();
        configuration.Sources.Insert(last + 1, source);
    }
}
