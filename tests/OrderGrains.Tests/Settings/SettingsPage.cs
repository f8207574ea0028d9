using System.Text.RegularExpressions;

namespace OrderGrains.Tests;

/// <summary>docs/settings.md, as far as tests read it: a row of a table of keys, under the section that its headings name.</summary>
internal static partial class SettingsPage
{
    private const string Root = "OrderGrains";

    /// <summary>Each key with what its row says of the default, in the order of the page.</summary>
    public static IReadOnlyList<(string Key, string Default)> Rows() => [.. Read()];

    private static IEnumerable<(string Key, string Default)> Read()
    {
        var (chapter, sections, inKeys) = ("", (string[])[], false);
        foreach (var line in File.ReadLines(Repository.File("docs/settings.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                (chapter, inKeys) = (Quoted().Match(line).Groups[1].Value, false);
                sections = [chapter];
            }
            else if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                (sections, inKeys) = ([.. Quoted().Matches(line).Select(match => $"{chapter}:{match.Groups[1].Value}")], false);
            }
            else if (line.StartsWith("| key ", StringComparison.Ordinal))
            {
                inKeys = chapter.StartsWith(Root, StringComparison.Ordinal);
            }
            else if (!line.StartsWith('|'))
            {
                inKeys = false;
            }
            else if (inKeys && line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Split('|');
                foreach (var row in sections.SelectMany(section => Keys(cells[1]).Select(key => ($"{section}:{key}"[(Root.Length + 1)..], cells[^2].Trim()))))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>A first key, and those beside it in the same section.</summary>
    private static IEnumerable<string> Keys(string cell)
    {
        var keys = Quoted().Matches(cell).Select(match => match.Groups[1].Value).ToArray();
        var beside = keys[0][..(keys[0].LastIndexOf(':') + 1)];
        return keys.Select((key, i) => i == 0 ? key : beside + key);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
