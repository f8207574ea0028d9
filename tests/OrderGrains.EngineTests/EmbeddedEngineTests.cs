using Microsoft.Data.Sqlite;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests;

/// <summary>What only the engine on SQLite promises.</summary>
public sealed class EmbeddedEngineTests : IAsyncLifetime
{
    private readonly EmbeddedFixture _fixture = new();

    public Task InitializeAsync() => _fixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_second_engine_on_the_same_directory_is_refused()
    {
        var second = _fixture.Make();
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => second.StartAsync(default));

        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
        await _fixture.StopAsync();
        await second.StartAsync(default);
        await second.StopAsync(default);
    }

    [Fact]
    public async Task A_disk_that_fails_ends_the_process()
    {
        _fixture.Faults.Committing = () => throw new SqliteException("disk I/O error", 10);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_fixture.Engine.Report(Some.Order(), 1)));
        await Within.Reason(_fixture.Lifetime.StopAsked);

        Assert.False(_fixture.Engine.Condition.Serving);
        _fixture.Faults.Committing = static () => { };
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_fixture.Engine.Report(Some.Order(), 1)));
    }

    [Fact]
    public async Task A_full_disk_refuses_and_recovers()
    {
        _fixture.Faults.Committing = () => throw new SqliteException("database or disk is full", 13);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_fixture.Engine.Report(Some.Order(), 1)));
        _fixture.Faults.Committing = static () => { };

        Assert.Equal(Outcome.Accepted, (await Within.Reason(_fixture.Engine.Report(Some.Order(), 1))).Outcome);
    }

    [Fact]
    public async Task A_stop_cancels_the_calls_that_do_not_end_and_empties_the_write_ahead_log()
    {
        _fixture.BonifiQ.IsDead();
        await Within.Reason(_fixture.Engine.Report(Some.Order(), 1));
        await _fixture.BonifiQ.WaitForCalls(1);
        var stopping = _fixture.StopAsync();
        await Within.Until(
            () =>
            {
                _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(stopping.IsCompleted);
            },
            stopped => stopped,
            "the grace of the calls ends");
        await Within.Reason(stopping);

        var log = new FileInfo(Path.Combine(_fixture.DataDirectory, "orders.db-wal"));
        Assert.True(!log.Exists || log.Length == 0);
    }

    [Fact]
    public async Task The_customer_hash_key_is_made_once()
    {
        var key = _fixture.Embedded.CustomerHashKey.ToArray();
        await _fixture.StopAsync();
        await _fixture.StartAsync();

        Assert.Equal(32, key.Length);
        Assert.Equal(key, _fixture.Embedded.CustomerHashKey.ToArray());
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await _fixture.StopAsync();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_fixture.DataDirectory, "orders.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            await command.ExecuteNonQueryAsync();
        }

        Assert.Contains("99", (await Assert.ThrowsAsync<InvalidOperationException>(() => _fixture.StartAsync())).Message, StringComparison.Ordinal);
    }
}
