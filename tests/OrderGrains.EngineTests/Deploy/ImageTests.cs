using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Deploy;

/// <summary>What <c>silo/Dockerfile</c> builds from, as far as files tell.</summary>
public sealed partial class ImageTests
{
    private static readonly string s_dockerfile = Text("silo/Dockerfile");

    [Fact]
    public void The_layer_of_packages_has_every_project_of_the_program()
    {
        var projects = new SortedSet<string>(StringComparer.Ordinal);
        Add("silo/silo.csproj", projects);

        Assert.Equal(projects, new SortedSet<string>(CopiedProject().Matches(s_dockerfile).Select(copy => copy.Groups[1].Value), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("silo/Dockerfile")]
    [InlineData("docker-compose.yml")]
    public void Every_image_is_named_to_its_last_number(string file)
    {
        var images = Image().Matches(Text(file)).Select(image => image.Groups[1].Value).Where(image => image != "ordergrains").ToList();

        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.Matches(@":\d+\.\d+(\.\d+)?$", image));
    }

    [Theory]
    [InlineData(".env")]
    [InlineData(".env.production")]
    [InlineData("deploy/settings.json")]
    [InlineData("silo/appsettings.Production.json")]
    [InlineData("silo/appsettings.Local.json")]
    [InlineData("silo/data/orders.db")]
    [InlineData("data/orders.db")]
    [InlineData("src/OrderGrains/privkey.pem")]
    [InlineData("silo/hub.pfx")]
    [InlineData("deploy/tls/privkey.key")]
    public async Task What_may_hold_a_secret_is_neither_sent_to_a_build_nor_committed(string path)
    {
        Assert.True(IsKeptFromBuilds(path), "It is sent to a build.");
        await ServerProcess.RunAsync("git", "-C", Repository.Root, "check-ignore", "--no-index", "--quiet", path); // Fails where it is not ignored.
    }

    [Theory]
    [InlineData("silo/Program.cs")]
    [InlineData("silo/appsettings.json")]
    [InlineData("silo/appsettings.Development.json")]
    [InlineData("src/OrderGrains.Postgres/schema.sql")]
    [InlineData("Directory.Packages.props")]
    [InlineData(".editorconfig")]
    public void What_the_program_is_made_of_is_sent_to_a_build(string path) => Assert.False(IsKeptFromBuilds(path));

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    private static void Add(string project, SortedSet<string> projects)
    {
        if (projects.Add(project))
        {
            foreach (Match reference in Reference().Matches(Text(project)))
            {
                var path = Path.Combine(Repository.Root, Path.GetDirectoryName(project)!, reference.Groups[1].Value);
                Add(Path.GetRelativePath(Repository.Root, Path.GetFullPath(path)), projects);
            }
        }
    }

    /// <summary>Goes by <c>.dockerignore</c> as Docker does: the last line that names the path, or a folder that it lies in, counts.</summary>
    private static bool IsKeptFromBuilds(string path)
    {
        var kept = false;
        foreach (var line in Text(".dockerignore").Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var pattern = Regex.Escape(line.TrimStart('!')).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*");
            if (Regex.IsMatch(path, $"^{pattern}(/|$)"))
            {
                kept = line[0] != '!';
            }
        }

        return kept;
    }

    [GeneratedRegex(@"^COPY (\S+\.csproj) ", RegexOptions.Multiline)]
    private static partial Regex CopiedProject();

    [GeneratedRegex(@"^(?:FROM| *image:) (\S+)", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex(@"<ProjectReference Include=""([^""]+)""")]
    private static partial Regex Reference();
}
