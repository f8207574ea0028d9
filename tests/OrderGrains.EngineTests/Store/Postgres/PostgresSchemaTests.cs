using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>The tables, and what a start finds there.</summary>
[NeedsPostgres]
public sealed class PostgresSchemaTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Initialising_again_keeps_everything_as_it_is()
    {
        var key = await _database.ScalarAsync<byte[]>("SELECT value FROM meta WHERE name = 'customer-hash-key'");
        Assert.StartsWith("The tables were there", await PostgresSetup.RunAsync(_database.Options), StringComparison.Ordinal);

        Assert.Equal(key, await _database.ScalarAsync<byte[]>("SELECT value FROM meta WHERE name = 'customer-hash-key'"));
        Assert.Equal(16, await _database.ScalarAsync<long>("SELECT count(*) FROM orleansquery"));
    }

    [Fact]
    public async Task A_database_that_is_not_initialised_or_of_another_version_says_what_to_do()
    {
        await _database.RunAsync("UPDATE schema_version SET version = 99");
        Assert.Contains("99", await RefusalAsync(_database.OpenAsync), StringComparison.Ordinal);
        Assert.Contains("99", await RefusalAsync(() => PostgresSetup.RunAsync(_database.Options)), StringComparison.Ordinal);

        await _database.RunAsync("DROP TABLE schema_version");
        Assert.Contains("Run: silo init-database", await RefusalAsync(_database.OpenAsync), StringComparison.Ordinal);
        Assert.Contains("Run: silo init-database", await RefusalAsync(_database.OpenCopyAsync), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(3)]
    public async Task A_machine_whose_clock_is_off_does_not_join_and_says_both_times(int seconds)
    {
        _database.Time = new ShiftedClock(TimeSpan.FromSeconds(seconds));
        var refusal = await RefusalAsync(_database.OpenAsync);

        Assert.Contains("This machine's clock shows 2", refusal, StringComparison.Ordinal);
        Assert.Contains("the store's 2", refusal, StringComparison.Ordinal);
        _database.Time = new ShiftedClock(TimeSpan.FromSeconds(Math.Sign(seconds)));
        await (await _database.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_from_a_write_that_nobody_knows_of()
    {
        var away = new PostgresStore(new() { ConnectionString = "Host=/nowhere;Username=nobody;Password=secret" }, TimeProvider.System);

        foreach (var ask in (Func<Task>[])
        [
            () => away.OpenAsync(default),
            () => away.FindAsync(Some.Order(), default),
            () => away.WriteAsync(Change.First(Some.Order())),
            () => away.EnterLaneAsync(LaneName.Clock(Some.Tenant), default),
        ])
        {
            var failure = await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(ask()));
            Assert.StartsWith("The database cannot be reached: ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_closed_store_takes_nothing()
    {
        var store = await _database.OpenAsync();
        await store.CloseAsync();

        await Assert.ThrowsAsync<EngineUnavailableException>(() => store.WriteAsync(Change.First(Some.Order())));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => store.FindAsync(Some.Order(), default));
    }

    private static async Task<string> RefusalAsync<T>(Func<Task<T>> open) => (await Assert.ThrowsAsync<InvalidOperationException>(async () => await open())).Message;
}
