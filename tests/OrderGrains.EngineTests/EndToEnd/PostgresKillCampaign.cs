using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Kills and restarts on PostgreSQL.</summary>
[NeedsCampaign]
[NeedsPostgres]
[Collection(EndToEndTests.Name)]
public sealed class PostgresKillCampaign(ITestOutputHelper output) : ClusterKillCampaign(output, Campaign.Of(brief: 0, few: 20, full: 200))
{
    private protected override TimeSpan Pause => TimeSpan.FromMilliseconds(75);

    private protected override async Task<ClusterProcesses> ProcessesAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return new(database, "--OrderGrains:Storage:Kind=Postgres", $"--OrderGrains:Storage:ConnectionString={database.ConnectionString}");
    }
}
