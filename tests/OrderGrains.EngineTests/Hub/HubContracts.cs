using OrderGrains.EngineTests.Contract;
using OrderGrains.EngineTests.Store.Azure;
using OrderGrains.EngineTests.Store.Postgres;

namespace OrderGrains.EngineTests.Hub;

/// <summary>The promises, kept by two silos over a store in memory.</summary>
public sealed class MemoryHubContract : EngineContract
{
    private protected override Task<HubFixture> CreateAsync() => Task.FromResult(new HubFixture(new MemoryHubStore()));
}

/// <summary>The promises, kept by one silo over SQLite.</summary>
public sealed class SqliteHubContract : EngineContract
{
    private protected override Task<HubFixture> CreateAsync() => Task.FromResult(new HubFixture(new SqliteHubStore()));
}

/// <summary>The promises, kept by two silos over PostgreSQL.</summary>
[NeedsPostgres]
public sealed class PostgresHubContract : EngineContract
{
    private protected override async Task<HubFixture> CreateAsync() => new HubFixture(new PostgresHubStore(await TestDatabase.CreateAsync()));
}

/// <summary>The promises, kept by two silos over Azure Storage.</summary>
[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class AzureHubContract : EngineContract
{
    private protected override async Task<HubFixture> CreateAsync() => new HubFixture(new AzureHubStore(await TestAccount.CreateAsync()));
}
