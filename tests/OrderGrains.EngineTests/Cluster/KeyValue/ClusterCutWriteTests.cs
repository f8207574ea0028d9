using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>Two silos that end, or whose storage fails, between the writes of one turn.</summary>
public class ClusterCutWriteTests : IAsyncLifetime
{
    private KeyValueWorld _world = null!;
    private readonly RememberingTargets _targets = new(seed: 11) { Moody = false };
    private ClusterFixture _fixture = null!;

    private IOrderEngine Engine => _fixture.Engine;

    private protected virtual Task<IKeyValueStorage> StorageAsync() => Task.FromResult<IKeyValueStorage>(new MemoryStorage());

    public async Task InitializeAsync()
    {
        _world = await KeyValueWorld.OnAsync(await StorageAsync());
        _fixture = _world.Cluster();
        (_fixture.Vtex.Script, _fixture.BonifiQ.Script) = (_targets.AnswerAsync, _targets.AnswerAsync);
        await _fixture.StartAsync();
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_crash_after_the_due_rows_and_before_the_record()
    {
        _world.Misfortunes.Before = call => call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order(), 1)));
        Assert.NotEmpty(await _world.RowsOfAsync("due."));
        await CrashAndStartAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        await Within.Until(
            () =>
            {
                _fixture.Clock.Advance(TimeSpan.FromSeconds(16));
                return _world.RowsOfAsync("due.");
            },
            rows => rows.Count == 0,
            "the lanes removed what nobody owes");

        Assert.Null(await Within.Reason(Engine.ReadAsync(Some.Order())));
        Assert.Equal(Outcome.Accepted, (await SendUntilTakenAsync()).Outcome);
        await SettledAsync();
    }

    [Fact]
    public async Task A_crash_after_the_record_and_before_the_stale_rows_go()
    {
        _world.Misfortunes.Before = call => call.Verb == "delete" ? throw new TimeoutException() : Task.CompletedTask;
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await SettledAsync(rowsToo: false);
        await CrashAndStartAsync();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(2));

        await SettledAsync();
    }

    [Fact]
    public async Task A_write_that_timed_out_after_it_was_done()
    {
        _world.Misfortunes.After = call => call.WritesRecord ? throw new TimeoutException() : Task.CompletedTask;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order(), 1)));
        _world.Misfortunes.End();

        Assert.Equal(Outcome.Repeated, (await SendUntilTakenAsync()).Outcome);
        await SettledAsync();
    }

    [Fact]
    public async Task Another_activation_behind_this_ones_back()
    {
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await SettledAsync();
        var other = await _world.ReadAsync(Some.Order());
        await _world.WriteAsync(other, Turned.Of(other, Some.Order(), 2, _fixture.Clock.GetUtcNow()));

        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order(), 4)));
        Assert.Equal(Outcome.Accepted, (await SendUntilTakenAsync(4)).Outcome);
        await SettledAsync();
        Assert.Equal(OrderStatus.Preparing, (await Within.Reason(Engine.ReadAsync(Some.Order())))!.Record.State.Status);
    }

    private async Task CrashAndStartAsync()
    {
        await Within.Reason(_fixture.CrashAsync());
        _world.Misfortunes.End();
        await Within.Reason(_fixture.StartAsync());
    }

    private async Task<Receipt> SendUntilTakenAsync(int status = 1)
    {
        while (true)
        {
            try
            {
                return await Within.Reason(Engine.Report(Some.Order(), status));
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        }
    }

    /// <summary>Nothing is owed, the order was placed once, and in the end no row is left over or missing.</summary>
    private async Task SettledAsync(bool rowsToo = true)
    {
        var record = await Within.Until(
            ReadAsync, read => read?.State.Requests.Any(request => request.IsOpen()) == false, "nothing is owed any more");
        Assert.Equal(1, _targets.Placements(Some.Order()));
        if (rowsToo)
        {
            await Within.Until(
                async () =>
                {
                    await _fixture.Index.ListAsync(new());
                    await _fixture.Index.ListAsync(new(CustomerHash: record!.CustomerHash));
                    return await _world.WrongAsync((await ReadAsync())!);
                },
                wrong => wrong.Count == 0,
                "every row is needed, and there");
        }
    }

    private async Task<OrderRecord?> ReadAsync()
    {
        try
        {
            _fixture.Clock.Advance(TimeSpan.FromSeconds(16));
            return (await Engine.ReadAsync(Some.Order()))?.Record;
        }
        catch (EngineUnavailableException)
        {
            return null;
        }
    }
}
