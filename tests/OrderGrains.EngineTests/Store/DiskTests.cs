using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

/// <summary>What goes wrong with a disk, and the way back.</summary>
public sealed class DiskTests : IAsyncLifetime
{
    private readonly EmbeddedFixture _fixture = new();

    public Task InitializeAsync() => _fixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    private string Database => Path.Combine(_fixture.DataDirectory, "orders.db");

    [Fact]
    public async Task A_damaged_database_is_refused_with_the_way_back_and_a_backup_brings_it_back()
    {
        var backup = Path.Combine(_fixture.DataDirectory, "backup.db");
        await ReportMany();
        Assert.Equal(50, Backups.Make(_fixture.DataDirectory, backup).Orders);
        await _fixture.CrashAsync();
        await DamageAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(_fixture.StartAsync);
        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("silo restore", refusal.Message, StringComparison.Ordinal);

        var (orders, aside) = Backups.Restore(_fixture.DataDirectory, backup, _fixture.Clock.GetUtcNow());
        Assert.Equal(50, orders);
        Assert.True(File.Exists(aside));
        await _fixture.StartAsync();
        Assert.Equal(50, await _fixture.Index.CountAsync(new()));
        Assert.Equal(Outcome.Accepted, (await Within.Reason(_fixture.Engine.Report(Some.Order("o1"), 2))).Outcome);
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused()
    {
        await _fixture.StopAsync();
        await File.WriteAllTextAsync(Database, new string('x', 8192));

        Assert.Contains("is damaged", (await Assert.ThrowsAsync<InvalidOperationException>(_fixture.StartAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_clean_stop_nothing_is_read_through_and_after_a_crash_it_is()
    {
        Assert.DoesNotContain(_fixture.Log.Lines, line => line.Contains("reading through", StringComparison.Ordinal));
        await _fixture.StopAsync();
        await _fixture.StartAsync();
        Assert.DoesNotContain(_fixture.Log.Lines, line => line.Contains("reading through", StringComparison.Ordinal));
        await _fixture.CrashAsync();
        await _fixture.StartAsync();
        Assert.Contains(_fixture.Log.Lines, line => line.Contains("reading through", StringComparison.Ordinal));
    }

    /// <summary>SQLite's readers take it for an instant where they meet a commit half way; a backup tool may.</summary>
    [Fact]
    public async Task A_write_waits_while_somebody_else_has_the_write_lock()
    {
        await using var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        await other.OpenAsync();
        await RunAsync("BEGIN IMMEDIATE");
        var receipt = _fixture.Engine.Report(Some.Order("o1"), 1);
        for (var read = 0; read < 200; read++)
        {
            Assert.Null(await Within.Reason(_fixture.Engine.ReadAsync(Some.Order($"none{read}"))));
        }

        Assert.False(receipt.IsCompleted);
        await RunAsync("ROLLBACK");
        Assert.Equal(Outcome.Accepted, (await Within.Reason(receipt)).Outcome);

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
    public async Task A_clock_set_back_an_hour_is_said_and_changes_nothing()
    {
        await Within.Reason(_fixture.Engine.Report(Some.Order(), 1));
        var before = (await _fixture.Engine.ReadAsync(Some.Order()))!.Record.ChangedAt;
        await _fixture.StopAsync();
        _fixture.Clock.SetBack(TimeSpan.FromHours(1));
        await _fixture.StartAsync();

        Assert.Contains(_fixture.Log.Lines, line => line.Contains("clock is behind", StringComparison.Ordinal));
        await Within.Reason(_fixture.Engine.Report(Some.Order(), 2));
        Assert.True((await _fixture.Engine.ReadAsync(Some.Order()))!.Record.ChangedAt > before);
    }

    [Fact]
    public async Task A_disk_without_room_is_said_once_and_so_is_room()
    {
        _fixture.Faults.Committing = () => throw new SqliteException("database or disk is full", 13);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_fixture.Engine.Report(Some.Order(), 1)));
        }

        _fixture.Faults.Committing = static () => { };
        await Within.Reason(_fixture.Engine.Report(Some.Order(), 1));

        Assert.Single(_fixture.Log.Lines, line => line.Contains("disk is full", StringComparison.Ordinal));
        Assert.Single(_fixture.Log.Lines, line => line.Contains("room on the disk", StringComparison.Ordinal));
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

        await _fixture.StopAsync();
        var none = Path.Combine(_fixture.DataDirectory, "none.db");
        await File.WriteAllTextAsync(none, "no database");
        Assert.Throws<InvalidOperationException>(() => Backups.Restore(_fixture.DataDirectory, none, default));
        await _fixture.StartAsync(); // What stood there still does.
    }

    private async Task ReportMany()
    {
        for (var i = 0; i < 50; i++)
        {
            await Within.Reason(_fixture.Engine.Report(Some.Order($"o{i}"), 1));
        }
    }

    /// <summary>Overwrites pages in the middle, as a bad sector would; the write-ahead log is moved into the file before.</summary>
    private async Task DamageAsync()
    {
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            await connection.OpenAsync();
            var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        await using var file = new FileStream(Database, FileMode.Open, FileAccess.Write);
        file.Position = file.Length / 2 / 4096 * 4096;
        await file.WriteAsync(new byte[4 * 4096]);
    }
}
