using System.Text.RegularExpressions;

namespace OrderGrains.Tests;

/// <summary>What documents and comments point at is there: files, headings, addresses within the repository.</summary>
public sealed partial class DocumentsTests
{
    private static readonly Dictionary<string, HashSet<string>> Headings = Pages().ToDictionary(page => page, page => HeadingsOf(page).ToHashSet());

    [Fact]
    public void Every_link_leads_somewhere()
    {
        string[] broken =
        [
            .. from page in Headings.Keys
               from Match link in Link().Matches(File.ReadAllText(page))
               let path = link.Groups["path"].Value
               where !path.StartsWith("http", StringComparison.Ordinal)
               let target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path))
               where !Path.Exists(target) || (link.Groups["heading"].Value is { Length: > 0 } heading && !Headings[target].Contains(heading))
               select $"{Path.GetRelativePath(Repository.Root, page)}: {link.Value}",
        ];

        Assert.NotEmpty(Headings);
        Assert.Empty(broken);
    }

    [Fact]
    public void Every_page_and_heading_that_the_code_cites_is_there()
    {
        string[] broken =
        [
            .. from file in Sources()
               from Match cited in Citation().Matches(NextLine().Replace(File.ReadAllText(file), " "))
               let page = Repository.File(cited.Groups["page"].Value)
               where !File.Exists(page) || (cited.Groups["heading"].Value is { Length: > 0 } heading && !Headings[page].Contains(Anchor(heading)))
               select $"{Path.GetRelativePath(Repository.Root, file)}: {cited.Value}",
        ];

        Assert.Empty(broken);
    }

    private static IEnumerable<string> Pages() =>
        Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories));

    private static IEnumerable<string> Sources() => ((string[])["src", "silo", "tests"])
        .SelectMany(folder => Directory.GetFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories));

    private static IEnumerable<string> HeadingsOf(string page)
    {
        var inCode = false;
        foreach (var line in File.ReadLines(page))
        {
            inCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!inCode && Heading().Match(line) is { Success: true } heading)
            {
                yield return Anchor(heading.Groups[1].Value);
            }
        }
    }

    /// <summary>A heading as links name it: in small letters, without punctuation, a hyphen for each space.</summary>
    private static string Anchor(string heading) => Punctuation().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<path>[^)\s#]*)(?:#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<page>docs/[\w/-]+\.md)(?:, ""(?<heading>[^""]+)"")?")]
    private static partial Regex Citation();

    [GeneratedRegex(@"\r?\n\s*//+ ?")]
    private static partial Regex NextLine();

    [GeneratedRegex("^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
