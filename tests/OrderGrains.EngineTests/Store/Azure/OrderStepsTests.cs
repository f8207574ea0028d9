using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>The writes of one record and its rows, and what stands there when they are cut off.</summary>
public class OrderStepsTests : KeyValueTests
{
    private static readonly LaneName Lane = new(Some.Tenant, Target.Vtex);

    private static DateTimeOffset Later => Some.Morning + TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Rows_are_entered_before_the_record_and_removed_after_it()
    {
        var state = await World.ReadAsync(Some.Order());
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 1));
        var calls = new List<string>();
        World.Misfortunes.Before = call =>
        {
            calls.Add(call.WritesRecord ? "record" : call.Verb);
            return Task.CompletedTask;
        };
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 6, Later));

        Assert.Contains("upsert", calls);
        Assert.Contains("delete", calls);
        Assert.DoesNotContain("upsert", calls.SkipWhile(call => call != "record"));
        Assert.DoesNotContain("delete", calls.TakeWhile(call => call != "record"));
        Assert.Empty(await World.WrongAsync(state.Record!));
    }

    [Fact]
    public async Task Rows_without_their_record_are_removed_and_the_order_is_taken_later()
    {
        var state = await World.ReadAsync(Some.Order());
        World.Misfortunes.Before = call => call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => World.WriteAsync(state, Turned.Of(state, Some.Order(), 1)));
        World.Misfortunes.End();
        var row = Assert.Single(await LookAsync(Later)); // Handed on once more; the order says that it owes nothing.

        Assert.Equal(Some.Order(), row.Order);
        Assert.Empty(await LookAsync(Later));
        var again = await World.ReadAsync(Some.Order());
        Assert.Null(again.Record);
        await World.WriteAsync(again, Turned.Of(again, Some.Order(), 1, Later));
        Assert.Equal(again.Record!.Version, (await World.ReadAsync(Some.Order())).Record!.Version);
        Assert.Single((await World.Store.ListAsync(new())).Orders);
        Assert.Single((await World.Store.ListAsync(new(CustomerHash: again.Record.CustomerHash))).Orders);
        await LookAsync(Later, new(Some.Tenant, Target.BonifiQ));
        Assert.Empty(await World.WrongAsync(again.Record));
    }

    [Fact]
    public async Task Rows_that_stayed_after_their_record_are_removed_when_they_are_met()
    {
        var state = await World.ReadAsync(Some.Order());
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 1));
        World.Misfortunes.Before = call => call.Verb == "delete" ? throw new TimeoutException() : Task.CompletedTask;
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 6, Some.Morning + TimeSpan.FromSeconds(1)));
        World.Misfortunes.End();
        Assert.NotEmpty(await World.WrongAsync(state.Record!));

        Assert.Equal(state.Record!.Version, Assert.Single((await World.Store.ListAsync(new())).Orders).Version);
        Assert.Single((await World.Store.ListAsync(new(CustomerHash: state.Record.CustomerHash))).Orders);
        Assert.Equal(1, await World.Store.CountAsync(new()));
        foreach (var lane in (LaneName[])[Lane, new(Some.Tenant, Target.BonifiQ), LaneName.Clock(Some.Tenant)])
        {
            await LookAsync(Later, lane);
        }

        Assert.Empty(await World.WrongAsync(state.Record));
    }

    [Fact]
    public async Task Of_two_activations_that_race_one_writes_and_its_rows_stay()
    {
        var (one, other) = (await World.ReadAsync(Some.Order()), await World.ReadAsync(Some.Order()));
        var loser = Turned.Of(other, Some.Order(), 1, Some.Morning + TimeSpan.FromSeconds(1));
        await World.WriteAsync(one, Turned.Of(one, Some.Order(), 1));
        await Assert.ThrowsAsync<StoreConflictException>(() => World.WriteAsync(other, loser));
        Assert.NotEmpty(await World.WrongAsync(one.Record!));

        Assert.Equal(Some.Morning, Assert.Single((await World.Store.ListAsync(new())).Orders).ChangedAt);
        await LookAsync(Later);
        await LookAsync(Later, new(Some.Tenant, Target.BonifiQ));
        await World.Store.ListAsync(new(CustomerHash: one.Record!.CustomerHash));
        Assert.Empty(await World.WrongAsync(one.Record));
    }

    [Fact]
    public async Task A_write_that_was_done_and_timed_out_is_found_by_who_reads_again()
    {
        var state = await World.ReadAsync(Some.Order());
        var turned = Turned.Of(state, Some.Order(), 1);
        World.Misfortunes.After = call => call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => World.WriteAsync(state, turned));
        World.Misfortunes.End();

        Assert.Equal(turned.Record.Version, (await World.ReadAsync(Some.Order())).Record!.Version);
        Assert.Empty(await World.WrongAsync(turned.Record));
        await Assert.ThrowsAsync<StoreConflictException>(() => World.WriteAsync(state, turned)); // Under the ETag that it had.
    }

    [Fact]
    public async Task A_first_write_under_way_whose_rows_were_removed_enters_them_anew()
    {
        var state = await World.ReadAsync(Some.Order());
        World.Misfortunes.Before = async call =>
        {
            if (call.WritesRecord)
            {
                World.Misfortunes.End();
                Assert.Single(await LookAsync(Later)); // A lane looks while the record is on its way.
                Assert.Empty(await World.RowsOfAsync("due.acme.vtex"));
            }
        };
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 1));

        Assert.Empty(await World.WrongAsync(state.Record!));
    }

    [Fact]
    public async Task A_later_write_under_way_whose_rows_were_removed_conflicts()
    {
        var state = await World.ReadAsync(Some.Order());
        await World.WriteAsync(state, new(OrderRecord.New(Some.Order()) with { Version = 1, ChangedAt = Some.Morning }, null, []));
        World.Misfortunes.Before = async call =>
        {
            if (call.WritesRecord)
            {
                World.Misfortunes.End();
                Assert.Single(await LookAsync(Later));
            }
        };
        await Assert.ThrowsAsync<StoreConflictException>(() => World.WriteAsync(state, Turned.Of(state, Some.Order(), 1)));

        var again = await World.ReadAsync(Some.Order());
        await World.WriteAsync(again, Turned.Of(again, Some.Order(), 1));
        Assert.DoesNotContain(await World.WrongAsync(again.Record!), wrong => wrong.StartsWith("missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_that_a_write_entered_again_is_not_removed()
    {
        var state = await World.ReadAsync(Some.Order());
        World.Misfortunes.Before = call => call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => World.WriteAsync(state, Turned.Of(state, Some.Order(), 1)));
        World.Misfortunes.Before = static _ => Task.CompletedTask;
        var again = await World.ReadAsync(Some.Order());
        World.Misfortunes.After = async call =>
        {
            if (call.WritesRecord)
            {
                World.Misfortunes.End(); // The fence stands; now the sender repeats, before the row goes.
                again = await World.ReadAsync(Some.Order());
                await World.WriteAsync(again, Turned.Of(again, Some.Order(), 1));
            }
        };
        await LookAsync(Later);

        Assert.Empty(await World.WrongAsync(again.Record!));
    }

    [Fact]
    public async Task A_removal_that_comes_late_takes_nothing_that_a_later_version_entered()
    {
        var state = await World.ReadAsync(Some.Order());
        var first = Turned.Of(state, Some.Order(), 1).Record;
        await World.WriteAsync(state, new(first, null, []));
        var rows = await World.RowsOfAsync("due.");
        var idle = OrderRecord.New(Some.Order()) with { Version = first.Version + 1, ChangedAt = Some.Morning };
        World.Misfortunes.Before = call => call.Verb == "delete" ? throw new TimeoutException() : Task.CompletedTask;
        await World.WriteAsync(state, new(idle, first, []));
        World.Misfortunes.End();
        var same = first with { Version = first.Version + 2 };
        await World.WriteAsync(state, new(same, idle, []));
        foreach (var row in rows)
        {
            Assert.True(await World.Table.DeleteAsync(row.At, null, default)); // What the second write asked for, at last.
        }

        Assert.DoesNotContain(await World.WrongAsync(same), wrong => wrong.StartsWith("missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_many_old_rows_that_are_right_a_look_asks_for_a_few_records()
    {
        for (var number = 0; number < 30; number++)
        {
            var state = await World.ReadAsync(Some.Order($"o{number}"));
            await World.WriteAsync(state, Turned.Of(state, Some.Order($"o{number}"), 1));
        }

        var reads = 0;
        World.Misfortunes.Before = call =>
        {
            reads += call.Verb == "read" ? 1 : 0;
            return Task.CompletedTask;
        };
        Assert.Equal(30, (await LookAsync(Later)).Count);
        Assert.Equal(8, reads);
        Assert.Equal(30, (await LookAsync(Some.Morning)).Count);
        Assert.Equal(8, reads); // Nothing is suspicious yet.
        Assert.Equal(30, (await World.RowsOfAsync("due.acme.vtex")).Count);
    }

    [Fact]
    public async Task A_write_that_ends_before_its_record_has_kept_nothing()
    {
        foreach (var verb in (string[])["upsert", "write"])
        {
            var state = await World.ReadAsync(Some.Order());
            World.Misfortunes.Before = call => call.Verb == verb && !call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
            await Assert.ThrowsAsync<EngineUnavailableException>(() => World.WriteAsync(state, Turned.Of(state, Some.Order(), 1)));
            World.Misfortunes.End();

            Assert.Null((await World.ReadAsync(Some.Order())).Record);
            Assert.Empty((await World.Store.ListAsync(new())).Orders);
        }
    }

    [Fact]
    public async Task The_log_tells_nothing_of_writes_that_were_cut_off_or_came_second()
    {
        var state = await World.ReadAsync(Some.Order("dots.."));
        World.Misfortunes.Before = call => call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => World.WriteAsync(state, Turned.Of(state, Some.Order("dots.."), 1)));
        World.Misfortunes.End();
        var second = Turned.Of(state, Some.Order("dots.."), 1, Later);
        await World.WriteAsync(state, second);
        var (one, other) = (await World.ReadAsync(Some.Order("dots..")), await World.ReadAsync(Some.Order("dots..")));
        var large = Enumerable.Repeat(new LogEntry(Some.Morning, "received", new byte[1024 * 1024]), 5);
        var third = Turned.Of(one, Some.Order("dots.."), 2, Later);
        await World.WriteAsync(one, third with { Log = [.. third.Log, .. large] });
        await Assert.ThrowsAsync<StoreConflictException>(() => World.WriteAsync(other, Turned.Of(other, Some.Order("dots.."), 6, Later)));

        var log = await World.Store.LogAsync(Some.Order("dots.."), default);
        Assert.Equal(second.Log.Count + third.Log.Count + 5, log.Count);
        Assert.All(log.SkipLast(5), entry => Assert.Equal(Later, entry.At));
        Assert.Equal(4, (await World.Blobs.NamesAsync(BlobNames.LogOf(Some.Order("dots..")), default)).Count);
    }

    [Fact]
    public async Task A_removal_that_is_cut_off_leaves_no_order_and_is_done_with_by_retention()
    {
        var state = await World.ReadAsync(Some.Order());
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 1));
        World.Misfortunes.Before = call => call.Verb is "delete" or "names" ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => World.Store.WriteAsync(Change.Removal(state.Record!, state.Tag)));
        World.Misfortunes.End();

        Assert.Null((await World.ReadAsync(Some.Order())).Record);
        Assert.Empty((await World.Store.ListAsync(new())).Orders);
        Assert.Empty(await World.Store.LogAsync(Some.Order(), default));
        await World.Store.TrimLogAsync(Later, 100, default);
        Assert.Empty(await World.Blobs.NamesAsync(BlobNames.LogOf(Some.Order()), default));
        await LookAsync(Later);
        await LookAsync(Later, new(Some.Tenant, Target.BonifiQ));
        Assert.Empty(await World.RowsOfAsync("due."));
    }

    private Task<IReadOnlyList<DueRow>> LookAsync(DateTimeOffset upTo, LaneName? lane = null) =>
        World.Store.DueAsync(lane ?? Lane, DuePosition.Start, upTo, 128, default);
}
