using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.EngineTests.Contract;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Hub;

/// <summary>The promises, kept by two silos over PostgreSQL.</summary>
[NeedsPostgres]
public sealed class PostgresHubContract : EngineContract
{
    private protected override async Task<IEngineFixture> CreateAsync() => new HubFixture(new PostgresHubStore(await TestDatabase.CreateAsync()));
}

/// <summary>Orders in tables of their own.</summary>
internal sealed class PostgresHubStore(TestDatabase database) : IHubStore
{
    public int Silos => 2;

    public bool IsShared => false;

    public IReminderRows Reminders { get; } = new MemoryReminders();

    public IOrderStore Make() => new PostgresStore(database.Options, TimeProvider.System);

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
