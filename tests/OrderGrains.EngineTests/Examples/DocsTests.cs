using System.Text.RegularExpressions;

namespace OrderGrains.EngineTests.Examples;

/// <summary>The examples of docs/testing.md are files that this suite compiles and runs.</summary>
public sealed partial class DocsTests
{
    [Fact]
    public void Every_example_of_the_page_is_a_file_and_every_file_is_on_the_page()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Examples"), "*Tests.cs").Select(File.ReadAllText);
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Examples", "testing.md"));

        Assert.Equal(files.Order(StringComparer.Ordinal), CodeBlock().Matches(page).Select(block => block.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
