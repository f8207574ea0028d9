using System.Globalization;
using OrderGrains.Benchmarks.Load;

namespace OrderGrains.Benchmarks;

/// <summary>
/// Webhooks taken in on PostgreSQL, with nothing owed to anybody, by silos, by as many processes of plain Orleans (<see cref="Servers.OrleansServer"/>) and of
/// the endpoint that a developer would write by hand (<see cref="Servers.PostgresServer"/>): all up at once, measured in short windows in turn, after each
/// order was heard of twice. 64 connections, every body new. Generator, processes and database share the machine.
/// </summary>
internal static class ClusterBenchmark
{
    /// <summary>How many ids, unless one order takes everything.</summary>
    public const int Orders = 20_000;

    private const int Connections = 64;

    /// <summary>Runs it and prints the table.</summary>
    /// <param name="seconds">Of each window.</param>
    /// <param name="warmUp">Seconds before the first, at least, of each contender: the framework is much code, and is compiled again as it is used.</param>
    /// <param name="windows">Of each contender.</param>
    /// <param name="postgres">The server; databases <c>benchmark_…</c> are made anew.</param>
    /// <param name="processes">Of each contender.</param>
    /// <param name="orders">How many ids: one for the hot order.</param>
    public static async Task<int> RunAsync(int seconds, int warmUp, int windows, string? postgres, int processes, int orders = Orders)
    {
        if (postgres is null)
        {
            Console.Error.WriteLine("ORDERGRAINS_POSTGRES names no server.");
            return 2;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{processes} of each, {Connections} connections, {orders:N0} {(orders == 1 ? "order" : "orders")}, {windows} windows of {seconds} s, {Environment.ProcessorCount} cores with generator and database"));
        await using var ours = await ClusterServers.OursAsync(postgres, processes, orders);
        await using var plain = await ClusterServers.PlainAsync(postgres, processes, orders);
        await using var byHand = await ClusterServers.ByHandAsync(postgres, processes, orders);
        ServerGroup[] all = [ours, plain, byHand];
        foreach (var group in all)
        {
            await group.WarmAsync(Connections, TimeSpan.FromSeconds(warmUp));
        }

        Console.WriteLine(ServerFigures.Heading);
        for (var window = 0; window < windows; window++)
        {
            foreach (var group in all)
            {
                await group.MeasureAsync(Connections, TimeSpan.FromSeconds(seconds));
                Console.WriteLine(group.Windows[^1]);
            }
        }

        ServerFigures.Compare("of plain Orleans", ours.Windows, plain.Windows);
        ServerFigures.Compare("of the endpoint by hand", ours.Windows, byHand.Windows);
        return 0;
    }
}
