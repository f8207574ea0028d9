using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Silo;

namespace OrderGrains.EngineTests.Store;

/// <summary>What a store promises that is copied from, and one that is copied into.</summary>
public abstract class StoreCopyContract : IAsyncLifetime
{
    private static readonly LaneName Vtex = new(Some.Tenant, Target.Vtex);

    private ICopiedFixture _from = null!;
    private ICopiedFixture _to = null!;

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<ICopiedFixture> MakeAsync();

    public async Task InitializeAsync() => (_from, _to) = (await MakeAsync(), await MakeAsync());

    public async Task DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }

    [Fact]
    public async Task A_copy_is_equal_to_what_it_was_made_of_and_is_worked_on()
    {
        await FillAsync();
        Assert.Equal(4, await CopyAsync());
        await AssertEqualAsync();

        await using var copy = await _to.OpenAsync();
        Assert.Equal(["o1", "o3", "c1", "o2"], (await Within.Reason(copy.ListAsync(new()))).Orders.Select(head => OrderId.Parse(head.Id).ExternalId));
        Assert.Equal(Change.Noon.AddDays(3), copy.LastChange);
        Assert.Equal(Some.Order("o3"), Assert.Single(await Within.Reason(copy.DueAsync(Vtex, DuePosition.Start, Change.Noon, 9, default))).Order);
        var stored = (await Within.Reason(copy.FindAsync(Some.Order("o1"), default)))!;
        var next = Change.Over(RecordCodec.Read(stored.Bytes), stored.Tag, null, Change.Received(Change.Noon.AddDays(4), "goes on"));
        await Within.Reason(copy.WriteAsync(next));
        Assert.Equal(5, (await Within.Reason(copy.LogAsync(Some.Order("o1"), default))).Count);
        await Within.Reason(copy.CloseAsync());
    }

    [Fact]
    public async Task A_copy_that_is_made_again_writes_nothing()
    {
        await FillAsync();
        Assert.Equal(4, await CopyAsync());
        Assert.Equal(0, await CopyAsync());
        await AssertEqualAsync();
    }

    [Fact]
    public async Task An_order_that_was_changed_on_one_side_is_refused()
    {
        await FillAsync();
        await CopyAsync();
        await using (var source = await _from.OpenAsync())
        {
            await WriteAsync(source, Some.Order("o2"), Change.Noon.AddDays(5));
            await Within.Reason(source.CloseAsync());
        }

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(CopyAsync);
        Assert.Contains("acme/opabox/o2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lanes_go_along_and_their_epochs_only_rise()
    {
        byte[] claims = [1, 2, 3];
        await using (var source = await _from.OpenAsync())
        {
            await Within.Reason(source.EnterLaneAsync(Vtex, default));
            await Within.Reason(source.EnterLaneAsync(Vtex, default));
            await Within.Reason(source.ClaimAsync(Vtex, 2, claims, default));
            await Within.Reason(source.EnterLaneAsync(LaneName.Clock(Some.Tenant), default));
            await Within.Reason(source.PauseAsync(Vtex, "ana", Change.Noon, default));
            await Within.Reason(source.CloseAsync());
        }

        await using (var there = await _to.OpenAsync())
        {
            for (var start = 0; start < 5; start++)
            {
                await Within.Reason(there.EnterLaneAsync(LaneName.Clock(Some.Tenant), default));
            }

            await Within.Reason(there.CloseAsync());
        }

        await CopyAsync();
        await using var copy = await _to.OpenAsync();
        var vtex = await Within.Reason(copy.EnterLaneAsync(Vtex, default));
        Assert.Equal((3, "ana"), (vtex.Epoch, vtex.PausedBy));
        Assert.Equal(claims, vtex.Claims.ToArray());
        Assert.Equal(6, (await Within.Reason(copy.EnterLaneAsync(LaneName.Clock(Some.Tenant), default))).Epoch);
        await Within.Reason(copy.CloseAsync());
    }

    [Fact]
    public async Task Acts_of_operators_go_along_and_those_that_stand_there_stay()
    {
        var acts = Enumerable.Range(0, 450).Select(number => StoreContract.Act(Change.Noon.AddSeconds(number), "retry")).ToList();
        var there = StoreContract.Act(Change.Noon.AddDays(-1), "pause");
        await using (var source = await _from.OpenAsync())
        {
            await Within.Reason(source.Audit.KeepAsync(acts, default));
            await Within.Reason(source.CloseAsync());
        }

        await using (var target = await _to.OpenAsync())
        {
            await Within.Reason(target.Audit.KeepAsync([there], default));
            await Within.Reason(target.CloseAsync());
        }

        await using (var from = await _from.OpenCopyAsync())
        {
            await using var to = await _to.OpenCopyAsync();
            await Within.Reason(CopyCommand.CopyAsync(from, to, static _ => { }));
        }

        await using var copy = await _to.OpenAsync();
        acts.Reverse();
        Assert.Equal([.. acts, there], await Within.Reason(copy.Audit.ReadAsync(new(Limit: 1000), default)));
        await Within.Reason(copy.CloseAsync());
    }

    [Fact]
    public async Task The_key_of_customer_hashes_goes_along_unless_others_were_made_there()
    {
        await FillAsync();
        await using (var there = await _to.OpenAsync())
        {
            await WriteAsync(there, Some.Order("own"), Change.Noon, record => record with { CustomerHash = "of another key" });
            await Within.Reason(there.CloseAsync());
        }

        await Assert.ThrowsAsync<InvalidOperationException>(CopyAsync);

        await using (var there = await _to.OpenAsync())
        {
            var own = (await Within.Reason(there.FindAsync(Some.Order("own"), default)))!;
            await Within.Reason(there.WriteAsync(Change.Removal(RecordCodec.Read(own.Bytes), own.Tag)));
            await Within.Reason(there.CloseAsync());
        }

        await CopyAsync();
        await using var source = await _from.OpenAsync();
        await using var copy = await _to.OpenAsync();
        Assert.Equal(source.CustomerHashKey.ToArray(), copy.CustomerHashKey.ToArray());
        await Within.Reason(source.CloseAsync());
        await Within.Reason(copy.CloseAsync());
    }

    [Fact]
    public async Task A_record_of_another_order_is_refused()
    {
        var record = Change.First(Some.Order("o1"));
        await using var copy = await _to.OpenCopyAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Within.Reason(copy.PutAsync([new(Some.Order("o2"), record.Bytes, [])], default)));
        Assert.Equal(new(0, 0, 0, 0), await Within.Reason(copy.CountAsync(default)));
    }

    /// <summary>Four orders, the last change of which is not in the order of their first.</summary>
    private async Task FillAsync()
    {
        await using var store = await _from.OpenAsync();
        await WriteAsync(store, Some.Order("o1"), Change.Noon, null, Change.Received(Change.Noon, "1"), Change.Received(Change.Noon, "2"));
        await WriteAsync(store, Some.Order("o2"), Change.Noon.AddDays(-1), Change.Grow);
        await WriteAsync(store, Some.ChatOrder("c1"), Change.Noon.AddDays(1), record => record with { CustomerHash = "hash" }, new LogEntry(Change.Noon, "sent", default));
        await WriteAsync(store, Some.Order("o3"), Change.Noon.AddDays(2), Change.Owes((Target.Vtex, Change.Noon)));
        await WriteAsync(store, Some.Order("o1"), Change.Noon.AddDays(3), null,
            Change.Received(Change.Noon.AddDays(3).AddTicks(-1), "3"), Change.Received(Change.Noon.AddDays(3), "4"));
        await Within.Reason(store.CloseAsync());
    }

    private static async Task WriteAsync(
        IOrderStore store, OrderId order, DateTimeOffset at, Func<OrderRecord, OrderRecord>? change = null, params LogEntry[] log)
    {
        var stored = await Within.Reason(store.FindAsync(order, default));
        var before = stored is null ? OrderRecord.New(order) : RecordCodec.Read(stored.Bytes, order);
        await Within.Reason(store.WriteAsync(Change.Over(before, stored?.Tag, next => (change is null ? next : change(next)) with { ChangedAt = at }, log)));
    }

    /// <summary>Copies all, three orders at a time; how many were written.</summary>
    private async Task<int> CopyAsync()
    {
        await using var from = await _from.OpenCopyAsync();
        await using var to = await _to.OpenCopyAsync();
        await Within.Reason(to.PutAsync(await Within.Reason(from.FactsAsync(default)), default));
        var written = 0;
        foreach (var some in (await AllAsync(from)).Chunk(3))
        {
            written += await Within.Reason(to.PutAsync(some, default));
        }

        return written;
    }

    private async Task AssertEqualAsync()
    {
        await using var from = await _from.OpenCopyAsync();
        await using var to = await _to.OpenCopyAsync();
        var (sent, came) = (await AllAsync(from), await AllAsync(to));
        Assert.Equal(sent.Select(order => order.Order), came.Select(order => order.Order));
        foreach (var (one, other) in sent.Zip(came))
        {
            Assert.Equal(one.Record.ToArray(), other.Record.ToArray());
            Assert.Equal(one.Log.Select(Text), other.Log.Select(Text));
        }

        var count = sent.Aggregate(new CopyCount(0, 0, 0, 0), (sum, order) => sum.With(order));
        Assert.Equal((4, 5), (count.Orders, count.LogEntries));
        Assert.Equal(count, await Within.Reason(from.CountAsync(default)));
        Assert.Equal(count, await Within.Reason(to.CountAsync(default)));

        static (DateTimeOffset, string?, string) Text(LogEntry entry) => (entry.At, entry.PayloadKind, Convert.ToHexString(entry.Body.Span));
    }

    private static async Task<List<CopiedOrder>> AllAsync(IStoreCopy copy)
    {
        var orders = new List<CopiedOrder>();
        await foreach (var order in copy.OrdersAsync(default))
        {
            orders.Add(order);
        }

        return [.. orders.OrderBy(order => order.Order.ToString(), StringComparer.Ordinal)];
    }
}
