using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Cluster;

/// <summary>Stands in for Azure Storage where the program was built without it. The settings are refused before any of it is called.</summary>
internal static class AzureStorage
{
    /// <summary>The word in the settings.</summary>
    public const string Name = "Azure";

    /// <summary>Whether this build has it.</summary>
    public const bool InBuild = false;

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void AddStore(IServiceCollection services, ClusterSettings cluster) => throw Absent();

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void AddSilo(ISiloBuilder silo, ClusterSettings cluster) => throw Absent();

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static void AddClient(IClientBuilder client, ClusterSettings cluster) => throw Absent();

    /// <summary>Not in this build.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Task<int> InitAsync(ClusterSettings cluster, CancellationToken cancellationToken) => throw Absent();

    private static NotSupportedException Absent() => new(ClusterBuild.HowToBuildAzure);
}
