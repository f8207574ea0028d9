using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Sqlite;

/// <summary>What happens to writes that wait for the one writer together.</summary>
public sealed class WriterTests : IAsyncLifetime
{
    private readonly SqliteFixture _fixture = new() { MaxPendingWrites = 4 };
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IOrderStore _store = null!;
    private Task _first = null!;

    /// <summary>A writer that stands still at its first write.</summary>
    public async Task InitializeAsync()
    {
        _store = await _fixture.OpenAsync();
        _fixture.Faults.BeforeWrite = order => order.ExternalId switch
        {
            "first" => StallAsync(),
            "bad" => throw new InvalidOperationException("Bad."),
            _ => Task.CompletedTask,
        };
        _first = _store.WriteAsync(Change.First(Some.Order("first")));
        await Within.Reason(_reached.Task);
    }

    public async Task DisposeAsync()
    {
        _released.TrySetResult();
        await _store.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task More_than_may_wait_are_refused_and_kept_nowhere()
    {
        var waiting = Enumerable.Range(0, 4).Select(number => _store.WriteAsync(Change.First(Some.Order($"waits{number}")))).ToList();
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _store.WriteAsync(Change.First(Some.Order("refused"))));
        _released.SetResult();
        await Within.Reason(Task.WhenAll([_first, .. waiting]));

        Assert.Equal(5, await Within.Reason(_store.CountAsync(new())));
    }

    [Fact]
    public async Task A_conflict_and_a_bad_order_in_one_transaction_harm_nobody_else()
    {
        var wins = _store.WriteAsync(Change.First(Some.Order("twice"), null, Change.Received(Change.Noon, "wins")));
        var conflicts = _store.WriteAsync(Change.First(Some.Order("twice"), null, Change.Received(Change.Noon, "conflicts")));
        var bad = _store.WriteAsync(Change.First(Some.Order("bad")));
        var last = _store.WriteAsync(Change.First(Some.Order("last")));
        _released.SetResult();

        await Within.Reason(Task.WhenAll(_first, wins, last));
        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(conflicts));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Within.Reason(bad));
        Assert.Single(await Within.Reason(_store.LogAsync(Some.Order("twice"), default)));
        Assert.Equal(3, await Within.Reason(_store.CountAsync(new())));
    }

    [Fact]
    public async Task What_was_told_of_a_conflict_is_not_written_when_the_transaction_is_tried_again()
    {
        var (others, tries) = (_fixture.Faults.BeforeWrite, 0);
        _fixture.Faults.BeforeWrite = order =>
            order.ExternalId != "twice" ? others(order) : ++tries == 3 ? throw new InvalidOperationException("At its second try.") : Task.CompletedTask;
        var fails = _store.WriteAsync(Change.First(Some.Order("twice")));
        var conflicts = _store.WriteAsync(Change.First(Some.Order("twice")));
        var bad = _store.WriteAsync(Change.First(Some.Order("bad")));
        _released.SetResult();

        await Assert.ThrowsAsync<StoreConflictException>(() => Within.Reason(conflicts));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Within.Reason(fails));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Within.Reason(bad));
        await Within.Reason(_store.WriteAsync(Change.First(Some.Order("last")))); // All before it is done with.
        Assert.Null(await Within.Reason(_store.FindAsync(Some.Order("twice"), default)));
    }

    [Fact]
    public async Task What_waits_at_a_stop_is_written()
    {
        var waits = _store.WriteAsync(Change.First(Some.Order("waits")));
        var closing = _store.CloseAsync();
        _released.SetResult();
        await Within.Reason(Task.WhenAll(_first, waits, closing));
        await _store.DisposeAsync();
        _store = await _fixture.OpenAsync();

        Assert.Equal(2, await Within.Reason(_store.CountAsync(new())));
    }

    private Task StallAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
