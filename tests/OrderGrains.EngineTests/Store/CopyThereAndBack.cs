using System.Globalization;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Store.Azure;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Store.Sqlite;
using OrderGrains.EngineTests.Support;
using OrderGrains.Silo;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Store;

/// <summary><c>silo copy</c> from SQLite into another store and into SQLite again: both directories hold the same.</summary>
public abstract class CopyThereAndBack(ITestOutputHelper output, int orders) : IAsyncLifetime
{
    private static readonly LaneName Vtex = new(Some.Tenant, Target.Vtex);

    private readonly SqliteFixture _from = new();
    private readonly SqliteFixture _back = new();
    private readonly int _orders = orders;
    private ICopiedFixture _there = null!;

    public async Task InitializeAsync() => _there = await MakeAsync();

    public async Task DisposeAsync()
    {
        await _from.DisposeAsync();
        await _there.DisposeAsync();
        await _back.DisposeAsync();
    }

    [Fact]
    public async Task What_comes_back_is_what_went()
    {
        await FillAsync();
        await CopyAsync(_from, _there);
        await CopyAsync(_there, _back);
        await using var from = await _from.OpenAsync();
        await using var back = await _back.OpenAsync();

        Assert.Equal(from.CustomerHashKey.ToArray(), back.CustomerHashKey.ToArray());
        Assert.Equal(from.LastChange, back.LastChange);
        for (var number = 0; number < _orders; number++)
        {
            var (one, other) = (await from.FindAsync(Order(number), default), await back.FindAsync(Order(number), default));
            Assert.Equal(one!.Bytes.ToArray(), other!.Bytes.ToArray());
            Assert.Equal(await LogAsync(from, Order(number)), await LogAsync(back, Order(number)));
        }

        Assert.Equal(await DueAsync(from), await DueAsync(back));
        Assert.Equal(await ListedAsync(from), await ListedAsync(back));
        var (start, again) = (await from.EnterLaneAsync(Vtex, default), await back.EnterLaneAsync(Vtex, default));
        Assert.Equal((3, "ops"), (start.Epoch, start.PausedBy));
        Assert.Equal((start.Epoch, start.PausedBy), (again.Epoch, again.PausedBy));
        Assert.Equal(start.Claims.ToArray(), again.Claims.ToArray());
    }

    /// <summary>An empty store of the other kind.</summary>
    private protected abstract Task<ICopiedFixture> MakeAsync();

    private static OrderId Order(int number) => Some.Order(number.ToString("000000", CultureInfo.InvariantCulture));

    /// <summary>Orders of one write and of two, with logs, some of which owe something.</summary>
    private async Task FillAsync()
    {
        await using var store = await _from.OpenAsync();
        foreach (var some in Enumerable.Range(0, _orders).Chunk(1000))
        {
            await Within.Reason(Task.WhenAll(some.Select(number => WriteAsync(store, number))));
        }

        await store.EnterLaneAsync(Vtex, default);
        await store.EnterLaneAsync(Vtex, default);
        Assert.True(await store.ClaimAsync(Vtex, 2, new byte[] { 1, 2, 3 }, default));
        await store.PauseAsync(Vtex, "ops", Change.Noon, default);
        await Within.Reason(store.CloseAsync());
    }

    private static async Task WriteAsync(IOrderStore store, int number)
    {
        var owes = number % 3 == 0 ? Change.Owes((Target.Vtex, Change.Noon.AddSeconds(number))) : null;
        var first = Change.First(Order(number), owes, Change.Received(Change.Noon, $"said {number}"));
        var tag = await store.WriteAsync(first);
        if (number % 2 == 0)
        {
            await store.WriteAsync(Change.Over(first.After!, tag, null, Change.Received(Change.At(2), $"said {number} again"), Change.Received(Change.At(2), "and")));
        }
    }

    private async Task CopyAsync(ICopiedFixture from, ICopiedFixture to)
    {
        var started = TimeProvider.System.GetTimestamp();
        await using (var source = await from.OpenCopyAsync())
        {
            await using var target = await to.OpenCopyAsync();
            Assert.True((await CopyCommand.CopyAsync(source, target, static _ => { })).Equal);
        }

        output.WriteLine($"{_orders} orders in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private static async Task<List<(DateTimeOffset, string?, string)>> LogAsync(IOrderStore store, OrderId order) =>
        [.. (await store.LogAsync(order, default)).Select(entry => (entry.At, entry.PayloadKind, Convert.ToHexString(entry.Body.Span)))];

    private static async Task<List<(OrderId, DateTimeOffset)>> DueAsync(IOrderStore store)
    {
        var all = new List<(OrderId, DateTimeOffset)>();
        var after = DuePosition.Start;
        while (await store.DueAsync(Vtex, after, DateTimeOffset.MaxValue, 1000, default) is [.., var last] page)
        {
            all.AddRange(page.Select(row => (row.Order, row.Due)));
            after = last.Position;
        }

        return all;
    }

    /// <summary>Orders of one time come as each store has them, so that only what is listed is compared.</summary>
    private static async Task<List<string>> ListedAsync(IOrderStore store)
    {
        var all = new List<string>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            (var page, next) = await store.ListAsync(new(Limit: 200, Cursor: cursor));
            all.AddRange(page.Select(head => $"{head.Id} {head.Status} {head.Version} {head.ChangedAt:O}"));
        }

        all.Sort(StringComparer.Ordinal);
        return all;
    }
}

/// <summary>By way of PostgreSQL.</summary>
[NeedsPostgres]
public sealed class CopyByPostgres(ITestOutputHelper output) : CopyThereAndBack(output, Campaign.Of(brief: 600, few: 5_000, full: 100_000))
{
    private protected override async Task<ICopiedFixture> MakeAsync() => await TestDatabase.CreateAsync();
}

/// <summary>By way of Azure Storage.</summary>
[NeedsAzure]
[Collection(AzuriteTests.Name)]
public sealed class CopyByAzure(ITestOutputHelper output) : CopyThereAndBack(output, Campaign.Of(brief: 50, few: 200, full: 2_000))
{
    private protected override async Task<ICopiedFixture> MakeAsync() => await TestAccount.CreateAsync();
}
