using System.Globalization;
using OrderGrains.Benchmarks.Load;

namespace OrderGrains.Benchmarks;

/// <summary>
/// Webhooks taken in and made durable, with nothing owed to anybody: 64 connections, OPABOX orders over 20,000 ids, every body new.
/// Beside it, in turn on the same machine, the floor that only parses and commits, and an order grain of plain Orleans whose storage keeps nothing. The
/// generator shares the machine.
/// </summary>
internal static class IngestBenchmark
{
    private const int Connections = 64;
    private const int Orders = 20_000;

    /// <summary>Runs it and prints the table.</summary>
    /// <param name="seconds">Measured, of each turn.</param>
    /// <param name="warmUp">Seconds before that: a program that was just started is compiled again as it is used.</param>
    /// <param name="rounds">Turns of each server.</param>
    /// <param name="orders">How many ids: one for the hot order.</param>
    public static async Task RunAsync(int seconds, int warmUp, int rounds, int orders = Orders)
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
        }

        ServerFigures.Compare("of the floor", ours, floors);
        ServerFigures.Compare("of Orleans that keeps nothing", ours, peers);
    }

    /// <summary>The same with and without encryption of what is stored, in turn, and nothing beside it.</summary>
    public static async Task RunEncryptedAsync(int seconds, int warmUp, int rounds)
    {
        var key = $"benchmark:{Convert.ToBase64String(new byte[32])}";
        Console.WriteLine(ServerFigures.Heading);
        var (clear, encrypted) = (new List<ServerFigures>(), new List<ServerFigures>());
        for (var round = 0; round < rounds; round++)
        {
            clear.Add(await TurnAsync("clear", folder => ServerCommand.Silo(folder), seconds, warmUp, Orders));
            encrypted.Add(await TurnAsync("encrypted", folder => ServerCommand.Silo(folder, key: key), seconds, warmUp, Orders));
        }

        ServerFigures.Compare("of clear", encrypted, clear);
    }

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
}
