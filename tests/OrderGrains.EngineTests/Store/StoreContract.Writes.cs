using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_write_is_there_after_a_stop_and_after_a_crash(bool crash)
    {
        var first = await WriteAsync(Some.Order());
        await ReopenAsync(crash);
        Assert.Equal(first.Bytes.ToArray(), (await Store.FindAsync(Some.Order(), default))!.Bytes.ToArray());

        var second = await WriteAsync(Some.Order());
        await ReopenAsync(crash);
        Assert.Equal(second.Bytes.ToArray(), (await Store.FindAsync(Some.Order(), default))!.Bytes.ToArray());
        Assert.Equal(second.After!.ChangedAt, Store.LastChange);
    }

    [Fact]
    public async Task An_order_that_nobody_wrote_reads_as_nothing()
    {
        Assert.Null(Store.LastChange);
        await WriteAsync(Some.Order("o1"));

        Assert.Null(await Within.Reason(Store.FindAsync(Some.Order("o2"), default)));
        Assert.Null(await Within.Reason(Store.FindAsync(Some.ChatOrder("o1"), default)));
        Assert.Null(await Within.Reason(Store.FindAsync(OrderId.Create("other", Channel.Opabox, "o1"), default)));
    }

    [Fact]
    public async Task The_next_write_goes_over_the_tag_that_the_last_one_gave()
    {
        var first = Change.First(Some.Order());
        var tag = await Within.Reason(Store.WriteAsync(first));
        var second = Change.Over(first.After!, tag);
        Assert.NotNull(await Within.Reason(Store.WriteAsync(second)));

        Assert.Equal(second.Bytes.ToArray(), (await Store.FindAsync(Some.Order(), default))!.Bytes.ToArray());
    }

    [Fact]
    public async Task A_write_over_another_version_conflicts_and_changes_nothing()
    {
        await WriteAsync(Some.Order());
        var (before, tag) = await ReadAsync(Some.Order());
        var stood = await WriteAsync(Some.Order(), Change.Owes((Target.Vtex, Change.Noon)));

        var late = Change.Over(before, tag, Change.Owes((Target.BonifiQ, Change.Noon)), Change.Received(Change.Noon, "late"));
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(Store.WriteAsync(late)));
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(Store.WriteAsync(Change.Removal(before, tag))));

        Assert.Equal(stood.Bytes.ToArray(), (await Store.FindAsync(Some.Order(), default))!.Bytes.ToArray());
        Assert.Equal(["o1"], await DueAsync(Vtex, Change.Noon));
        Assert.Empty(await DueAsync(new(Some.Tenant, Target.BonifiQ), Change.Noon));
        Assert.Empty(await Within.Reason(Store.LogAsync(Some.Order(), default)));
    }

    [Fact]
    public async Task Of_two_first_writes_of_one_order_one_conflicts()
    {
        var writes = Enumerable.Range(1, 2)
            .Select(number => Store.WriteAsync(Change.First(Some.Order(), record => record with { Repeats = number }, Change.Received(Change.Noon, $"{number}"))))
            .ToList();
        await Within.Reason(Task.WhenAll(writes).ContinueWith(static _ => { }, TaskScheduler.Default));

        var won = writes.FindIndex(write => write.IsCompletedSuccessfully);
        Assert.IsType<StoreConflictException>(writes[1 - won].Exception!.InnerException);
        Assert.Equal(won + 1, (await ReadAsync(Some.Order())).Record.Repeats);
        Assert.Single(await Within.Reason(Store.LogAsync(Some.Order(), default)));
    }

    [Fact]
    public async Task A_removal_takes_the_record_what_is_due_and_the_log()
    {
        await WriteAsync(Some.Order("stays"));
        await WriteAsync(Some.Order("goes"), Change.Owes((Target.Vtex, Change.Noon)), Change.Received(Change.Noon, "first"));
        await WriteAsync(Some.Order("goes"), null, Change.Received(Change.Noon, "second"));
        await RemoveAsync(Some.Order("goes"));
        await ReopenAsync();

        Assert.Null(await Within.Reason(Store.FindAsync(Some.Order("goes"), default)));
        Assert.Empty(await Within.Reason(Store.LogAsync(Some.Order("goes"), default)));
        Assert.Empty(await DueAsync(Vtex, Change.Noon));
        Assert.Equal(["stays"], await ListedAsync());
    }

    [Fact]
    public async Task What_was_removed_begins_anew_and_a_write_over_it_conflicts()
    {
        await WriteAsync(Some.Order("goes"), null, Change.Received(Change.Noon, "old"));
        var (before, tag) = await ReadAsync(Some.Order("goes"));
        await RemoveAsync(Some.Order("goes"));
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(Store.WriteAsync(Change.Over(before, tag))));

        await WriteAsync(Some.Order("comes")); // Perhaps in the place of the other, and of the same version.
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(Store.WriteAsync(Change.Over(before, tag))));
        await WriteAsync(Some.Order("goes"));
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(Store.WriteAsync(Change.Over(before, tag))));

        Assert.Equal(1, (await ReadAsync(Some.Order("comes"))).Record.Version);
        Assert.Equal(1, (await ReadAsync(Some.Order("goes"))).Record.Version);
        Assert.Empty(await Within.Reason(Store.LogAsync(Some.Order("goes"), default)));
    }

    [Fact]
    public async Task A_long_record_and_a_long_log_come_back_byte_for_byte()
    {
        var body = new byte[700_000];
        new Random(1).NextBytes(body);
        var write = await WriteAsync(Some.Order(), Change.Grow, new(Change.Noon, "received", body), new(Change.Noon, "answer none", default));
        Assert.InRange(write.Bytes.Length, 80_000, Limits.MaxRecordBytes);

        Assert.Equal(write.Bytes.ToArray(), (await Store.FindAsync(Some.Order(), default))!.Bytes.ToArray());
        var log = await Within.Reason(Store.LogAsync(Some.Order(), default));
        Assert.Equal(body, log[0].Body.ToArray());
        Assert.Equal(("answer none", 0), (log[1].PayloadKind, log[1].Body.Length));
    }

    [Fact]
    public async Task Many_writes_of_many_orders_at_once_all_land()
    {
        var orders = Crowd;
        const int Writes = 5;
        await Within.Reason(Task.WhenAll(Enumerable.Range(0, orders).Select(async number =>
        {
            var (record, tag) = (OrderRecord.New(Some.Order($"o{number}")), (StoreTag?)null);
            for (var write = 0; write < Writes; write++)
            {
                var next = Change.Over(record, tag, Change.Owes((Target.Vtex, Change.At(write))), Change.Received(Change.Noon, $"{write}"));
                (record, tag) = (next.After!, await Store.WriteAsync(next));
            }
        })));

        await ReopenAsync();
        Assert.Equal(orders, await Within.Reason(Store.CountAsync(new())));
        Assert.Equal(orders, (await Within.Reason(Store.DueAsync(Vtex, DuePosition.Start, DateTimeOffset.MaxValue, 1_000, default))).Count);
        for (var number = 0; number < orders; number += 37)
        {
            Assert.Equal(Writes, (await ReadAsync(Some.Order($"o{number}"))).Record.Version);
            Assert.Equal(Writes, (await Within.Reason(Store.LogAsync(Some.Order($"o{number}"), default))).Count);
        }
    }

    [Fact]
    public async Task A_bad_order_fails_alone()
    {
        Fixture.Faults.BeforeWrite = order => order.ExternalId == "bad" ? throw new InvalidOperationException("Bad.") : Task.CompletedTask;
        var bad = Store.WriteAsync(Change.First(Some.Order("bad")));
        var good = Enumerable.Range(0, 20).Select(number => Store.WriteAsync(Change.First(Some.Order($"good{number}"))));
        await Within.Reason(Task.WhenAll(good));
        await Assert.ThrowsAnyAsync<Exception>(() => Within.Reason(bad));

        Fixture.Faults.BeforeWrite = static _ => Task.CompletedTask;
        Assert.Null(await Within.Reason(Store.FindAsync(Some.Order("bad"), default)));
        await WriteAsync(Some.Order("bad"));
    }

    [Fact]
    public async Task A_write_that_was_kept_and_told_as_failed_stands()
    {
        Fixture.Faults.AfterWrite = order => order.ExternalId == "kept" ? throw new IOException("Lost.") : Task.CompletedTask;
        var kept = Store.WriteAsync(Change.First(Some.Order("kept")));
        await Within.Reason(Store.WriteAsync(Change.First(Some.Order("other"))));
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Within.Reason(kept));
        Assert.IsNotType<EngineUnavailableException>(failure); // Which would say that nothing was kept.
        Assert.IsNotType<StoreConflictException>(failure);

        Fixture.Faults.AfterWrite = static _ => Task.CompletedTask;
        await ReopenAsync(crash: true);
        Assert.Equal(1, (await ReadAsync(Some.Order("kept"))).Record.Version);
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(Store.WriteAsync(Change.First(Some.Order("kept")))));
    }

    [Fact]
    public async Task The_customer_hash_key_is_made_once()
    {
        var key = Store.CustomerHashKey.ToArray();
        await ReopenAsync();

        Assert.Equal(32, key.Length);
        Assert.Equal(key, Store.CustomerHashKey.ToArray());
    }
}
