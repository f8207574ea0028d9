using OrderGrains.Benchmarks;

// dotnet run -c Release --project tests/OrderGrains.Benchmarks -- checker [seconds]
if (args is not ["checker", ..])
{
    Console.Error.WriteLine("Benchmarks: checker [seconds]");
    return 2;
}

await CheckerBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1]) : 30);
return 0;
