using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

/// <summary>What a store promises that keeps reminders itself.</summary>
public abstract class ReminderRowsContract : IAsyncLifetime
{
    private IStoreFixture _fixture = null!;
    private IOrderStore _store = null!;

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<IStoreFixture> MakeAsync();

    /// <summary>The reminders of a store that is open.</summary>
    protected abstract IReminderRows RemindersOf(IOrderStore store);

    private IReminderRows Reminders => RemindersOf(_store);

    public async Task InitializeAsync()
    {
        _fixture = await MakeAsync();
        _store = await _fixture.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_row_is_there_after_a_reopening_as_it_was_written()
    {
        var row = Row("target/acme/vtex", "look", 7) with { ETag = await Within.Reason(Reminders.UpsertAsync(Row("target/acme/vtex", "look", 7))) };
        await Within.Reason(Reminders.UpsertAsync(Row("target/acme/bonifiq", "look", 9)));
        await Within.Reason(_store.CloseAsync());
        await _store.DisposeAsync();
        _store = await _fixture.OpenAsync();

        Assert.Equal([row], await Within.Reason(Reminders.OfGrainAsync("target/acme/vtex")));
        Assert.Empty(await Within.Reason(Reminders.OfGrainAsync("target/acme/none")));
    }

    [Fact]
    public async Task A_row_goes_under_its_etag_alone_which_every_write_changes()
    {
        var first = await Within.Reason(Reminders.UpsertAsync(Row("g", "look", 7)));
        var second = await Within.Reason(Reminders.UpsertAsync(Row("g", "look", 7) with { Period = TimeSpan.FromMinutes(5), ETag = first }));
        Assert.NotEqual(first, second);
        Assert.False(await Within.Reason(Reminders.RemoveAsync("g", "look", first)));
        Assert.Equal(TimeSpan.FromMinutes(5), Assert.Single(await Within.Reason(Reminders.OfGrainAsync("g"))).Period);

        Assert.True(await Within.Reason(Reminders.RemoveAsync("g", "look", second)));
        Assert.False(await Within.Reason(Reminders.RemoveAsync("g", "look", second)));
        var third = await Within.Reason(Reminders.UpsertAsync(Row("g", "look", 7)));
        Assert.DoesNotContain(third, (string[])[first, second]);
    }

    [Theory]
    [InlineData(10u, 30u, "b c")]
    [InlineData(9u, 10u, "a")]
    [InlineData(30u, 10u, "a d")]
    [InlineData(uint.MaxValue, 10u, "a")]
    [InlineData(0u, uint.MaxValue, "a b c d")]
    [InlineData(20u, 20u, "a b c d")]
    [InlineData(0u, 0u, "a b c d")]
    [InlineData(11u, 19u, "")]
    public async Task Rows_are_found_by_a_range_of_the_ring_that_may_go_around_its_end(uint begin, uint end, string names)
    {
        foreach (var (name, hash) in ((string, uint)[])[("a", 10), ("b", 20), ("c", 30), ("d", uint.MaxValue)])
        {
            await Within.Reason(Reminders.UpsertAsync(Row($"grain-{name}", name, hash)));
        }

        Assert.Equal(names, string.Join(' ', (await Within.Reason(Reminders.InRangeAsync(begin, end))).Select(row => row.Name).Order()));
    }

    [Fact]
    public async Task All_rows_can_be_cleared()
    {
        await Within.Reason(Reminders.UpsertAsync(Row("g", "look", 7)));
        await Within.Reason(Reminders.ClearAsync());

        Assert.Empty(await Within.Reason(Reminders.InRangeAsync(0, 0)));
    }

    private static ReminderRow Row(string grain, string name, uint hash) => new(grain, name, Change.Noon, TimeSpan.FromMinutes(1), hash, "");
}
