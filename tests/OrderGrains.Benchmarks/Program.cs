using OrderGrains.Benchmarks;
using OrderGrains.Benchmarks.Servers;

// dotnet run -c Release --project tests/OrderGrains.Benchmarks -- <benchmark> [seconds [seconds before [processes of each]]]; docs/performance.md says what each is.
var postgres = Environment.GetEnvironmentVariable("ORDERGRAINS_POSTGRES");
var seconds = args.Length > 1 && int.TryParse(args[1], out var given) ? given : 10;
var warmUp = args.Length > 2 && int.TryParse(args[2], out var before) ? before : 4;
switch (args)
{
    case ["checker", ..]:
        await CheckerBenchmark.RunAsync(args.Length > 1 ? seconds : 30);
        return 0;
    case ["strangers", ..]:
        await StrangersBenchmark.RunAsync(args.Length > 1 ? seconds : 30);
        return 0;
    case ["ingest", ..]:
        await IngestBenchmark.RunAsync(seconds, warmUp, rounds: 3);
        return postgres is null ? 0 : await ClusterBenchmark.RunAsync(seconds, warmUp, windows: 3, postgres, processes: 1);
    case ["encrypted", ..]:
        await IngestBenchmark.RunEncryptedAsync(seconds, warmUp, rounds: 3);
        return 0;
    case ["hot", ..]:
        await IngestBenchmark.RunAsync(seconds, warmUp, rounds: 2, orders: 1);
        return postgres is null ? 0 : await ClusterBenchmark.RunAsync(seconds, warmUp, windows: 3, postgres, processes: 1, orders: 1);
    case ["end-to-end", ..]:
        await EndToEndBenchmark.RunAsync(seconds);
        return 0;
    case ["recover", ..]:
        await RecoverBenchmark.RunAsync(seconds);
        return 0;
    case ["memory"]:
        await MemoryBenchmark.RunAsync();
        return 0;
    case ["lists", ..]:
        await ListsBenchmark.RunAsync(args.Length > 1 ? seconds : 1_000_000, postgres);
        return 0;
    case ["store", ..]:
        await StoreBenchmark.RunAsync(seconds, orders: 20_000);
        await StoreBenchmark.RunAsync(seconds, orders: 200_000);
        return 0;
    case ["cluster", ..]:
        foreach (var processes in args.Length > 3 ? [int.Parse(args[3])] : (int[])[1, 2])
        {
            if (await ClusterBenchmark.RunAsync(args.Length > 1 ? seconds : 5, args.Length > 2 ? warmUp : 20, windows: 5, postgres, processes) is not 0 and var failed)
            {
                return failed;
            }
        }

        return 0;
    case ["stages"]:
        StagesBenchmark.Run();
        return 0;
    case ["serve", "floor", var folder]:
        await FloorServer.RunAsync(folder);
        return 0;
    case ["serve", "orleans", var connection, var port]:
        await OrleansServer.RunAsync(connection, int.Parse(port));
        return 0;
    case ["serve", "orleans", ..]:
        await OrleansServer.RunAsync();
        return 0;
    case ["serve", "postgres", var connection]:
        await PostgresServer.RunAsync(connection);
        return 0;
    default:
        Console.Error.WriteLine("Benchmarks: checker, cluster, ingest, encrypted, hot, end-to-end, recover, memory, lists, store, stages, strangers; then seconds, if not the default.");
        return 2;
}
