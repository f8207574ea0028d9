using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Npgsql;
using OrderGrains.Benchmarks.Load;
using OrderGrains.Silo;

namespace OrderGrains.Benchmarks;

/// <summary>
/// Webhooks taken in by two silos on PostgreSQL, with nothing owed to anybody, and in turn with them two processes of the endpoint that a
/// developer would write by hand on the same server (<see cref="Servers.PostgresServer"/>): 64 connections, OPABOX orders over
/// 10,000 ids, every body new, after each order was heard of twice: what is measured are turns of orders that are active. Generator,
/// processes and database share the machine.
/// </summary>
internal static class ClusterBenchmark
{
    private const int Connections = 64;
    private const int Orders = 10_000;

    /// <summary>Runs it and prints the table.</summary>
    /// <param name="seconds">Measured, of each turn.</param>
    /// <param name="warmUp">Seconds before that, at least: the framework is much code, and is compiled again as it is used.</param>
    /// <param name="rounds">Turns of each.</param>
    /// <param name="postgres">The server; its databases <c>benchmark_cluster</c> and <c>benchmark_by_hand</c> are made anew.</param>
    public static async Task<int> RunAsync(int seconds, int warmUp, int rounds, string? postgres)
    {
        if (postgres is null)
        {
            Console.Error.WriteLine("ORDERGRAINS_POSTGRES names no server.");
            return 2;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Connections} connections, {Orders:N0} orders, {seconds} s a turn after {warmUp} s, two processes, {Environment.ProcessorCount} cores with generator and database"));
        Console.WriteLine(ServerFigures.Heading);
        var (ours, hands) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(await TurnAsync("two silos", await SilosAsync(postgres), "/hooks/acme/opabox/orders", seconds, warmUp));
            hands.Add(await TurnAsync("by hand", await ByHandAsync(postgres), "/floor", seconds, warmUp));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"means {ours.Average():N0} and {hands.Average():N0}: {ours.Average() / hands.Average():0.00} of the endpoint by hand"));
        return 0;
    }

    private static async Task<double> TurnAsync(string name, IReadOnlyList<(ServerProcess Server, Uri Address)> servers, string path, int seconds, int warmUp)
    {
        try
        {
            var sequence = new Sequence();
            var spent = new double[servers.Count];
            var warm = WarmAsync(sequence, warmUp);
            var loads = await Task.WhenAll(servers.Select((server, index) => HttpLoad.RunAsync(
                server.Address,
                Connections / servers.Count,
                warm,
                TimeSpan.FromSeconds(seconds),
                _ => new OpaboxRequests(path, sequence, Orders),
                begins => spent[index] = server.Server.ProcessorSeconds - (begins ? 0 : spent[index]))));
            var calls = loads.Sum(load => load.Calls);
            var all = new LoadResult(
                calls, loads.Sum(load => load.PerSecond), loads.Max(load => load.P50), loads.Max(load => load.P99), loads.Max(load => load.Max));
            Console.WriteLine(new ServerFigures(name, all, spent.Sum() / calls * 1000, double.NaN));
            return all.PerSecond;
        }
        catch (InvalidOperationException)
        {
            Console.Error.WriteLine(string.Join("\n----\n", servers.Select(server => server.Server.Output)));
            throw;
        }
        finally
        {
            foreach (var (server, _) in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static async Task WarmAsync(Sequence sequence, int seconds)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        while (sequence.Given < 2 * Orders)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static async Task<IReadOnlyList<(ServerProcess, Uri)>> SilosAsync(string postgres)
    {
        var database = await FreshAsync(postgres, "benchmark_cluster");
        await Stores.SetUpAsync(new() { Storage = { Kind = "Postgres", ConnectionString = database } });
        var file = Path.Combine(Path.GetTempPath(), $"ordergrains-benchmark-{Environment.ProcessId}.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            OrderGrains = new
            {
                Storage = new { Kind = "Postgres", ConnectionString = database },
                Cluster = new { AdvertisedAddress = "127.0.0.1" },
                Tenants = new { acme = new { Opabox = new { ApiKeys = new[] { OpaboxRequests.Key } } } },
            },
        }));
        var ports = FreePorts(4);
        return await Task.WhenAll(Enumerable.Range(0, 2).Select(silo => ServerProcess.StartAsync(
            ServerCommand.SiloAssembly,
            [
                "--urls", "http://127.0.0.1:0",
                $"--OrderGrains:Cluster:SiloPort={ports[silo]}", $"--OrderGrains:Cluster:GatewayPort={ports[silo + 2]}",
            ],
            new Dictionary<string, string> { ["ORDERGRAINS_SETTINGS"] = file, ["ASPNETCORE_ENVIRONMENT"] = "Production" })));
    }

    private static async Task<IReadOnlyList<(ServerProcess, Uri)>> ByHandAsync(string postgres)
    {
        var database = await FreshAsync(postgres, "benchmark_by_hand");
        var first = await ServerProcess.StartAsync("OrderGrains.Benchmarks.dll", ["serve", "postgres", database]);
        return [first, await ServerProcess.StartAsync("OrderGrains.Benchmarks.dll", ["serve", "postgres", database])];
    }

    private static async Task<string> FreshAsync(string postgres, string name)
    {
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres) { Pooling = false });
        foreach (var sql in (string[])[$"DROP DATABASE IF EXISTS {name} WITH (FORCE)", $"CREATE DATABASE {name}", "CHECKPOINT"])
        {
#pragma warning disable CA2100 // Constant texts.
            await using var command = server.CreateCommand(sql);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }

        return new NpgsqlConnectionStringBuilder(postgres) { Database = name }.ToString();
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
