using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Connectors;

/// <summary>Bodies pinned by files beside the tests: whoever changes what vendors are sent changes a file that shows it.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares a body, indented, with its file. A file that is missing is written, and the test fails once.</summary>
    public static void Verify(ReadOnlySpan<byte> body, string name, [CallerFilePath] string caller = "") =>
        VerifyFile(body, Path.Combine(Path.GetDirectoryName(caller)!, "..", "Golden", $"{name}.json"));

    /// <summary>The same, for a body that stands with the other fixtures of its case, in <c>{folder}/{name}</c> beside the test.</summary>
    public static void Verify(ReadOnlySpan<byte> body, string name, string folder, string file, [CallerFilePath] string caller = "") =>
        VerifyFile(body, Path.Combine(Path.GetDirectoryName(caller)!, folder, name, $"{file}.json"));

    private static void VerifyFile(ReadOnlySpan<byte> body, string file)
    {
        var actual = JsonNode.Parse(body)!.ToJsonString(Indented) + "\n";
        if (!File.Exists(file))
        {
            File.WriteAllText(file, actual);
            Assert.Fail($"{file} was missing and is now written: read it, then run again.");
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }
}
