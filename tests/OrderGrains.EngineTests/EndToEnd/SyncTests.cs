using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A killed process keeps the page cache, so that no kill shows whether it synced: its system calls do.</summary>
[Collection(EndToEndTests.Name)]
public sealed partial class SyncTests(ITestOutputHelper output)
{
    private const int Webhooks = 40;

    [StraceFact]
    public async Task Between_a_webhook_and_its_answer_the_disk_is_synced()
    {
        var hub = new Hub("00:15:00", StraceFact.Command);
        await hub.InitializeAsync();
        try
        {
            var windows = new List<(double Sent, double Answered)>();
            for (var order = 0; order < Webhooks; order++)
            {
                var sent = Now();
                await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, $"synced-{order}")));
                windows.Add((sent, Now()));
            }

            hub.Silo.Terminate();
            await hub.Silo.ExitAsync("the stop");
            var file = Path.Combine(hub.Folder, StraceFact.File);
            var synced = (await Within.Until(
                () => File.ReadAllLinesAsync(file), lines => lines.Any(line => line.Contains("exit_group(", StringComparison.Ordinal)), "strace ends"))
                .Select(line => Ended().Match(line)).Where(match => match.Success)
                .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
            var inside = windows.Select(window => synced.Count(at => at >= window.Sent && at <= window.Answered)).ToList();
            output.WriteLine($"{synced.Count} syncs in all; within {Webhooks} webhooks one after another: {inside.Min()} at least, {inside.Sum()} together");
            Assert.All(inside, count => Assert.True(count >= 1, "A webhook was answered without a sync."));
        }
        finally
        {
            await hub.DisposeAsync();
        }
    }

    private static double Now() => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>A sync that returned well, and when: whole, or resumed after other threads' calls.</summary>
    [GeneratedRegex(@"^\d+\s+(\d+\.\d+) (?:f(?:data)?sync\(|<\.\.\. f(?:data)?sync resumed>).*= 0$")]
    private static partial Regex Ended();
}

/// <summary>A fact that needs strace, and says so where it is not there or may not trace.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StraceFactAttribute : FactAttribute
{
    public StraceFactAttribute() => Skip = StraceFact.Works ? null : "strace is not here, or may not trace: syncing is not shown on this machine.";
}

internal static class StraceFact
{
    public const string File = "strace.txt";

    /// <summary>The tracer as a grandchild, so that the process that was started is the hub; syncs only, with times.</summary>
    public static readonly string[] Command =
        ["strace", "-D", "-f", "-qq", "--seccomp-bpf", "-ttt", "-e", "trace=fsync,fdatasync,exit_group", "-e", "signal=none", "-o", File];

    public static bool Works { get; } = Try();

    private static bool Try()
    {
        try
        {
            var file = Path.GetTempFileName();
            using var process = Process.Start(new ProcessStartInfo(Command[0], [.. Command[1..^1], file, "true"]) { RedirectStandardError = true }.WithoutThem())!;
            var worked = process.WaitForExit(TimeSpan.FromSeconds(20)) && process.ExitCode == 0;
            System.IO.File.Delete(file);
            return worked;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
