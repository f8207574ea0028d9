using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>A write-ahead log that is gone, cut or damaged: what is left is a sound database, and older than what was answered.</summary>
public sealed class LostLogTests : SqliteTests
{
    private static readonly Dictionary<string, Action<string>> Losses = new()
    {
        ["removed"] = File.Delete,
        ["emptied"] = log => Cut(log, length => 0),
        ["cut in half"] = log => Cut(log, length => length / 2),
        ["cut by its last frame"] = log => Cut(log, length => length - 5_000),
        ["damaged near its end"] = Damage,
    };

    public static TheoryData<string> Ways => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_log_that_was_lost_after_a_kill_is_found_before_anything_is_served(string way)
    {
        await WriteAsync(20);
        await using var killed = await KilledAsync();
        Losses[way](killed.Database + "-wal");

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(killed.OpenAsync);
        Assert.Contains("orders.db-wal is gone or was cut or damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("silo restore", refusal.Message, StringComparison.Ordinal);

        File.Delete(Path.Combine(killed.DataDirectory, "orders.lock")); // Who says so goes on with what is left.
        await using var left = await killed.OpenAsync();
        Assert.InRange(await Within.Reason(left.CountAsync(new())), 0, 19);
    }

    [Fact]
    public async Task A_kill_alone_loses_nothing_also_after_the_newest_order_was_removed()
    {
        await WriteAsync(3);
        var stored = (await Within.Reason(Store.FindAsync(Some.Order("o2"), default)))!;
        await Within.Reason(Store.WriteAsync(Change.Removal(RecordCodec.Read(stored.Bytes), stored.Tag)));
        await Within.Reason(Store.EnterLaneAsync(LaneName.Clock(Some.Tenant), default)); // A commit that adds no change.
        await using var killed = await KilledAsync();

        await using var left = await killed.OpenAsync();
        Assert.Equal(2, await Within.Reason(left.CountAsync(new())));
    }

    [Fact]
    public async Task A_database_that_is_gone_beside_a_log_is_no_empty_shop_also_without_the_lock()
    {
        await WriteAsync(1);
        await using var killed = await KilledAsync();
        File.Delete(killed.Database);
        File.Delete(Path.Combine(killed.DataDirectory, "orders.lock"));

        Assert.Contains("is gone or empty", (await Assert.ThrowsAsync<InvalidOperationException>(killed.OpenAsync)).Message, StringComparison.Ordinal);
    }

    /// <summary>What kill -9 leaves of the store that is open: its files as they are at this moment.</summary>
    private async Task<SqliteFixture> KilledAsync()
    {
        var killed = new SqliteFixture();
        foreach (var name in (string[])["orders.db", "orders.db-wal"])
        {
            File.Copy(Path.Combine(Fixture.DataDirectory, name), Path.Combine(killed.DataDirectory, name));
        }

        await Store.DisposeAsync(); // It holds the lock's file, whose content a commit has written.
        File.Copy(Path.Combine(Fixture.DataDirectory, "orders.lock"), Path.Combine(killed.DataDirectory, "orders.lock"));
        return killed;
    }

    private async Task WriteAsync(int orders)
    {
        for (var i = 0; i < orders; i++)
        {
            await Within.Reason(Store.WriteAsync(Change.First(Some.Order($"o{i}"))));
        }
    }

    private static void Cut(string log, Func<long, long> length)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.ReadWrite);
        file.SetLength(length(file.Length));
    }

    private static void Damage(string log)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length - 2_000;
        file.Write(new byte[500]);
    }
}
