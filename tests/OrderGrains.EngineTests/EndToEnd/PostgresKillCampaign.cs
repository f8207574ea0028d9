using OrderGrains.EngineTests.Store.Postgres;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Kills and restarts on PostgreSQL.</summary>
[NeedsPostgres]
[Collection(EndToEndTests.Name)]
public sealed class PostgresKillCampaign(ITestOutputHelper output) : ClusterKillCampaign(output, kills: 20, full: 200)
{
    private protected override TimeSpan Pause => TimeSpan.FromMilliseconds(75);

    private protected override async Task<ClusterProcesses> ProcessesAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return new(database, "--OrderGrains:Storage:Kind=Postgres", $"--OrderGrains:Storage:ConnectionString={database.ConnectionString}");
    }
}
