using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>Tests of a store that is open in a directory of its own.</summary>
public abstract class SqliteTests : IAsyncLifetime
{
    private protected SqliteFixture Fixture { get; } = new();

    private protected IOrderStore Store { get; set; } = null!;

    public async Task InitializeAsync() => Store = await Fixture.OpenAsync();

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Fixture.DisposeAsync();
    }
}
