using Microsoft.Extensions.Hosting;

namespace OrderGrains.Cluster;

/// <summary>Stands in for the cluster engine where the program was built without it.</summary>
public static class ClusterBuild
{
    /// <summary>How to get it.</summary>
    public const string HowToBuild =
        "This build has no cluster engine. Build it with the switch -p:Cluster=true (dotnet publish silo -p:Cluster=true), or set Embedded.";

    /// <summary>Whether this build has the engine.</summary>
    public static bool HasEngine => false;

    /// <summary>Nothing is missed beside the engine.</summary>
    public static string? MissingStorage(ClusterSettings settings) => null;

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always; the message says how to build the engine.</exception>
    public static void AddClusterEngine(this IHostApplicationBuilder builder, OrderGrainsSettings settings) =>
        throw new NotSupportedException(HowToBuild);

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always; the message says how to build the engine.</exception>
    public static Task<int> InitDatabaseAsync(ClusterSettings settings, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(HowToBuild);

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always; the message says how to build the engine.</exception>
    public static Task<IMovedOrders> MoveIntoAsync(ClusterSettings settings, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(HowToBuild);
}
