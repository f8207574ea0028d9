using OrderGrains.EngineTests.Contract;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>The promises, kept by two silos on a storage in memory.</summary>
public sealed class ClusterEngineContract : EngineContract
{
    private protected override Task<IEngineFixture> CreateAsync() => Task.FromResult<IEngineFixture>(ClusterFixture.InMemory());
}
