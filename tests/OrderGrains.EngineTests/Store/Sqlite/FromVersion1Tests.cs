using OrderGrains.EngineTests.Support;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>A database of version 1, which has neither the numbers that staff see nor checksums.</summary>
public sealed class FromVersion1Tests : SqliteTests
{
    private const string Back = """
        DROP INDEX orders_number;
        ALTER TABLE orders DROP COLUMN number;
        ALTER TABLE orders DROP COLUMN sum;
        ALTER TABLE log DROP COLUMN sum;
        PRAGMA user_version = 1
        """;

    [Fact]
    public async Task An_order_that_was_stored_before_is_found_by_its_number_and_changes_on()
    {
        await Within.Reason(Store.WriteAsync(Change.First(
            Some.ChatOrder(), Change.State(state => state with { Content = Some.Content() with { Sale = new() { Number = "1001" } } }), Change.Received(Change.Noon, "payload"))));
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order())));
        await Store.CloseAsync();
        Fixture.Ask(Back);

        Store = await Fixture.OpenAsync();
        Assert.Equal(Some.ChatOrder().ToString(), Assert.Single((await Within.Reason(Store.ListAsync(new(Prefix: "1001")))).Orders).Id);
        Assert.Equal(2, await Within.Reason(Store.CountAsync(new())));
        Assert.Single(await Within.Reason(Store.LogAsync(Some.ChatOrder(), default)));
        var stored = (await Within.Reason(Store.FindAsync(Some.ChatOrder(), default)))!;
        await Within.Reason(Store.WriteAsync(Change.Over(RecordCodec.Read(stored.Bytes), stored.Tag)));
        Assert.Equal(1, await Within.Reason(Store.CountAsync(new(Prefix: "1001"))));
    }

    [Fact]
    public async Task A_backup_of_it_is_restored()
    {
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order())));
        await Store.CloseAsync();
        Fixture.Ask(Back);
        var backup = Path.Combine(Fixture.DataDirectory, "backup.db");
        File.Copy(Fixture.Database, backup);

        Backups.Restore(Fixture.DataDirectory, backup, Change.Noon);
        Store = await Fixture.OpenAsync();
        Assert.Equal(1, await Within.Reason(Store.CountAsync(new())));
    }
}
