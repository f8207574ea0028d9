namespace OrderGrains.EngineTests.Support;

/// <summary>A hub that the tests of a class share, each with orders of its own.</summary>
public sealed class SharedTestHub : IAsyncLifetime
{
    public TestHub Hub { get; private set; } = null!;

    public async Task InitializeAsync() => Hub = await TestHub.StartAsync();

    public async Task DisposeAsync() => await Hub.DisposeAsync();
}
