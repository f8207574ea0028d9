using OrderGrains.EngineTests.Contract;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>The promises, kept by two silos on a storage without transactions.</summary>
public class ClusterKeyValueContract : EngineContract
{
    private protected virtual Task<IKeyValueStorage> StorageAsync() => Task.FromResult<IKeyValueStorage>(new MemoryStorage());

    private protected override async Task<IEngineFixture> CreateAsync() => (await KeyValueWorld.OnAsync(await StorageAsync())).Cluster();
}
