using OrderGrains.EngineTests.Contract;

namespace OrderGrains.EngineTests.Hub;

/// <summary>The promises, kept by two silos over a store in memory.</summary>
public sealed class MemoryHubContract : EngineContract
{
    private protected override Task<IEngineFixture> CreateAsync() => Task.FromResult<IEngineFixture>(new HubFixture(new MemoryHubStore()));
}
