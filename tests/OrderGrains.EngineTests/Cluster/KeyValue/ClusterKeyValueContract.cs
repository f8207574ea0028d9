using OrderGrains.EngineTests.Contract;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>The promises, kept by two silos on a storage without transactions.</summary>
public sealed class ClusterKeyValueContract : EngineContract
{
    private protected override Task<IEngineFixture> CreateAsync() => Task.FromResult<IEngineFixture>(new KeyValueWorld().Cluster());
}
