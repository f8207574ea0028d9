namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Tests of what stands on a storage without transactions, each on one of its own: in memory, or where a subclass says.</summary>
public abstract class KeyValueTests : IAsyncLifetime
{
    private protected KeyValueWorld World { get; private set; } = null!;

    public async Task InitializeAsync() => World = new(await StorageAsync());

    public async Task DisposeAsync() => await World.DisposeAsync();

    private protected virtual Task<IKeyValueStorage> StorageAsync() => KeyValueWorld.MemoryAsync();
}
