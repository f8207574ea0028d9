using System.Diagnostics.CodeAnalysis;

namespace OrderGrains.Silo;

/// <summary>What <c>silo copy</c> is asked.</summary>
/// <param name="From">The store that is copied, as <see cref="StoreAddress"/> reads it.</param>
/// <param name="To">The store that is copied into.</param>
/// <param name="Rest">What is left is configuration, as of a start.</param>
internal sealed record CopyArguments(string From, string To, string[] Rest)
{
    /// <summary>How it is called.</summary>
    public const string Usage = $"""
        silo copy --from <store> --to <store>
        A store is one of
          {StoreAddress.Usage}
        A connection string on a command line can be read by every user of the machine: keep it in settings.
        """;

    /// <summary>Reads the arguments; false where a store is missing.</summary>
    public static bool TryRead(IReadOnlyList<string> args, [NotNullWhen(true)] out CopyArguments? read)
    {
        read = null;
        string? from = null, to = null;
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (name is not ("--from" or "--to"))
            {
                rest.Add(args[i]);
                continue;
            }

            value ??= i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null;
            if (string.IsNullOrWhiteSpace(value))
            {
                return false;
            }

            (from, to) = name == "--from" ? (value, to) : (from, value);
        }

        read = from is null || to is null ? null : new(from, to, [.. rest]);
        return read is not null;
    }
}
