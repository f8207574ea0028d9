using System.Globalization;
using OrderGrains.Benchmarks.Load;

namespace OrderGrains.Benchmarks;

/// <summary>The memory of a hub with a million stored orders, of which 100,000 are touched.</summary>
internal static class MemoryBenchmark
{
    private const int Stored = 1_000_000;
    private const int Touched = 100_000;

    /// <summary>Runs it and prints the figures.</summary>
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        try
        {
            var clock = TimeProvider.System;
            var start = clock.GetTimestamp();
            await Directories.FillAsync(ServerCommand.DataOf(folder), Stored, new OrderPolicy());
            var size = new FileInfo(Path.Combine(ServerCommand.DataOf(folder), "orders.db")).Length;
            Say($"{Stored:N0} orders stored in {clock.GetElapsedTime(start).TotalSeconds:0} s, {size / 1e9:0.0} GB");
            var command = ServerCommand.Silo(folder);
            start = clock.GetTimestamp();
            var (server, address) = await ServerProcess.StartAsync(command.Assembly, command.Args, command.Environment);
            await using var _ = server;
            Say($"listening after {clock.GetElapsedTime(start).TotalSeconds:0.0} s, {server.WorkingSet / 1e6:0} MB");
            var sequence = new Sequence();
            var most = 0L;
            start = clock.GetTimestamp();
            while (sequence.Given < Touched)
            {
                await HttpLoad.RunAsync(
                    address, 16, Task.CompletedTask, TimeSpan.FromSeconds(2), _ => new OpaboxRequests(command.Path, sequence, Stored, status: '2'), _ => { });
                most = Math.Max(most, server.WorkingSet);
            }

            Say($"{sequence.Given:N0} touched in {clock.GetElapsedTime(start).TotalSeconds:0} s: at most {most / 1e6:0} MB, now {server.WorkingSet / 1e6:0} MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
