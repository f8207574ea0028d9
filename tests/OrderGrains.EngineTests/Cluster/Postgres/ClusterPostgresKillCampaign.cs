using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Cluster.Postgres;

/// <summary>Kills and restarts on PostgreSQL.</summary>
public sealed class ClusterPostgresKillCampaign(ITestOutputHelper output) : ClusterKillCampaign(output, TimeSpan.FromMilliseconds(100))
{
    private protected override async Task<ClusterProcesses> ProcessesAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return new(database, $"--OrderGrains:Cluster:ConnectionString={database.ConnectionString}");
    }
}
