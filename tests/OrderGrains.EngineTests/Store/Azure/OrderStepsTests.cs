using System.Text.Json;
using OrderGrains.Cluster;
using OrderGrains.EngineTests.Support;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>The writes of one record and its rows, and what stands there when they are cut off.</summary>
public class KeyValueWriteTests : KeyValueTests
{
    private const string Lane = "acme/vtex";

    private static DateTimeOffset Later => Turned.Now + TimeSpan.FromMinutes(5);

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
        Assert.Empty(await World.WrongAsync(state.State!.Record!));
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
        Assert.False(again.RecordExists);
        await World.WriteAsync(again, Turned.Of(again, Some.Order(), 1, Later));
        Assert.Equal(again.State!.Record!.Version, (await World.ReadAsync(Some.Order())).State!.Record!.Version);
        Assert.Single((await World.Store.ListAsync(new())).Orders);
        Assert.Single((await World.Store.ListAsync(new(CustomerHash: again.State.Record.CustomerHash))).Orders);
        await LookAsync(Later, "acme/bonifiq");
        Assert.Empty(await World.WrongAsync(again.State.Record));
    }

    [Fact]
    public async Task Rows_that_stayed_after_their_record_are_removed_when_they_are_met()
    {
        var state = await World.ReadAsync(Some.Order());
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 1));
        World.Misfortunes.Before = call => call.Verb == "delete" ? throw new TimeoutException() : Task.CompletedTask;
        await World.WriteAsync(state, Turned.Of(state, Some.Order(), 6, Turned.Now + TimeSpan.FromSeconds(1)));
        World.Misfortunes.End();
        Assert.NotEmpty(await World.WrongAsync(state.State!.Record!));

        Assert.Equal(state.State.Record!.Version, Assert.Single((await World.Store.ListAsync(new())).Orders).Version);
        Assert.Single((await World.Store.ListAsync(new(CustomerHash: state.State.Record.CustomerHash))).Orders);
        Assert.Equal(1, await World.Store.CountAsync(new()));
        foreach (var lane in (string[])[Lane, "acme/bonifiq", "acme/"])
        {
            await LookAsync(Later, lane);
        }

        Assert.Empty(await World.WrongAsync(state.State.Record));
    }

    [Fact]
    public async Task Of_two_activations_that_race_one_writes_and_its_rows_stay()
    {
        var (one, other) = (await World.ReadAsync(Some.Order()), await World.ReadAsync(Some.Order()));
        var loser = Turned.Of(other, Some.Order(), 1, Turned.Now + TimeSpan.FromSeconds(1));
        await World.WriteAsync(one, Turned.Of(one, Some.Order(), 1));
        await Assert.ThrowsAsync<InconsistentStateException>(() => World.WriteAsync(other, loser));
        Assert.NotEmpty(await World.WrongAsync(one.State!.Record!));

        Assert.Equal(Turned.Now, Assert.Single((await World.Store.ListAsync(new())).Orders).ChangedAt);
        await LookAsync(Later);
        await LookAsync(Later, "acme/bonifiq");
        await World.Store.ListAsync(new(CustomerHash: one.State!.Record!.CustomerHash));
        Assert.Empty(await World.WrongAsync(one.State.Record));
    }

    [Fact]
    public async Task A_write_that_was_done_and_timed_out_is_found_by_who_reads_again()
    {
        var state = await World.ReadAsync(Some.Order());
        var turned = Turned.Of(state, Some.Order(), 1);
        World.Misfortunes.After = call => call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<TimeoutException>(() => World.WriteAsync(state, turned));
        World.Misfortunes.End();

        Assert.Equal(turned.Record.Version, (await World.ReadAsync(Some.Order())).State!.Record!.Version);
        Assert.Empty(await World.WrongAsync(turned.Record));
        state.State = new(null!);
        await Assert.ThrowsAsync<InconsistentStateException>(() => World.WriteAsync(state, turned)); // Under the ETag that it had.
    }

    [Fact]
    public async Task A_write_under_way_whose_rows_were_removed_fails()
    {
        var state = await World.ReadAsync(Some.Order());
        World.Misfortunes.Before = async call =>
        {
            if (call.WritesRecord)
            {
                World.Misfortunes.End();
                Assert.Single(await LookAsync(Later)); // A lane looks while the record is on its way.
            }
        };
        await Assert.ThrowsAsync<InconsistentStateException>(() => World.WriteAsync(state, Turned.Of(state, Some.Order(), 1)));

        var again = await World.ReadAsync(Some.Order());
        await World.WriteAsync(again, Turned.Of(again, Some.Order(), 1));
        Assert.Empty(await World.WrongAsync(again.State!.Record!));
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

        Assert.True(again.RecordExists);
        Assert.Empty(await World.WrongAsync(again.State!.Record!));
    }

    [Fact]
    public async Task A_removal_that_comes_late_takes_nothing_that_a_later_version_entered()
    {
        var state = await World.ReadAsync(Some.Order());
        var first = Turned.Of(state, Some.Order(), 1).Record;
        await World.WriteAsync(state, new(first, null, []));
        var rows = await World.RowsOfAsync("due.");
        var idle = OrderRecord.New(Some.Order()) with { Version = first.Version + 1, ChangedAt = Turned.Now };
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
        Assert.Equal(30, (await LookAsync(Turned.Now)).Count);
        Assert.Equal(8, reads); // Nothing is suspicious yet.
        Assert.Equal(30, (await World.RowsOfAsync("due.acme.vtex")).Count);
    }

    [Fact]
    public async Task The_log_tells_which_version_a_line_belongs_to()
    {
        var state = await World.ReadAsync(Some.Order("dots.."));
        var turned = Turned.Of(state, Some.Order("dots.."), 1);
        var large = Enumerable.Repeat(new LogEntry(Turned.Now, "received", new byte[1024 * 1024]), 5);
        await World.WriteAsync(state, turned with { Log = [.. turned.Log, .. large] });
        var (text, blocks) = await World.LogAsync(BlobNames.Log(Some.Order("dots.."), turned.Record.Version));
        var lines = text.TrimEnd('\n').Split('\n');

        Assert.True(blocks > 1);
        Assert.Equal(turned.Log.Count + 5, lines.Length);
        Assert.All(lines, line => Assert.Equal(turned.Record.Version, JsonDocument.Parse(line).RootElement.GetProperty("version").GetInt32()));
    }

    private Task<IReadOnlyList<DueRow>> LookAsync(DateTimeOffset upTo, string lane = Lane) =>
        World.Store.DueAsync(lane, DuePosition.Start, upTo, 128, default);
}
