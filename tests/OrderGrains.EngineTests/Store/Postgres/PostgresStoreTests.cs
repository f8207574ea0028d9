namespace OrderGrains.EngineTests.Store.Postgres;

[NeedsPostgres]
public sealed class PostgresStoreTests : StoreContract
{
    protected override async Task<IStoreFixture> MakeAsync() => await TestDatabase.CreateAsync();
}

[NeedsPostgres]
public sealed class PostgresCopyTests : StoreCopyContract
{
    protected override async Task<ICopiedFixture> MakeAsync() => await TestDatabase.CreateAsync();
}
