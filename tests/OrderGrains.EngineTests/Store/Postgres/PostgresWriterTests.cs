using Npgsql;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>What happens to writes that wait for the one writer together, while its only statement stands still before a row that another session holds.</summary>
[NeedsPostgres]
public sealed class PostgresWriterTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private PostgresStore _store = null!;
    private NpgsqlConnection _session = null!;
    private NpgsqlTransaction _held = null!;
    private Task _first = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await WaitForRowsAsync("10min"); // As long as a test needs: it lets go of the row itself.
        _store = new(new() { ConnectionString = _database.ConnectionString, MaxStatements = 1, Deadlines = new FakeClock() }, TimeProvider.System);
        await _store.OpenAsync(default);
        await _store.WriteAsync(Change.First(Some.Order("first")));
        _session = new(_database.ConnectionString);
        await _session.OpenAsync();
        await HoldAsync();
    }

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        await _store.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_waits_together_is_one_transaction_with_all_that_belongs_to_it()
    {
        var writes = Enumerable.Range(0, 20).Select(number => _store.WriteAsync(Change.First(
            Some.Order($"o{number}"), Change.Owes((Target.Vtex, Change.Noon)), Change.Received(Change.Noon, $"{number}"), Change.Received(Change.Noon, "more")))).ToList();
        await ReleaseAsync();
        await Within.Reason(Task.WhenAll(writes));

        Assert.Equal(
            "1 transaction of 20 orders, 20 due, 20 rows with 40 entries of the log",
            await _database.ScalarAsync<string>("""
                WITH of_batch AS (SELECT key, xmin::text AS id FROM orders WHERE external_id LIKE 'o%'),
                    ids AS (SELECT id FROM of_batch UNION SELECT xmin::text FROM due UNION SELECT xmin::text FROM log)
                SELECT format('%s transaction of %s orders, %s due, %s rows with %s entries of the log', (SELECT count(*) FROM ids), (SELECT count(*) FROM of_batch),
                    (SELECT count(*) FROM due JOIN of_batch ON order_key = key), (SELECT count(*) FROM log JOIN of_batch ON order_key = key), (SELECT sum(parts) FROM log JOIN of_batch ON order_key = key))
                """));
        Assert.Equal(["7", "more"], await SaidAsync("o7"));
    }

    [Fact]
    public async Task First_writes_changes_removals_and_a_conflict_share_a_transaction_and_the_conflict_fails_alone()
    {
        await ReleaseAsync();
        var before = new Dictionary<string, (OrderRecord Record, StoreTag? Tag)>();
        foreach (var name in (string[])["changes", "conflicts", "goes"])
        {
            var write = Change.First(Some.Order(name), Change.Owes((Target.Vtex, Change.Noon)), Change.Received(Change.Noon, "old"));
            before[name] = (write.After!, await _store.WriteAsync(write));
        }

        await _store.WriteAsync(Change.Over(before["conflicts"].Record, before["conflicts"].Tag));
        await HoldAsync();
        var conflicts = _store.WriteAsync(Change.Over(before["conflicts"].Record, before["conflicts"].Tag, null, Change.Received(Change.Noon, "conflicts")));
        var changes = _store.WriteAsync(Change.Over(before["changes"].Record, before["changes"].Tag, Change.Owes((Target.BonifiQ, Change.Noon)), Change.Received(Change.Noon, "changed")));
        var goes = _store.WriteAsync(Change.Removal(before["goes"].Record, before["goes"].Tag));
        var comes = _store.WriteAsync(Change.First(Some.Order("comes"), null, Change.Received(Change.Noon, "new")));
        await ReleaseAsync();
        await Within.Reason(Task.WhenAll(changes, goes, comes));
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(conflicts));

        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM orders WHERE external_id IN ('changes', 'comes')"));
        Assert.Equal(["old", "changed"], await SaidAsync("changes"));
        Assert.Equal(["new"], await SaidAsync("comes"));
        Assert.Equal(["old"], await SaidAsync("conflicts"));
        Assert.Equal(3, await _database.ScalarAsync<long>("SELECT count(DISTINCT order_key) FROM log"));
        Assert.Equal(
            $"{Some.Tenant}/bonifiq changes, {Some.Tenant}/vtex conflicts",
            await _database.ScalarAsync<string>("SELECT string_agg(lane || ' ' || external_id, ', ' ORDER BY lane) FROM due LEFT JOIN orders ON key = order_key"));
    }

    [Theory]
    [InlineData(0x0000)] // The database refuses it,
    [InlineData(0xD800)] // and this the driver.
    public async Task A_poisoned_order_fails_alone_and_the_others_are_kept(int character)
    {
        var good = Enumerable.Range(0, 9).Select(number => _store.WriteAsync(Change.First(Some.Order($"good{number}")))).ToList();
        var clean = Change.First(Some.Order("bad"));
        var state = clean.After!.State;
        var bad = _store.WriteAsync(clean with
        {
            After = clean.After with { State = state with { Vtex = state.Vtex with { OrderId = $"{(char)character}" } } },
        });
        good.AddRange(Enumerable.Range(9, 9).Select(number => _store.WriteAsync(Change.First(Some.Order($"good{number}")))));
        await ReleaseAsync();
        await Within.Reason(Task.WhenAll(good));

        await Assert.ThrowsAnyAsync<Exception>(() => Within.Reason(bad));
        Assert.Equal(19, await _store.CountAsync(new()));
        Assert.Null(await _store.FindAsync(Some.Order("bad"), default));
    }

    [Fact]
    public async Task A_row_that_another_session_holds_costs_its_own_order_and_no_other()
    {
        await ReleaseAsync();
        await Within.Reason(_first);
        await WaitForRowsAsync("500ms"); // As it is.
        await HoldAsync(untilItWaits: false);
        var others = Enumerable.Range(0, 9).Select(number => _store.WriteAsync(Change.First(Some.Order($"o{number}")))).ToList();
        await Within.Reason(Task.WhenAll(others));

        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_first));
    }

    [Fact]
    public async Task Of_two_writes_of_one_order_that_wait_together_the_second_conflicts()
    {
        var wins = _store.WriteAsync(Change.First(Some.Order("twice"), null, Change.Received(Change.Noon, "wins")));
        var conflicts = _store.WriteAsync(Change.First(Some.Order("twice"), null, Change.Received(Change.Noon, "conflicts")));
        await ReleaseAsync();
        await Within.Reason(wins);

        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(conflicts));
        Assert.Single(await _store.LogAsync(Some.Order("twice"), default));
    }

    [Fact]
    public async Task What_waits_at_a_stop_is_written()
    {
        var waits = _store.WriteAsync(Change.First(Some.Order("waits")));
        var closing = _store.CloseAsync();
        await ReleaseAsync();
        await Within.Reason(Task.WhenAll(waits, closing));

        Assert.Equal(2, await _database.ScalarAsync<long>("SELECT count(*) FROM orders"));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _store.WriteAsync(Change.First(Some.Order("late"))));
    }

    [Fact]
    public async Task What_waits_at_a_crash_is_not_sent()
    {
        var waits = _store.WriteAsync(Change.First(Some.Order("waits")));
        var crash = _store.DisposeAsync().AsTask();
        await ReleaseAsync();
        await Within.Reason(crash);

        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(waits));
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM orders"));
    }

    private async Task<string[]> SaidAsync(string order) =>
        [.. (await _store.LogAsync(Some.Order(order), default)).Select(static entry => System.Text.Encoding.UTF8.GetString(entry.Body.Span))];

    /// <summary>How long the statement of a write waits for a row.</summary>
    private Task WaitForRowsAsync(string time) => _database.RunAsync($"ALTER FUNCTION write_orders SET lock_timeout = '{time}'");

    /// <summary>The first write goes on, unless the row was held for longer than it may wait.</summary>
    private async Task ReleaseAsync() => await _held.RollbackAsync();

    /// <summary>Holds the first order's row, and has a write of it wait for that.</summary>
    private async Task HoldAsync(bool untilItWaits = true)
    {
        await Within.Reason(_first.ContinueWith(static _ => { }, TaskScheduler.Default));
        var stands = await _store.FindAsync(Some.Order("first"), default);
        _held = await _session.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("SELECT key FROM orders WHERE external_id = 'first' FOR UPDATE", _session);
        await hold.ExecuteScalarAsync();
        _first = _store.WriteAsync(Change.Over(RecordCodec.Read(stands!.Bytes, Some.Order("first")), stands.Tag));
        if (!untilItWaits)
        {
            return;
        }

        await Within.Until(
            () => _database.ScalarAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE {_session.ProcessID} = ANY (pg_blocking_pids(pid))"),
            static waiting => waiting == 1);
    }
}
