using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>What becomes of rows of the log.</summary>
public sealed class LogTableTests : SqliteTests
{
    private static readonly DateTimeOffset Young = Change.Noon.AddDays(90);

    [Fact]
    public async Task Old_rows_go_and_an_orders_newest_keeps_its_place()
    {
        await WriteAsync("a", Change.Noon);
        await WriteAsync("a", Change.Noon);
        await WriteAsync("b", Change.Noon);
        await WriteAsync("b", Young);
        Assert.False(await Within.Reason(Store.TrimLogAsync(Young, 100, default)));

        Assert.Equal(2L, Fixture.Ask("SELECT COUNT(*) FROM log"));
        Assert.Equal(1L, Fixture.Ask("SELECT COUNT(*) FROM log WHERE entries IS NOT NULL"));
    }

    [Fact]
    public async Task A_row_that_a_clock_set_back_dated_before_all_that_was_looked_at_goes_too()
    {
        await WriteAsync("a", Change.Noon);
        await WriteAsync("a", Young);
        Assert.False(await Within.Reason(Store.TrimLogAsync(Young, 100, default)));
        await WriteAsync("a", Change.Noon.AddDays(-1));
        await WriteAsync("a", Young);
        Assert.False(await Within.Reason(Store.TrimLogAsync(Young, 100, default)));

        Assert.Equal(0L, Fixture.Ask($"SELECT COUNT(*) FROM log WHERE entries IS NOT NULL AND at < {Young.UtcTicks}"));
    }

    [Fact]
    public async Task A_write_that_clears_the_log_leaves_no_other_row()
    {
        await WriteAsync("a", Change.Noon);
        await WriteAsync("a", Change.Noon);
        await WriteAsync("b", Change.Noon);
        var stored = (await Within.Reason(Store.FindAsync(Some.Order("a"), default)))!;
        var write = Change.Over(RecordCodec.Read(stored.Bytes), stored.Tag, null, Change.Received(Change.Noon, "erased"));
        await Within.Reason(Store.WriteAsync(write with { ClearsLog = true }));

        Assert.Equal(2L, Fixture.Ask("SELECT COUNT(*) FROM log"));
    }

    [Fact]
    public async Task A_removal_leaves_no_row_also_where_a_clock_that_was_wrong_dated_some()
    {
        await WriteAsync("a", Change.Noon.AddDays(1_100));
        await WriteAsync("a", Change.Noon);
        await WriteAsync("a", Change.Noon.AddDays(1_100));
        await WriteAsync("a", Young);
        await Within.Reason(Store.TrimLogAsync(Young, 100, default));
        Assert.Equal(3L, Fixture.Ask("SELECT COUNT(*) FROM log WHERE entries IS NOT NULL"));

        var stored = (await Within.Reason(Store.FindAsync(Some.Order("a"), default)))!;
        await Within.Reason(Store.WriteAsync(Change.Removal(RecordCodec.Read(stored.Bytes), stored.Tag)));
        Assert.Equal(0L, Fixture.Ask("SELECT COUNT(*) FROM log"));
    }

    [Fact]
    public async Task A_copied_order_has_a_row_for_each_time_and_one_for_its_last_change()
    {
        LogEntry[] log = [.. ((int[])[0, 0, 1, 1, 2]).Select(day => Change.Received(Change.Noon.AddDays(day), $"{day}"))];
        await Store.CloseAsync();
        await using (var copy = await Fixture.OpenCopyAsync())
        {
            await copy.PutAsync([new(Some.Order(), Change.First(Some.Order(), record => record with { ChangedAt = Young }).Bytes, log)], default);
        }

        Store = await Fixture.OpenAsync();
        Assert.Equal(3L, Fixture.Ask("SELECT COUNT(*) FROM log"));
        Assert.Equal(Young, Store.LastChange);
        Assert.Equal(log.Select(entry => entry.At), (await Within.Reason(Store.LogAsync(Some.Order(), default))).Select(entry => entry.At));
        await Within.Reason(Store.TrimLogAsync(Change.Noon.AddDays(1), 100, default));
        Assert.Equal(3, (await Within.Reason(Store.LogAsync(Some.Order(), default))).Count);
    }

    /// <summary>A whole pass over the log would read every payload.</summary>
    [Theory]
    [InlineData("SELECT log.seq FROM log WHERE (log.at, log.seq) > (0, 0) AND log.at < 1 ORDER BY log.at, log.seq LIMIT 9")]
    public void What_is_old_is_found_by_the_index_of_times(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Fixture.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts.
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        Assert.True(rows.Read());
        Assert.Contains("log_at", rows.GetString(3), StringComparison.Ordinal);
        Assert.False(rows.Read());
    }

    private async Task WriteAsync(string id, DateTimeOffset at)
    {
        var stored = await Within.Reason(Store.FindAsync(Some.Order(id), default));
        var before = stored is null ? OrderRecord.New(Some.Order(id)) : RecordCodec.Read(stored.Bytes);
        await Within.Reason(Store.WriteAsync(Change.Over(before, stored?.Tag, record => record with { ChangedAt = at }, Change.Received(at, "said"))));
    }
}
