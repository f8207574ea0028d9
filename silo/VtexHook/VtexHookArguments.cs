using System.Diagnostics.CodeAnalysis;

namespace OrderGrains.Silo;

/// <summary>What <c>silo vtex-hook</c> is asked.</summary>
/// <param name="Tenant">Whose hook.</param>
/// <param name="Settings">A file of settings, instead of the one that the environment names.</param>
/// <param name="Check">Whether to look only.</param>
/// <param name="Rest">What is left is configuration, as of a start.</param>
internal sealed record VtexHookArguments(string Tenant, string? Settings, bool Check, string[] Rest)
{
    /// <summary>How it is called.</summary>
    public const string Usage = "silo vtex-hook --tenant <tenant> [--settings <file>] [--check]";

    /// <summary>Reads the arguments; false where the tenant is missing or a word is left alone.</summary>
    public static bool TryRead(IReadOnlyList<string> args, [NotNullWhen(true)] out VtexHookArguments? read)
    {
        read = null;
        string? tenant = null, settings = null;
        var check = false;
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (name is "--tenant" or "--settings")
            {
                value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
                if (string.IsNullOrWhiteSpace(value))
                {
                    return false;
                }

                (tenant, settings) = name == "--tenant" ? (value, settings) : (tenant, value);
            }
            else if (name == "--check")
            {
                check = true;
            }
            else
            {
                rest.Add(args[i]);
            }
        }

        read = tenant is null ? null : new(tenant, settings, check, [.. rest]);
        return read is not null;
    }
}
