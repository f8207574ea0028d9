using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Embedded;
using OrderGrains.Embedded.Storage;
using OrderGrains.EngineTests.Pump;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>The search for due work, on the simulation's loop and clock.</summary>
[Collection(SimulationTests.Name)]
public sealed class DueWorkTests
{
    /// <summary>A write that fails asks to be looked for, which wakes the search at once. Found by a seed of the simulator (497544).</summary>
    [Fact]
    public void What_cannot_be_woken_rests_before_it_is_tried_again_though_its_failed_write_signals() => Crowd.Play(1, _ =>
    {
        var loop = new Loop(new Random(1));
        var scheduler = new SimScheduler(loop, loop.World, exception => Assert.Fail(exception.ToString()));
        var clock = new EngineClock(new SimTime(loop, loop.World), DateTimeOffset.MinValue);
        using var pump = new DeliveryPump(new OwingOrders(clock.Now(), 0), [], clock, new(), scheduler);
        var tries = new List<TimeSpan>();
        DueWork? due = null;
        using (due = new(new OneDueOrder(clock.Now()), pump, Wake, clock, scheduler, NullLogger.Instance))
        {
            due.Start();
            while (tries.Count < 10 && loop.Step(upTo: TimeSpan.FromSeconds(12).Ticks))
            {
            }
        }

        Assert.Equal([0, 5, 10], tries.Select(time => (int)time.TotalSeconds));
        return true;

        Task Wake(OrderId order)
        {
            tries.Add(TimeSpan.FromTicks(loop.Now));
            due!.GoBack(order.Tenant, Target.Vtex, clock.Now());
            var write = scheduler.Completion<bool>();
            scheduler.Fail(write, new IOException("The write failed."));
            return write.Task;
        }
    });

    /// <summary>An index of one order, which is to be woken.</summary>
    private sealed class OneDueOrder : IOrderStore
    {
        private const long Clock = 1;
        private readonly long _due;

        public OneDueOrder(DateTimeOffset due)
        {
            _due = due.UtcTicks;
            Start.Names.Add(Names.Lane("acme", DueTimes.Clock), Clock);
            Start.Names.Add(Names.Lane("acme", Target.Vtex), Clock + 1);
        }

        public StartReads Start { get; } = new(new(), [], DateTimeOffset.MinValue, default);

        public IOrderIndex Index => throw new NotSupportedException();

        public Task<List<DueRow>> DueAsync(long lane, (long Due, long Key) after, long upTo, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<List<DueRow>>(IsAfter(lane, after) && _due <= upTo ? [new(_due, 1, Some.Order())] : []);

        public Task<long?> NextDueAsync(long lane, (long Due, long Key) after, CancellationToken cancellationToken) =>
            Task.FromResult<long?>(IsAfter(lane, after) ? _due : null);

        public Task<StoredOrder?> FindAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task WriteAsync(PendingWrite write) => throw new NotSupportedException();

        public void Abandon()
        {
        }

        public Task CloseAsync() => Task.CompletedTask;

        private bool IsAfter(long lane, (long Due, long Key) position) => lane == Clock && (_due, 1L).CompareTo(position) > 0;
    }
}
