using System.Diagnostics.CodeAnalysis;

namespace OrderGrains.Silo;

/// <summary>What <c>silo move</c> is asked.</summary>
/// <param name="From">The data directory of the embedded engine.</param>
/// <param name="Rest">What is left is configuration, as of a start.</param>
internal sealed record MoveArguments(string From, string[] Rest)
{
    /// <summary>How it is called.</summary>
    public const string Usage = "silo move --from <data directory>";

    /// <summary>Reads the arguments; false where the directory is missing.</summary>
    public static bool TryRead(IReadOnlyList<string> args, [NotNullWhen(true)] out MoveArguments? read)
    {
        read = null;
        string? from = null;
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i].StartsWith("--from=", StringComparison.Ordinal))
            {
                from = args[i]["--from=".Length..];
            }
            else if (args[i] == "--from")
            {
                from = i + 1 < args.Count ? args[++i] : null;
            }
            else
            {
                rest.Add(args[i]);
            }
        }

        read = string.IsNullOrWhiteSpace(from) ? null : new(from, [.. rest]);
        return read is not null;
    }
}
