using OrderGrains.Cluster;
using OrderGrains.EngineTests.Contract;

namespace OrderGrains.EngineTests.Cluster.Postgres;

/// <summary>The promises, kept by two silos on PostgreSQL.</summary>
public sealed class ClusterPostgresContract : EngineContract
{
    private protected override async Task<IEngineFixture> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        return new ClusterFixture(new PostgresStore(database.Source), new PostgresOrders(database.Source), database.PlantAsync, database);
    }
}
