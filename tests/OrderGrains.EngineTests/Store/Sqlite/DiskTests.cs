using Microsoft.Data.Sqlite;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>What goes wrong with a disk, and the way back.</summary>
public sealed class DiskTests : SqliteTests
{
    [Fact]
    public async Task A_damaged_database_is_refused_with_the_way_back_and_a_backup_brings_it_back()
    {
        var backup = Path.Combine(Fixture.DataDirectory, "backup.db");
        await Within.Reason(Task.WhenAll(Enumerable.Range(0, 50).Select(i => Store.WriteAsync(Change.First(Some.Order($"o{i}"))))));
        Assert.Equal(50, Backups.Make(Fixture.DataDirectory, backup).Orders);
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("later")))); // What came after the backup is not missed.
        await Store.DisposeAsync();
        await DamageAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenAsync);
        Assert.Contains("is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("silo restore", refusal.Message, StringComparison.Ordinal);

        var (orders, aside, _) = Backups.Restore(Fixture.DataDirectory, backup, Change.Noon);
        Assert.Equal(50, orders);
        Assert.True(File.Exists(aside));
        await ReopenAsync();
        Assert.Equal(50, await Within.Reason(Store.CountAsync(new())));
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("new"))));
    }

    [Fact]
    public async Task A_backup_that_is_put_back_is_told_who_was_to_be_forgotten_since()
    {
        var backup = Path.Combine(Fixture.DataDirectory, "backup.db");
        await Within.Reason(Store.ForgetAsync(new("aa", Change.Noon, "ops"), default));
        Backups.Make(Fixture.DataDirectory, backup);
        await Within.Reason(Store.ForgetAsync(new("aa", Change.Noon.AddDays(1), "ops"), default));
        await Within.Reason(Store.ForgetAsync(new("bb", Change.Noon, "ops"), default));
        await Within.Reason(Store.CloseAsync());
        await Store.DisposeAsync();

        Assert.Equal(2, Backups.Restore(Fixture.DataDirectory, backup, Change.Noon).Forgotten);
        await ReopenAsync();
        Assert.Equal(
            [new("aa", Change.Noon.AddDays(1), "ops"), new ErasedCustomer("bb", Change.Noon, "ops")], await Within.Reason(Store.ForgottenAsync(default)));
    }

    [Fact]
    public async Task A_backup_that_is_put_back_is_told_what_operators_did_since()
    {
        var backup = Path.Combine(Fixture.DataDirectory, "backup.db");
        await Within.Reason(Store.Audit.KeepAsync([StoreContract.Act(Change.Noon, "pause")], default));
        Backups.Make(Fixture.DataDirectory, backup);
        await Within.Reason(Store.Audit.KeepAsync([.. Enumerable.Range(1, 250).Select(number => StoreContract.Act(Change.Noon.AddDays(number), "retry"))], default));
        var all = await Within.Reason(Store.Audit.ReadAsync(new(Limit: 1000), default));
        await Within.Reason(Store.CloseAsync());
        await Store.DisposeAsync();

        Backups.Restore(Fixture.DataDirectory, backup, Change.Noon);
        await ReopenAsync();
        Assert.Equal(251, all.Count);
        Assert.Equal(all, await Within.Reason(Store.Audit.ReadAsync(new(Limit: 1000), default)));
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused()
    {
        await Store.CloseAsync();
        await File.WriteAllTextAsync(Fixture.Database, new string('x', 8192));

        Assert.Contains("is damaged", (await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_database_that_is_gone_or_empty_is_no_empty_shop(bool gone)
    {
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order())));
        await Store.CloseAsync();
        var kept = await File.ReadAllBytesAsync(Fixture.Database);
        File.Delete(Fixture.Database);
        if (!gone)
        {
            await File.WriteAllBytesAsync(Fixture.Database, []);
        }

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenAsync);
        Assert.Contains("is gone or empty", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("silo restore", refusal.Message, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(Fixture.Database, kept);
        await ReopenAsync();
        Assert.Equal(1, await Within.Reason(Store.CountAsync(new())));

        await Store.CloseAsync();
        File.Delete(Fixture.Database);
        File.Delete(Path.Combine(Fixture.DataDirectory, "orders.lock")); // Who says so begins anew.
        await ReopenAsync();
        Assert.Equal(0, await Within.Reason(Store.CountAsync(new())));
    }

    [Fact]
    public async Task A_folder_that_others_could_read_is_the_owners_alone_and_one_that_holds_other_things_keeps_its_rights()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Its rights are inherited.
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode Readable = Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Open = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        await Store.CloseAsync();
        File.SetUnixFileMode(Fixture.DataDirectory, Open);
        File.SetUnixFileMode(Fixture.Database, Readable);
        await ReopenAsync();
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(Fixture.DataDirectory));
        foreach (var file in Directory.GetFiles(Fixture.DataDirectory))
        {
            Assert.Equal(Owner, File.GetUnixFileMode(file));
        }

        Assert.Single(Fixture.Log.Lines, line => line.Text.Contains("they were taken away", StringComparison.Ordinal));

        await Store.CloseAsync();
        await File.WriteAllTextAsync(Path.Combine(Fixture.DataDirectory, "letters.txt"), "");
        File.SetUnixFileMode(Fixture.DataDirectory, Open);
        File.SetUnixFileMode(Fixture.Database, Readable);
        await ReopenAsync();
        Assert.Equal((Open, Owner), (File.GetUnixFileMode(Fixture.DataDirectory), File.GetUnixFileMode(Fixture.Database)));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused()
    {
        await Store.CloseAsync();
        Fixture.Ask("PRAGMA user_version = 99");

        Assert.Contains("99", (await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_clean_stop_nothing_is_read_through_and_after_a_crash_it_is()
    {
        await Store.CloseAsync();
        await ReopenAsync();
        Assert.DoesNotContain(Fixture.Log.Lines, line => line.Text.Contains("reading through", StringComparison.Ordinal));
        await ReopenAsync();
        Assert.Contains(Fixture.Log.Lines, line => line.Text.Contains("reading through", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stop_empties_the_write_ahead_log()
    {
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order())));
        await Within.Reason(Store.CloseAsync());

        var log = new FileInfo(Fixture.Database + "-wal");
        Assert.True(!log.Exists || log.Length == 0);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Store.WriteAsync(Change.First(Some.Order("late"))));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Store.FindAsync(Some.Order(), default));
    }

    [Fact]
    public async Task A_second_hub_and_a_copy_are_refused_on_a_directory_in_use()
    {
        Assert.Contains("in use", (await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenAsync)).Message, StringComparison.Ordinal);
        Assert.Contains("in use", (await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenCopyAsync)).Message, StringComparison.Ordinal);
        await Store.CloseAsync();

        await using (SqliteCopy.OpenSource(Fixture.DataDirectory))
        {
            Assert.Contains("in use", (await Assert.ThrowsAsync<InvalidOperationException>(Fixture.OpenAsync)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("no database", Assert.Throws<InvalidOperationException>(() => SqliteCopy.OpenSource(Path.GetTempPath())).Message, StringComparison.Ordinal);
        await ReopenAsync();
    }

    /// <summary>SQLite's readers take it for an instant where they meet a commit half way; a backup tool may.</summary>
    [Fact]
    public async Task A_write_waits_while_somebody_else_has_the_write_lock()
    {
        await using var other = new SqliteConnection($"Data Source={Fixture.Database};Pooling=False");
        await other.OpenAsync();
        await RunAsync("BEGIN IMMEDIATE");
        var write = Store.WriteAsync(Change.First(OrderId.Create("new-tenant", Channel.Opabox, "o1")));
        for (var read = 0; read < 200; read++)
        {
            Assert.Null(await Within.Reason(Store.FindAsync(Some.Order($"none{read}"), default)));
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
        Fixture.Faults.BeforeWrite = static _ => throw new SqliteException("database or disk is full", 13);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Store.WriteAsync(Change.First(Some.Order()))));
        }

        Fixture.Faults.BeforeWrite = static _ => Task.CompletedTask;
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order())));

        Assert.Single(Fixture.Log.Lines, line => line.Text.Contains("disk is full", StringComparison.Ordinal));
        Assert.Single(Fixture.Log.Lines, line => line.Text.Contains("room on the disk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_fails_is_fatal_and_nothing_is_written_from_then_on()
    {
        Fixture.Faults.BeforeWrite = static _ => throw new SqliteException("disk I/O error", 10);
        await Assert.ThrowsAsync<SqliteException>(() => Within.Reason(Store.WriteAsync(Change.First(Some.Order())))); // Nobody knows.
        Assert.IsType<SqliteException>(await Within.Reason(Fixture.Fatal));

        Fixture.Faults.BeforeWrite = static _ => Task.CompletedTask;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Store.WriteAsync(Change.First(Some.Order()))));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Store.EnterLaneAsync(LaneName.Clock(Some.Tenant), default)));
    }

    [Fact]
    public async Task A_restore_is_refused_while_a_hub_runs_and_of_what_is_no_backup()
    {
        var backup = Path.Combine(Fixture.DataDirectory, "backup.db");
        Backups.Make(Fixture.DataDirectory, backup);
        Assert.Throws<InvalidOperationException>(() => Backups.Make(Fixture.DataDirectory, backup));
        Assert.Contains(
            "in use",
            Assert.Throws<InvalidOperationException>(() => Backups.Restore(Fixture.DataDirectory, backup, default)).Message,
            StringComparison.Ordinal);

        await Store.CloseAsync();
        var none = Path.Combine(Fixture.DataDirectory, "none.db");
        await File.WriteAllTextAsync(none, "no database");
        Assert.Throws<InvalidOperationException>(() => Backups.Restore(Fixture.DataDirectory, none, default));
        await ReopenAsync(); // What stood there still does.
    }

    private async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await Fixture.OpenAsync();
    }

    /// <summary>Overwrites pages in the middle, as a bad sector would; the write-ahead log is moved into the file before.</summary>
    private async Task DamageAsync()
    {
        Fixture.Ask("PRAGMA wal_checkpoint(TRUNCATE)");
        await using var file = new FileStream(Fixture.Database, FileMode.Open, FileAccess.Write);
        file.Position = file.Length / 2 / 4096 * 4096;
        await file.WriteAsync(new byte[4 * 4096]);
    }
}
