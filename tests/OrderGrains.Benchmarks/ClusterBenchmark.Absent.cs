namespace OrderGrains.Benchmarks;

/// <summary>Stands in for the cluster's benchmark where the engine is not built.</summary>
internal static class ClusterBenchmark
{
    /// <summary>Says how to get it.</summary>
    public static Task<int> RunAsync(int seconds, int warmUp, int rounds, string? postgres)
    {
        Console.Error.WriteLine("This build has no cluster engine: dotnet run -c Release -p:Cluster=true --project tests/OrderGrains.Benchmarks -- cluster");
        return Task.FromResult(2);
    }
}
