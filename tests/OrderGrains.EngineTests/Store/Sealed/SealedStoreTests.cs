using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Store.Azure;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Store.Sqlite;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Sealed;

/// <summary>A store that encrypts, over another one.</summary>
internal sealed class SealedFixture(IStoreFixture inner, Func<KeyRing> keys) : IStoreFixture
{
    public StoreFaults Faults => inner.Faults;

    public async Task<IOrderStore> OpenAsync() => new SealedStore(await inner.OpenAsync(), keys, NullLogger.Instance);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

public sealed class SealedMemoryStoreTests : StoreContract
{
    protected override Task<IStoreFixture> MakeAsync() => Task.FromResult<IStoreFixture>(new SealedFixture(new MemoryFixture(), () => Rings.Rotated));
}

public sealed class SealedSqliteStoreTests : StoreContract
{
    protected override Task<IStoreFixture> MakeAsync() => Task.FromResult<IStoreFixture>(new SealedFixture(new SqliteFixture(), () => Rings.Rotated));
}

[NeedsPostgres]
public sealed class SealedPostgresStoreTests : StoreContract
{
    protected override async Task<IStoreFixture> MakeAsync() => new SealedFixture(await TestDatabase.CreateAsync(), () => Rings.Rotated);
}

[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class SealedAzureStoreTests : StoreContract
{
    protected override int Crowd => 40; // Azurite takes one write at a time.

    protected override async Task<IStoreFixture> MakeAsync() => new SealedFixture(await TestAccount.CreateAsync(() => Rings.Rotated), () => Rings.Rotated);
}
