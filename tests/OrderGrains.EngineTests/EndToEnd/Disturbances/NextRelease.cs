using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd.Disturbances;

/// <summary>
/// This program as its next release might be, built from a copy of its sources: another version, a record's field, a command's part and a grain's method that this one does not
/// know, and a reader of the form that the release after it will write.
/// </summary>
internal static class NextRelease
{
    private static readonly string[] Copied =
        ["src", "silo", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", "global.json", ".editorconfig"];

    private static readonly (string File, string This, string Next)[] Changes =
    [
        ("Directory.Build.props", "<VersionPrefix>1.0.0<", "<VersionPrefix>1.1.0<"),
        ("src/OrderGrains/Records/RecordCodec.cs", "byte Reader = 1;", "byte Reader = 2;"),
        ("src/OrderGrains/Order/OrderState.cs", "    /// <summary>Highest status reported.", """
                /// <summary>Which release wrote it.</summary>
                public string WrittenBy { get; init; } = "1.1.0";

                /// <summary>Highest status reported.
            """),
        ("src/OrderGrains.Grains/Orders/IOrderGrain.cs", "[Version(1)]", "[Version(2)]"),
        ("src/OrderGrains.Grains/Orders/IOrderGrain.cs", "    Task<SeenOrder> ReadAfreshAsync();", """
                Task<SeenOrder> ReadAfreshAsync();

                /// <summary>Which release runs the order.</summary>
                [Alias("Release")]
                Task<string> ReleaseAsync() => Task.FromResult("1.1.0");
            """),
        ("src/OrderGrains.Grains/Wire/SentCommand.cs", "    public byte[] Payload;", """
                public byte[] Payload;

                [Id(3)]
                public string? SentBy;
            """),
        ("src/OrderGrains.Grains/Wire/SentCommand.cs", "Payload = value.Message.Payload.ToArray(),", "Payload = value.Message.Payload.ToArray(), SentBy = \"1.1.0\","),
    ];

    /// <summary>Builds it.</summary>
    /// <param name="folder">Where, empty.</param>
    /// <returns>Its <c>silo.dll</c>.</returns>
    public static async Task<string> BuildAsync(string folder)
    {
        foreach (var name in Copied)
        {
            await ServerProcess.RunAsync("cp", "-r", Repository.File(name), folder);
        }

        foreach (var (file, here, next) in Changes)
        {
            var path = Path.Combine(folder, file);
            var text = await File.ReadAllTextAsync(path);
            Assert.Contains(here, text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(path, text.Replace(here, next));
        }

        await ServerProcess.RunAsync(
            SiloProcess.Host(), "build", Path.Combine(folder, "silo", "silo.csproj"), "-nodeReuse:false", "-p:UseSharedCompilation=false", "--nologo");
        return Path.Combine(folder, "artifacts", "bin", "silo", "debug", "silo.dll");
    }
}
