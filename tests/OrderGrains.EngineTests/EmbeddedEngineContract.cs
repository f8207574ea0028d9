using OrderGrains.EngineTests.Contract;

namespace OrderGrains.EngineTests;

/// <summary>The promises, kept by the embedded engine.</summary>
public sealed class EmbeddedEngineContract : EngineContract
{
    private protected override Task<IEngineFixture> CreateAsync() => Task.FromResult<IEngineFixture>(new EmbeddedFixture());
}
