using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>The files of a store that is open, removed or cut by somebody else.</summary>
public sealed class FilesOnDiskTests : IAsyncLifetime
{
    private readonly SqliteFixture _fixture = new() { LookEvery = TimeSpan.FromMilliseconds(20) };
    private IOrderStore _store = null!;

    private string Log => _fixture.Database + "-wal";

    public async Task InitializeAsync()
    {
        _store = await _fixture.OpenAsync();
        await Within.Reason(_store.WriteAsync(Change.First(Some.Order("o0"))));
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_that_is_removed_while_the_hub_runs_ends_it_and_loses_nothing(bool replaced)
    {
        File.Delete(Log);
        if (replaced)
        {
            await File.WriteAllBytesAsync(Log, new byte[100_000]);
        }

        Assert.Contains("nothing is lost: start the hub again", await ToldAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_store.WriteAsync(Change.First(Some.Order("late")))));

        await _store.CloseAsync();
        File.Delete(Log);
        await using var again = await _fixture.OpenAsync();
        Assert.Equal(1, await Within.Reason(again.CountAsync(new())));
    }

    [Fact]
    public async Task A_log_that_is_cut_while_the_hub_runs_ends_it()
    {
        await LookedAsync();
        await using (var file = new FileStream(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.SetLength(100);
        }

        Assert.Contains("orders.db-wal was removed or cut while the hub ran", await ToldAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_removed_while_the_hub_runs_ends_it()
    {
        File.Delete(_fixture.Database);

        Assert.Contains("orders.db was removed or cut while the hub ran", await ToldAsync(), StringComparison.Ordinal);
    }

    private async Task<string> ToldAsync() => Assert.IsType<DamagedException>(await Within.Reason(_fixture.Fatal)).Message;

    /// <summary>Waits until the files were looked at as they are.</summary>
    private async Task LookedAsync()
    {
        await Task.Delay(_fixture.LookEvery * 3, TimeProvider.System);
        await Within.Reason(_store.WriteAsync(Change.First(Some.Order("o1"))));
    }
}
