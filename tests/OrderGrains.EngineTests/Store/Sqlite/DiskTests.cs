using Microsoft.Data.Sqlite;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>What goes wrong with a disk, and the way back.</summary>
public sealed class DiskTests : IAsyncLifetime
{
    private readonly SqliteFixture _fixture = new();

    private IOrderStore _store = null!;

    public async Task InitializeAsync() => _store = await _fixture.OpenAsync();

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_damaged_database_is_refused_with_the_way_back_and_a_backup_brings_it_back()
    {
        var backup = Path.Combine(_fixture.DataDirectory, "backup.db");
        await Within.Reason(Task.WhenAll(Enumerable.Range(0, 50).Select(i => _store.WriteAsync(Change.First(Some.Order($"o{i}"))))));
        Assert.Equal(50, Backups.Make(_fixture.DataDirectory, backup).Orders);
        await _store.DisposeAsync();
        await DamageAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(_fixture.OpenAsync);
        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("silo restore", refusal.Message, StringComparison.Ordinal);

        var (orders, aside) = Backups.Restore(_fixture.DataDirectory, backup, Change.Noon);
        Assert.Equal(50, orders);
        Assert.True(File.Exists(aside));
        await ReopenAsync();
        Assert.Equal(50, await Within.Reason(_store.CountAsync(new())));
        await Within.Reason(_store.WriteAsync(Change.First(Some.Order("new"))));
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused()
    {
        await _store.CloseAsync();
        await File.WriteAllTextAsync(_fixture.Database, new string('x', 8192));

        Assert.Contains("is damaged", (await Assert.ThrowsAsync<InvalidOperationException>(_fixture.OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await _store.CloseAsync();
        _fixture.Ask("PRAGMA user_version = 99");

        Assert.Contains("99", (await Assert.ThrowsAsync<InvalidOperationException>(_fixture.OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_clean_stop_nothing_is_read_through_and_after_a_crash_it_is()
    {
        await _store.CloseAsync();
        await ReopenAsync();
        Assert.DoesNotContain(_fixture.Log.Lines, line => line.Contains("reading through", StringComparison.Ordinal));
        await ReopenAsync();
        Assert.Contains(_fixture.Log.Lines, line => line.Contains("reading through", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_empties_the_write_ahead_log()
    {
        await Within.Reason(_store.WriteAsync(Change.First(Some.Order())));
        await Within.Reason(_store.CloseAsync());

        var log = new FileInfo(_fixture.Database + "-wal");
        Assert.True(!log.Exists || log.Length == 0);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _store.WriteAsync(Change.First(Some.Order("late"))));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _store.FindAsync(Some.Order(), default));
    }

    [Fact]
    public async Task A_second_hub_and_a_copy_are_refused_on_a_directory_in_use()
    {
        Assert.Contains("in use", (await Assert.ThrowsAsync<InvalidOperationException>(_fixture.OpenAsync)).Message, StringComparison.Ordinal);
        Assert.Contains("in use", (await Assert.ThrowsAsync<InvalidOperationException>(_fixture.OpenCopyAsync)).Message, StringComparison.Ordinal);
        await _store.CloseAsync();

        await using (SqliteCopy.OpenSource(_fixture.DataDirectory))
        {
            Assert.Contains("in use", (await Assert.ThrowsAsync<InvalidOperationException>(_fixture.OpenAsync)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("no database", Assert.Throws<InvalidOperationException>(() => SqliteCopy.OpenSource(Path.GetTempPath())).Message, StringComparison.Ordinal);
        await ReopenAsync();
    }

    /// <summary>SQLite's readers take it for an instant where they meet a commit half way; a backup tool may.</summary>
    [Fact]
    public async Task A_write_waits_while_somebody_else_has_the_write_lock()
    {
        await using var other = new SqliteConnection($"Data Source={_fixture.Database};Pooling=False");
        await other.OpenAsync();
        await RunAsync("BEGIN IMMEDIATE");
        var write = _store.WriteAsync(Change.First(OrderId.Create("new-tenant", Channel.Opabox, "o1")));
        for (var read = 0; read < 200; read++)
        {
            Assert.Null(await Within.Reason(_store.FindAsync(Some.Order($"none{read}"), default)));
        }

        Assert.False(write.IsCompleted);
        await RunAsync("ROLLBACK");
        Assert.NotNull(await Within.Reason(write));

        async Task RunAsync(string sql)
        {
            await using var command = other.CreateCommand();
#pragma warning disable CA2100 // Constant texts.
            command.CommandText = sql;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task A_disk_without_room_keeps_nothing_and_is_said_once_and_so_is_room()
    {
        _fixture.Faults.BeforeWrite = static _ => throw new SqliteException("database or disk is full", 13);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_store.WriteAsync(Change.First(Some.Order()))));
        }

        _fixture.Faults.BeforeWrite = static _ => Task.CompletedTask;
        await Within.Reason(_store.WriteAsync(Change.First(Some.Order())));

        Assert.Single(_fixture.Log.Lines, line => line.Contains("disk is full", StringComparison.Ordinal));
        Assert.Single(_fixture.Log.Lines, line => line.Contains("room on the disk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_fails_is_fatal_and_nothing_is_written_from_then_on()
    {
        _fixture.Faults.BeforeWrite = static _ => throw new SqliteException("disk I/O error", 10);
        await Assert.ThrowsAsync<SqliteException>(() => Within.Reason(_store.WriteAsync(Change.First(Some.Order())))); // Nobody knows.
        Assert.IsType<SqliteException>(await Within.Reason(_fixture.Fatal));

        _fixture.Faults.BeforeWrite = static _ => Task.CompletedTask;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_store.WriteAsync(Change.First(Some.Order()))));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_store.EnterLaneAsync(LaneName.Clock(Some.Tenant), default)));
    }

    [Fact]
    public async Task A_restore_is_refused_while_a_hub_runs_and_of_what_is_no_backup()
    {
        var backup = Path.Combine(_fixture.DataDirectory, "backup.db");
        Backups.Make(_fixture.DataDirectory, backup);
        Assert.Throws<InvalidOperationException>(() => Backups.Make(_fixture.DataDirectory, backup));
        Assert.Contains(
            "in use",
            Assert.Throws<InvalidOperationException>(() => Backups.Restore(_fixture.DataDirectory, backup, default)).Message,
            StringComparison.Ordinal);

        await _store.CloseAsync();
        var none = Path.Combine(_fixture.DataDirectory, "none.db");
        await File.WriteAllTextAsync(none, "no database");
        Assert.Throws<InvalidOperationException>(() => Backups.Restore(_fixture.DataDirectory, none, default));
        await ReopenAsync(); // What stood there still does.
    }

    private async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = await _fixture.OpenAsync();
    }

    /// <summary>Overwrites pages in the middle, as a bad sector would; the write-ahead log is moved into the file before.</summary>
    private async Task DamageAsync()
    {
        _fixture.Ask("PRAGMA wal_checkpoint(TRUNCATE)");
        await using var file = new FileStream(_fixture.Database, FileMode.Open, FileAccess.Write);
        file.Position = file.Length / 2 / 4096 * 4096;
        await file.WriteAsync(new byte[4 * 4096]);
    }
}
