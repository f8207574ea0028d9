using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.EngineTests.Store;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Hub;

/// <summary>A lane alone, on a scheduler that runs one of its tasks at a time and lets what a task completes go on within it, as a grain's does.</summary>
public sealed class LaneStopTests : ILaneOrders
{
    private static readonly LaneName Lane = new(Some.Tenant, Target.Vtex);

    private readonly FakeClock _clock = new();
    private readonly MemoryStore _store = new();
    private readonly ScriptedConnector _vtex = new(Target.Vtex);
    private readonly TaskScheduler _scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private OrderRecord? _record;

    [Fact]
    public async Task A_call_that_a_stop_cuts_off_stays_claimed_as_perhaps_sent()
    {
        var due = _clock.GetUtcNow();
        var write = Change.First(Some.Order(), Change.Owes((Target.Vtex, due)));
        _record = write.After;
        await _store.WriteAsync(write);
        var (called, cut) = (new TaskCompletionSource(), new TaskCompletionSource<ConnectorReply>(TaskCreationOptions.RunContinuationsAsynchronously));
        _vtex.Script = (_, cancellationToken) =>
        {
            cancellationToken.Register(() => cut.SetCanceled(cancellationToken)); // And lands later, as a call over a network does.
            called.SetResult();
            return cut.Task;
        };
        var limits = new LaneLimits();
        var parts = new LaneParts(_store, this, new(_clock, NullLogger.Instance), _clock, limits, NullLogger.Instance);
        var lane = await RunAsync(() => new TargetLane(Lane, parts, _vtex, () => { }));
        await Within.Reason(await RunAsync(() => lane.StartAsync(default)));
        await Within.Reason(called.Task);

        var stopping = await RunAsync(lane.StopAsync);
        _clock.Advance(limits.StopGrace);
        await Within.Reason(stopping);

        Assert.Equal([new Claim(Some.Order(), due)], Claims.Read((await _store.EnterLaneAsync(Lane, default)).Claims));
    }

    public Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken) => Task.FromResult(_record);

    public Task<OrderRecord?> ReadAfreshAsync(OrderId order, CancellationToken cancellationToken) => Task.FromResult(_record);

    public Task<Receipt> TakeAsync(OrderId order, Command command, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Runs something there up to where it waits.</summary>
    private Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(work, default, TaskCreationOptions.DenyChildAttach, _scheduler);
}
