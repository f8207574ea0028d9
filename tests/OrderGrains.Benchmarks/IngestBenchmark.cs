using System.Globalization;
using OrderGrains.Benchmarks.Load;

namespace OrderGrains.Benchmarks;

/// <summary>
/// Webhooks taken in and made durable, with nothing owed to anybody: 64 connections, OPABOX orders over 20,000 ids, every body new.
/// Beside it, in turn on the same machine, the floor that only parses and commits, an order grain of plain Orleans whose storage keeps nothing, and where a server is named the endpoint that
/// a developer would write on PostgreSQL. The generator shares the machine.
/// </summary>
internal static class IngestBenchmark
{
    private const int Connections = 64;
    private const int Orders = 20_000;

    /// <summary>Runs it and prints the table.</summary>
    /// <param name="seconds">Measured, of each turn.</param>
    /// <param name="warmUp">Seconds before that: a program that was just started is compiled again as it is used.</param>
    /// <param name="rounds">Turns of each server.</param>
    /// <param name="postgres">A connection string; null leaves that server out.</param>
    /// <param name="orders">How many ids: one for the hot order.</param>
    public static async Task RunAsync(int seconds, int warmUp, int rounds, string? postgres, int orders = Orders)
    {
        var bytes = new OpaboxRequests("/", new Sequence(), orders).BodyBytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Connections} connections, {orders:N0} {(orders == 1 ? "order" : "orders")}, bodies of {bytes:N0} bytes, {seconds} s a turn after {warmUp} s, {Environment.ProcessorCount} cores"));
        Console.WriteLine(ServerFigures.Heading);
        var (ours, floors, peers) = (new List<ServerFigures>(), new List<ServerFigures>(), new List<ServerFigures>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await TurnAsync("OrderGrains", folder => ServerCommand.Silo(folder), seconds, warmUp, orders));
            floors.Add(await TurnAsync("floor: parse, commit", folder => ServerCommand.Own("floor", folder), seconds, warmUp, orders));
            peers.Add(await TurnAsync("Orleans, kept nowhere", folder => ServerCommand.Own("orleans", folder), seconds, warmUp, orders));
            if (postgres is not null)
            {
                await TurnAsync("by hand on PostgreSQL", _ => ServerCommand.Own("postgres", postgres), seconds, warmUp, orders);
            }
        }

        Compare("of the floor", ours, floors);
        Compare("of Orleans that keeps nothing", ours, peers);
    }

    private static void Compare(string name, List<ServerFigures> ours, List<ServerFigures> others) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: throughput {Median(ours, f => f.Load.PerSecond) / Median(others, f => f.Load.PerSecond):0.00}, p99 {Median(ours, f => f.Load.P99) / Median(others, f => f.Load.P99):0.00}, processor {Median(ours, f => f.ProcessorPerThousand) / Median(others, f => f.ProcessorPerThousand):0.00}"));

    private static async Task<ServerFigures> TurnAsync(
        string name, Func<string, ServerCommand> server, int seconds, int warmUp, int orders)
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        var command = server(folder);
        var (process, address) = await ServerProcess.StartAsync(command.Assembly, command.Args, command.Environment);
        await using var _ = process;
        try
        {
            var sequence = new Sequence();
            var (processor, written) = (0.0, 0.0);
            var load = await HttpLoad.RunAsync(
                address,
                Connections,
                Task.Delay(TimeSpan.FromSeconds(warmUp), TimeProvider.System),
                TimeSpan.FromSeconds(seconds),
                _ => new OpaboxRequests(command.Path, sequence, orders),
                begins =>
                {
                    (processor, written) = begins
                        ? (process.ProcessorSeconds, process.WrittenBytes)
                        : (process.ProcessorSeconds - processor, process.WrittenBytes - written);
                });
            var figures = new ServerFigures(name, load, processor / load.Calls * 1000, written / load.Calls);
            Console.WriteLine(figures);
            return figures;
        }
        catch (InvalidOperationException)
        {
            Console.Error.WriteLine(process.Output);
            throw;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Median(List<ServerFigures> all, Func<ServerFigures, double> figure) =>
        all.Select(figure).Order().ElementAt(all.Count / 2);
}

/// <summary>A line of a table.</summary>
internal sealed record ServerFigures(string Name, LoadResult Load, double ProcessorPerThousand, double WrittenPerCall)
{
    /// <summary>The first line.</summary>
    public const string Heading = "                          a second      p50       p99       max   CPU s/1,000   bytes written each";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-24}{Load.PerSecond,10:N0}{Load.P50,7:0.0} ms{Load.P99,7:0.0} ms{Load.Max,7:0.0} ms{ProcessorPerThousand,14:0.000}{WrittenPerCall,16:N0}");
}
