using OrderGrains.Benchmarks;
using OrderGrains.Benchmarks.Servers;

// dotnet run -c Release --project tests/OrderGrains.Benchmarks -- <benchmark> [seconds [seconds before]]; docs/performance.md says what each is.
var postgres = Environment.GetEnvironmentVariable("ORDERGRAINS_POSTGRES");
var seconds = args.Length > 1 && int.TryParse(args[1], out var given) ? given : 10;
var warmUp = args.Length > 2 && int.TryParse(args[2], out var before) ? before : 4;
switch (args)
{
    case ["checker", ..]:
        await CheckerBenchmark.RunAsync(args.Length > 1 ? seconds : 30);
        return 0;
    case ["ingest", ..]:
        await IngestBenchmark.RunAsync(seconds, warmUp, rounds: 3, postgres);
        return 0;
    case ["hot", ..]:
        await IngestBenchmark.RunAsync(seconds, warmUp, rounds: 2, null, orders: 1);
        return 0;
    case ["end-to-end", ..]:
        await EndToEndBenchmark.RunAsync(seconds);
        return 0;
    case ["recover", ..]:
        await RecoverBenchmark.RunAsync(seconds);
        return 0;
    case ["memory"]:
        await MemoryBenchmark.RunAsync();
        return 0;
    case ["store", ..]:
        await StoreBenchmark.RunAsync(seconds, orders: 20_000);
        await StoreBenchmark.RunAsync(seconds, orders: 200_000);
        return 0;
    case ["cluster", ..]:
        return await ClusterBenchmark.RunAsync(seconds, args.Length > 2 ? warmUp : 120, rounds: 2, postgres);
    case ["stages"]:
        StagesBenchmark.Run();
        return 0;
    case ["serve", "floor", var folder]:
        await FloorServer.RunAsync(folder);
        return 0;
    case ["serve", "orleans", ..]:
        await OrleansServer.RunAsync();
        return 0;
    case ["serve", "postgres", var connection]:
        await PostgresServer.RunAsync(connection);
        return 0;
    default:
        Console.Error.WriteLine("Benchmarks: checker, cluster, ingest, hot, end-to-end, recover, memory, store, stages; then seconds, where the default is not wanted.");
        return 2;
}
