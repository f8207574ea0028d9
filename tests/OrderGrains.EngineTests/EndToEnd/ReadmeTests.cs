using System.Diagnostics;
using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>README.md's own commands, in its order, against the program as it tells to start it.</summary>
[NeedsCurl]
[Collection(EndToEndTests.Name)]
public sealed partial class ReadmeTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SiloProcess _silo = null!;
    private Uri _hub = null!;

    public async Task InitializeAsync()
    {
        _silo = SiloProcess.Start(_folder.Path, "");
        _hub = await _silo.ListeningAsync();
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Its_orders_and_its_outage_go_as_it_says()
    {
        var blocks = Blocks().Matches(await File.ReadAllTextAsync(Repository.File("README.md")))
            .Select(match => match.Groups[1].Value).Where(block => block.Contains("curl ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(5, blocks.Length);

        var posted = await RunAsync(blocks[0]);
        Assert.Equal(5, Count(posted, "\"outcome\":\"accepted\""));
        await EventuallyAsync(blocks[1], seen => Count(seen, "\"status\":\"Delivered\"") > 0 && Count(seen, "\"state\":\"Completed\"") > 0);

        var chat = await RunAsync(blocks[2]);
        Assert.StartsWith("[]", chat, StringComparison.Ordinal);
        Assert.Equal(2, Count(chat, "\"outcome\":\"accepted\""));
        await LooksAsync(blocks[2], "\"status\":\"Paid\"");

        var outage = await RunAsync(blocks[3]);
        Assert.Equal(5, Count(outage, "\"outcome\":\"accepted\""));
        await LooksAsync(blocks[3], "\"state\":\"Blocked\"");

        await RunAsync(blocks[4]);
        await EventuallyAsync(
            "curl -s localhost:8080/sandbox/ledger", seen => Enumerable.Range(1, 5).All(order => Count(seen, $"OB-aaaa000{order}-") > 0));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>Asks a block's last question again until it shows what the page says: a busy machine takes longer than the block sleeps.</summary>
    private Task LooksAsync(string block, string seen) => EventuallyAsync(block.TrimEnd().Split('\n')[^1], answer => Count(answer, seen) > 0);

    private Task EventuallyAsync(string script, Func<string, bool> right) => Within.Until(() => RunAsync(script), right, script, () => _silo.Output);

    private async Task<string> RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script.Replace("localhost:8080", _hub.Authority, StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output;
    }

    [GeneratedRegex("^```\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}

/// <summary>A test class that runs shell commands with curl.</summary>
public sealed class NeedsCurlAttribute : NeedsAttribute
{
    private static readonly bool There = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "curl"))) && File.Exists("/bin/bash");

    /// <inheritdoc/>
    public override string? Missing => There ? null : "There is no curl, or no bash.";
}
