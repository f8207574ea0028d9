using System.Globalization;
using OrderGrains.Benchmarks.Load;
using OrderGrains.Benchmarks.Servers;

namespace OrderGrains.Benchmarks;

/// <summary>
/// A start with 100,000 placements due that no epoch has claimed: how soon webhooks are taken, how the vendor is called, and what webhooks see meanwhile.
/// Then the same with VTEX's reads limited, which nothing that was surely not sent waits for.
/// </summary>
internal static class RecoverBenchmark
{
    private const int Owing = 100_000;
    private const int ReadsPerMinute = 6_000;

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="seconds">Of load on other orders while what is owed goes out.</param>
    public static async Task RunAsync(int seconds)
    {
        await RunAsync(seconds, null);
        await RunAsync(seconds, ReadsPerMinute);
    }

    private static async Task RunAsync(int seconds, int? readsPerMinute)
    {
        Say($"reads a minute: {readsPerMinute?.ToString("N0", CultureInfo.InvariantCulture) ?? "no limit"}");
        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        await using var vtex = new VtexServer();
        await vtex.StartAsync();
        try
        {
            await Directories.FillAsync(ServerCommand.DataOf(folder), Owing, new OrderPolicy { HasVtex = true });
            var clock = TimeProvider.System;
            var start = clock.GetTimestamp();
            var command = ServerCommand.Silo(folder, vtex.Address, readsPerMinute);
            var (server, address) = await ServerProcess.StartAsync(command.Assembly, command.Args, command.Environment);
            await using var _ = server;
            Say($"{Owing:N0} placements due; listening after {clock.GetElapsedTime(start).TotalSeconds:0.0} s");
            var sequence = new Sequence(Owing);
            var load = await HttpLoad.RunAsync(
                address, 4, Task.Delay(TimeSpan.FromSeconds(1), clock), TimeSpan.FromSeconds(seconds), _ => new OpaboxRequests(command.Path, sequence, int.MaxValue), _ => { });
            Say($"4 connections meanwhile: {load.PerSecond:N0} webhooks a second, p50 {load.P50:0.0} ms, p99 {load.P99:0.0} ms");
            var target = Owing + (int)sequence.Given;
            while (vtex.Placed < target && clock.GetElapsedTime(start) < TimeSpan.FromMinutes(15))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock);
            }

            Say($"{vtex.Placed:N0} of {target:N0} placed after {clock.GetElapsedTime(start).TotalSeconds:0} s, {vtex.Read:N0} read before, at most {vtex.Most} calls at once");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
