using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>The writer while the server takes statements and answers none. Deadlines go by a clock of the test's own.</summary>
[NeedsOwnPostgres]
public sealed class PostgresSilenceTests : IAsyncLifetime
{
    private const int MayWait = 3;

    private readonly FakeClock _clock = new();
    private OwnPostgres _server = null!;
    private PostgresStore _store = null!;

    public async Task InitializeAsync()
    {
        _server = await OwnPostgres.StartAsync();
        _store = new(
            new() { ConnectionString = _server.ConnectionString, MaxPendingWrites = MayWait, MaxBatch = 1, MaxStatements = 1, Deadlines = _clock },
            TimeProvider.System);
        await _store.OpenAsync(default);
        await Within.Reason(_store.WriteAsync(Change.First(Some.Order("before"))));
        await _server.FreezeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.ThawAsync();
        _clock.Advance(OrderWriter.Longest);
        await _store.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Everybody_is_answered_in_time_and_what_was_not_sent_by_then_never_is()
    {
        var sent = await SentAsync();
        var waiting = Enumerable.Range(0, MayWait).Select(number => _store.WriteAsync(Change.First(Some.Order($"waits{number}")))).ToList();
        await Assert.ThrowsAsync<EngineUnavailableException>(() => _store.WriteAsync(Change.First(Some.Order("refused"))));

        _clock.Advance(OrderWriter.Longest - TimeSpan.FromTicks(1));
        Assert.DoesNotContain(true, waiting.Append(sent).Select(static write => write.IsCompleted));
        _clock.Advance(TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(sent));
        foreach (var write in waiting)
        {
            await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(write));
        }

        await _server.ThawAsync();
        await Within.Until(() => _store.FindAsync(Some.Order("sent"), default), static stored => stored is not null);
        await Within.Until(() => WrittenAsync("after"), static written => written);
        Assert.Equal(3, await _store.CountAsync(new())); // Before, sent and after.
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_server()
    {
        var sent = await SentAsync();
        var closing = _store.CloseAsync();
        _clock.Advance(OrderWriter.Longest);

        await Within.Reason(closing);
        await Assert.ThrowsAsync<TimeoutException>(() => Within.Reason(sent));
    }

    /// <summary>A write that the server has got, which its own deadline and the statement's tell.</summary>
    private async Task<Task> SentAsync()
    {
        var sent = _store.WriteAsync(Change.First(Some.Order("sent")));
        await Within.Until(_clock.Timers, () => _clock.Armed == 2);
        return sent;
    }

    private async Task<bool> WrittenAsync(string order)
    {
        try
        {
            await _store.WriteAsync(Change.First(Some.Order(order)));
            return true;
        }
        catch (EngineUnavailableException)
        {
            return false; // What nobody waits for any more is still before it.
        }
    }
}
