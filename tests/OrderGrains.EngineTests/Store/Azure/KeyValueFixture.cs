using OrderGrains.Azure;
using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>The store over seams in memory.</summary>
internal sealed class KeyValueFixture(MemoryStorage storage) : ICopiedFixture
{
    public StoreFaults Faults { get; } = new();

    /// <summary>Whether a silo gave a sign of life.</summary>
    public bool HasSilos { get; set; }

    public async Task<IOrderStore> OpenAsync()
    {
        var store = new AzureStore(Parts(), TimeProvider.System, Faults);
        await store.OpenAsync(default);
        return store;
    }

    public async Task<IStoreCopy> OpenCopyAsync() => await AzureCopy.OpenAsync(Parts(), () => Task.FromResult(HasSilos), default);

    public ValueTask DisposeAsync() => storage.DisposeAsync();

    private AzureParts Parts() => new(storage.Records, storage.Blobs, storage.Table);
}

public sealed class KeyValueStoreTests : StoreContract
{
    protected override async Task<IStoreFixture> MakeAsync() => new KeyValueFixture(await MemoryStorage.CreateAsync());
}

public sealed class KeyValueCopyTests : StoreCopyContract
{
    protected override async Task<ICopiedFixture> MakeAsync() => new KeyValueFixture(await MemoryStorage.CreateAsync());
}

/// <summary>A copy and silos keep out of each other's way.</summary>
public sealed class AzureLeaseTests
{
    [Fact]
    public async Task No_silo_and_no_other_copy_opens_while_a_copy_is_under_way()
    {
        var fixture = new KeyValueFixture(await MemoryStorage.CreateAsync());
        await using (await fixture.OpenCopyAsync())
        {
            Assert.Contains("being copied", (await Assert.ThrowsAsync<InvalidOperationException>(fixture.OpenAsync)).Message, StringComparison.Ordinal);
            Assert.Contains("Another copy", (await Assert.ThrowsAsync<InvalidOperationException>(fixture.OpenCopyAsync)).Message, StringComparison.Ordinal);
        }

        await (await fixture.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task No_copy_begins_where_a_silo_runs()
    {
        var fixture = new KeyValueFixture(await MemoryStorage.CreateAsync()) { HasSilos = true };
        Assert.Contains("Silos run", (await Assert.ThrowsAsync<InvalidOperationException>(fixture.OpenCopyAsync)).Message, StringComparison.Ordinal);
        await (await fixture.OpenAsync()).DisposeAsync(); // The lease was given back.
    }
}
