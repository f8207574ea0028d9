using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task The_log_is_read_oldest_first_with_its_times()
    {
        var line = LogEntry.Of(new(Change.Noon, "m1", "OPABOX status 2", Direction.In, LineStatus.Success, "não é R$ 0,00"));
        await WriteAsync(Some.Order("other"), null, Change.Received(Change.Noon, "not mine"));
        await WriteAsync(Some.Order(), null, Change.Received(Change.Noon, "1"), line, Change.Received(Change.Noon.AddTicks(7), "2"));
        await WriteAsync(Some.Order());
        await WriteAsync(Some.Order(), null, Change.Received(Change.Noon.AddDays(-1), "3")); // The clock was set back.
        await ReopenAsync();

        var log = await Within.Reason(Store.LogAsync(Some.Order(), default));
        Assert.Equal(["1", line.Line!.Message, "2", "3"], log.Select(Said));
        Assert.Equal([Change.Noon, Change.Noon, Change.Noon.AddTicks(7), Change.Noon.AddDays(-1)], log.Select(entry => entry.At));
        Assert.Empty(await Within.Reason(Store.LogAsync(Some.Order("none"), default)));
    }

    [Fact]
    public async Task A_write_that_clears_the_log_leaves_what_it_tells_itself()
    {
        await WriteAsync(Some.Order("other"), null, Change.Received(Change.Noon, "not mine"));
        await WriteAsync(Some.Order("a"), null, Change.Received(Change.Noon, "1"), Change.Received(Change.Noon, "2"));
        await WriteAsync(Some.Order("a"), Change.Grow, Change.Received(Change.Noon, "3"));
        await WriteAsync(Some.Order("a"));
        var (before, tag) = await ReadAsync(Some.Order("a"));
        await Assert.ThrowsAsync<StoreConflictException>(async () =>
        {
            var (stale, old) = (before, tag);
            await WriteAsync(Some.Order("a"), null, Change.Received(Change.Noon, "4"));
            await Within.Reason(Store.WriteAsync(Change.Over(stale, old, null, Change.Received(Change.Noon, "none")) with { ClearsLog = true }));
        });

        (before, tag) = await ReadAsync(Some.Order("a"));
        Assert.NotNull(await Within.Reason(Store.WriteAsync(Change.Over(before, tag, null, Change.Received(Change.Noon, "5")) with { ClearsLog = true })));
        Assert.Equal(["5"], await SaidAsync("a"));
        await WriteAsync(Some.Order("a"), null, Change.Received(Change.Noon, "6"));
        await ReopenAsync();
        Assert.Equal(["5", "6"], await SaidAsync("a"));
        Assert.Equal(["not mine"], await SaidAsync("other"));
        await RemoveAsync(Some.Order("a"));
        Assert.Empty(await SaidAsync("a"));
    }

    [Fact]
    public async Task Who_is_to_be_forgotten_is_kept_by_hash_with_the_latest_time()
    {
        Assert.Empty(await Within.Reason(Store.ForgottenAsync(default)));
        await Within.Reason(Store.ForgetAsync(new("bb", Change.Noon, "ana b"), default));
        await Within.Reason(Store.ForgetAsync(new("aa", Change.Noon, "ops"), default));
        await Within.Reason(Store.ForgetAsync(new("bb", Change.Noon.AddDays(1), "rui"), default));
        await ReopenAsync();
        Assert.Equal([new("aa", Change.Noon, "ops"), new ErasedCustomer("bb", Change.Noon.AddDays(1), "rui")], await Within.Reason(Store.ForgottenAsync(default)));
    }

    [Fact]
    public async Task Old_orders_are_those_that_rest_and_nobody_is_asked_for()
    {
        await WriteAsync(Some.Order("due"), Change.Owes((Target.Vtex, Change.Noon)));
        await WriteAsync(Some.Order("wakes"), Change.State(state => state with { WakeAt = Change.Noon }));
        await WriteAsync(Some.Order("stuck"), Change.State(Change.Stuck));
        await WriteAsync(Some.Order("rests1"));
        await WriteAsync(Some.Order("ahead"), record => record with { ChangedAt = Change.Noon.AddDays(1_100) });
        await WriteAsync(Some.Order("rests2"));
        await WriteAsync(Some.Order("came"));
        await WriteAsync(Some.Order("came"), record => record with { ChangedAt = Change.Noon.AddDays(2) });
        await WriteAsync(Some.Order("rests3"));

        Assert.Equal(["rests1", "rests2", "rests3"], await OldAsync(Change.Noon.AddDays(1)));
        Assert.Equal(["came", "rests1", "rests2", "rests3"], await OldAsync(Change.Noon.AddDays(3)));
        Assert.Empty(await OldAsync(Change.Noon));
        await RemoveAsync(Some.Order("rests2"));
        Assert.Equal(["rests1", "rests3"], await OldAsync(Change.Noon.AddDays(1)));
    }

    [Fact]
    public async Task Trimming_takes_what_is_old_from_the_log_a_bounded_number_at_a_time()
    {
        var (old, young) = (Change.Noon, Change.Noon.AddDays(90));
        foreach (var id in (string[])["a", "b", "c"])
        {
            await WriteAsync(Some.Order(id), record => record with { ChangedAt = old }, Change.Received(old, "1"));
            await WriteAsync(Some.Order(id), record => record with { ChangedAt = old }, Change.Received(old, "2"));
        }

        await WriteAsync(Some.Order("a"), record => record with { ChangedAt = young }, Change.Received(young, "3"));
        Assert.InRange(await TrimAsync(young), 3, 20); // Two at a time.

        Assert.Equal(["3"], await SaidAsync("a"));
        Assert.Empty(await SaidAsync("b"));
        Assert.Equal(["a", "b", "c"], (await ListedAsync()).Order());
        await WriteAsync(Some.Order("b"), record => record with { ChangedAt = young }, Change.Received(young, "4"));
        Assert.Equal(["4"], await SaidAsync("b"));
        await ReopenAsync();
        await TrimAsync(young);
        Assert.Equal(["3"], await SaidAsync("a"));
        Assert.Equal(["4"], await SaidAsync("b"));
    }

    [Fact]
    public async Task What_the_log_dates_in_the_future_stays_and_hides_nothing_old()
    {
        var (old, ahead) = (Change.Noon, Change.Noon.AddDays(1_100));
        await WriteAsync(Some.Order("b"), record => record with { ChangedAt = ahead }, Change.Received(ahead, "ahead"));
        foreach (var (at, said) in ((DateTimeOffset, string)[])[(ahead, "ahead"), (old, "old"), (ahead, "ahead again"), (old, "also old")])
        {
            await WriteAsync(Some.Order("a"), record => record with { ChangedAt = at }, Change.Received(at, said));
        }

        await TrimAsync(Change.Noon.AddDays(90));
        Assert.Equal(["ahead", "ahead again"], await SaidAsync("a"));
        Assert.Equal(["ahead"], await SaidAsync("b"));

        await WriteAsync(Some.Order("a"), record => record with { ChangedAt = old }, Change.Received(old, "old once more"));
        await TrimAsync(Change.Noon.AddDays(90));
        Assert.Equal(["ahead", "ahead again"], await SaidAsync("a"));

        await TrimAsync(ahead.AddDays(1));
        Assert.Empty(await SaidAsync("a"));
        Assert.Empty(await SaidAsync("b"));
        await RemoveAsync(Some.Order("a"));
        await WriteAsync(Some.Order("a"), null, Change.Received(old, "anew"));
        Assert.Equal(["anew"], await SaidAsync("a"));
    }

    private async Task<List<string>> OldAsync(DateTimeOffset before)
    {
        var (found, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await Within.Reason(Store.OldOrdersAsync(after, before, 2, default));
            found.AddRange(page.Orders.Select(order => order.ExternalId));
            after = page.Next;
        }
        while (after is not null);
        return [.. found.Order()];
    }

    /// <summary>Trims all, two at a time; how many times it took.</summary>
    private async Task<int> TrimAsync(DateTimeOffset before)
    {
        var times = 1;
        while (await Within.Reason(Store.TrimLogAsync(before, 2, default)))
        {
            times++;
        }

        return times;
    }

    private async Task<List<string>> SaidAsync(string order) => [.. (await Within.Reason(Store.LogAsync(Some.Order(order), default))).Select(Said)];

    private static string Said(LogEntry entry) => entry.Line?.Message ?? System.Text.Encoding.UTF8.GetString(entry.Body.Span);
}
