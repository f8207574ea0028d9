using System.Diagnostics.CodeAnalysis;

namespace OrderGrains.Silo;

/// <summary>What a command on a data directory is asked: one value of its own, and where the data is.</summary>
/// <param name="Value">The value of the command's own name, such as <c>--to</c>.</param>
/// <param name="Settings">A file of settings, instead of the one that the environment names.</param>
/// <param name="Rest">What is left is configuration, as of a start.</param>
internal sealed record DataArguments(string Value, string? Settings, string[] Rest)
{
    private const string DataDirectoryKey = "--OrderGrains:Storage:DataDirectory=";

    /// <summary>Who names a folder means it, whatever the settings name.</summary>
    private static readonly string[] OneProcess = ["--OrderGrains:Role=All", "--OrderGrains:Storage:Kind=Sqlite"];

    /// <summary>Reads the arguments; false where the value is missing. <c>--data</c> is short for the setting of the data directory.</summary>
    public static bool TryRead(string name, IReadOnlyList<string> args, [NotNullWhen(true)] out DataArguments? read)
    {
        read = null;
        string? own = null, settings = null;
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (left, value) = args[i].Split('=', 2) is [var key, var right] ? (key, right) : (args[i], null);
            if (left != name && left is not ("--settings" or "--data"))
            {
                rest.Add(args[i]);
                continue;
            }

            value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
            if (string.IsNullOrWhiteSpace(value))
            {
                return false;
            }

            if (left == "--data")
            {
                rest.AddRange([.. OneProcess, DataDirectoryKey + Path.GetFullPath(value)]);
            }
            else
            {
                (own, settings) = left == name ? (value, settings) : (own, value);
            }
        }

        read = own is null ? null : new(own, settings, [.. rest]);
        return read is not null;
    }
}
