using OrderGrains.EngineTests.Support;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>A copy and silos keep out of each other's way.</summary>
[NeedsPostgres]
public sealed class PostgresLeaseTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task No_silo_and_no_other_copy_opens_while_a_copy_is_under_way()
    {
        await using (await _database.OpenCopyAsync())
        {
            Assert.Contains("being copied", (await Assert.ThrowsAsync<InvalidOperationException>(_database.OpenAsync)).Message, StringComparison.Ordinal);
            Assert.Contains("Another copy", (await Assert.ThrowsAsync<InvalidOperationException>(_database.OpenCopyAsync)).Message, StringComparison.Ordinal);
        }

        await (await _database.OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_lease_whose_holder_is_gone_ends()
    {
        var copy = await _database.OpenCopyAsync();
        await _database.RunAsync("UPDATE meta SET value = 'gone', held_until = clock_timestamp() - interval '1 s' WHERE name = 'copy'");
        await (await _database.OpenAsync()).DisposeAsync();
        await (await _database.OpenCopyAsync()).DisposeAsync();
        await copy.DisposeAsync(); // What it gives back is not its own any more.
    }

    [Fact]
    public async Task A_silo_that_joined_keeps_copies_out_until_it_has_left()
    {
        await using var silo = await LoneSilo.StartAsync(silo => silo.UsePostgresMembership(_database.Options));
        Assert.Contains("Silos run", (await Assert.ThrowsAsync<InvalidOperationException>(_database.OpenCopyAsync)).Message, StringComparison.Ordinal);
        await silo.StopAsync();

        await (await _database.OpenCopyAsync()).DisposeAsync();
    }

    [Fact]
    public async Task A_silo_that_opened_the_store_before_a_copy_does_not_join_during_it()
    {
        await using var copy = await _database.OpenCopyAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => LoneSilo.StartAsync(silo => silo.UsePostgresMembership(_database.Options)));
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT count(*) FROM silos"));
    }

    [Theory]
    [InlineData(3, 10, true)]
    [InlineData(2, 10, true)]
    [InlineData(6, 10, false)]
    [InlineData(3, 150, false)]
    public async Task No_copy_begins_where_a_silo_runs(int status, int seconds, bool runs)
    {
        await _database.RunAsync($"""
            INSERT INTO membership VALUES ('cluster', 1);
            INSERT INTO silos (deployment, address, port, generation, silo_name, host_name, status, proxy_port, started_at, alive_at)
            VALUES ('cluster', '127.0.0.1', 11111, 1, 'silo', 'host', {status}, 0, clock_timestamp(), clock_timestamp() - interval '{seconds} s')
            """);
        if (runs)
        {
            Assert.Contains("Silos run", (await Assert.ThrowsAsync<InvalidOperationException>(_database.OpenCopyAsync)).Message, StringComparison.Ordinal);
            await (await _database.OpenAsync()).DisposeAsync(); // The lease was given back.
        }
        else
        {
            await (await _database.OpenCopyAsync()).DisposeAsync();
        }
    }
}
