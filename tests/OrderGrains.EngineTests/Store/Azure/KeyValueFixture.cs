using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>The store over seams in memory.</summary>
internal sealed class KeyValueFixture(MemoryStorage storage) : ICopiedFixture
{
    public StoreFaults Faults { get; } = new();

    /// <summary>Whether a silo gave a sign of life.</summary>
    public bool HasSilos { get; set; }

    /// <summary>How long a write waits for its place.</summary>
    public TimeSpan WriteWait { get; init; } = Within.Patience;

    public async Task<IOrderStore> OpenAsync()
    {
        var store = new AzureStore(Parts(), TimeProvider.System, WriteWait, Faults);
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

/// <summary>What a store does not do at once waits a while, and is then refused whole.</summary>
public sealed class AzureWriteBoundTests
{
    [Fact]
    public async Task A_write_that_finds_no_place_in_time_is_refused_and_left_undone()
    {
        var fixture = new KeyValueFixture(await MemoryStorage.CreateAsync()) { WriteWait = TimeSpan.Zero };
        await using var store = await fixture.OpenAsync();
        var gate = new TaskCompletionSource();
        fixture.Faults.BeforeWrite = _ => gate.Task;
        var held = Enumerable.Range(0, AzureStore.MaxWrites).Select(number => store.WriteAsync(Change.First(Some.Order($"o{number}")))).ToList();

        var refusal = await Assert.ThrowsAsync<EngineUnavailableException>(() => store.WriteAsync(Change.First(Some.Order("late"))));

        Assert.Equal("Too many writes wait.", refusal.Message);
        gate.SetResult();
        await Within.Reason(Task.WhenAll(held));
        Assert.Null(await store.FindAsync(Some.Order("late"), default));
        Assert.NotNull(await store.FindAsync(Some.Order("o0"), default));
    }
}
