using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.EngineTests.Store;

namespace OrderGrains.EngineTests.Jobs;

/// <summary>What is done to many orders, in which order, at which pace, and what becomes of it when something fails.</summary>
public sealed class BulkRunnerTests
{
    private static readonly OwedQuery Failing = new(Failing: true);

    private readonly MemoryStore _store = new();
    private readonly FakeClock _clock = new();
    private readonly List<LaneName> _lifted = [];
    private readonly List<BulkJob> _told = [];
    private readonly ScriptedOrders _orders = new();
    private readonly CancellationTokenSource _stop = new();

    [Fact]
    public async Task Each_call_that_matches_is_sent_on_in_the_operators_name_the_longest_waiting_order_first()
    {
        await StuckAsync("b", 0, Call("b1", "EOI002"));
        await StuckAsync("a", 1, Call("a1", "EOI002"), Call("a2", "HTTP 503"));
        await StuckAsync("c", 2, Call("c1", "EOI003"));
        var job = await RunToEndAsync(BulkAct.Retry, new(Owed: new(Code: "EOI002")));

        Assert.Equal([(Some.Order("b"), new RetryRequest("b1", "ana")), (Some.Order("a"), new RetryRequest("a1", "ana"))], _orders.Taken);
        Assert.Equal((2, 2, 2, 0, 0), (job.Orders, job.Looked, job.Done, job.Refused, job.Failed));
        Assert.Equal([new(Some.Tenant, Target.Vtex)], _lifted);
        Assert.Equal(job, await new KeptJobs(_store).FindAsync(job.Id, default) is { } kept ? kept with { Looked = job.Looked, Done = job.Done } : null);
    }

    [Fact]
    public async Task Skipping_lifts_nothing_and_a_cancellation_is_one_command_an_order()
    {
        await StuckAsync("a", 0, Call("a1", "EOI002"), Call("a2", "EOI002"));
        await RunToEndAsync(BulkAct.Skip, new(Owed: Failing));
        Assert.Equal([new SkipRequest("a1", "ana"), new SkipRequest("a2", "ana")], _orders.Taken.Select(taken => taken.Command));
        Assert.Empty(_lifted);

        _orders.Taken.Clear();
        await RunToEndAsync(BulkAct.Cancel, new(Owed: Failing), "The shop is closed");
        Assert.Equal(new CancelByOperator("ana", "The shop is closed"), Assert.Single(_orders.Taken).Command);
    }

    [Fact]
    public async Task Orders_are_acted_on_at_the_pace()
    {
        for (var number = 0; number < 3; number++)
        {
            await StuckAsync($"o{number}", number, Call("r", "EOI002"));
        }

        var run = Start(BulkAct.Retry, new(Owed: Failing), pace: 2);
        await Within.Until(_clock.Timers, () => _clock.Armed == 1);
        Assert.Single(_orders.Taken);
        _clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Single(_orders.Taken);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await Within.Until(_clock.Timers, () => _clock.Armed == 1 && _orders.Taken.Count == 2);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await Within.Until(_clock.Timers, () => _clock.Armed == 1 && _orders.Taken.Count == 3);
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(3, (await Within.Reason(run)).Done);
    }

    [Fact]
    public async Task One_that_is_stopped_ends_between_two_orders()
    {
        await StuckAsync("a", 0, Call("r", "EOI002"));
        await StuckAsync("b", 1, Call("r", "EOI002"));
        var run = Start(BulkAct.Retry, new(Owed: Failing), pace: 1);
        await Within.Until(_clock.Timers, () => _clock.Armed == 1);
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.Reason(run));
        Assert.Equal((1, 1), (_orders.Taken.Count, _told[^1].Done));
    }

    [Fact]
    public async Task An_order_that_matches_no_more_when_its_turn_comes_is_left_alone()
    {
        await StuckAsync("a", 0, Call("r", "EOI002"));
        await StuckAsync("b", 1, Call("r", "EOI002"));
        _orders.Answer = async (_, _) =>
        {
            await StuckAsync("b", 2, Call("r", "EOI002") with { State = RequestState.Done });
            return new(Outcome.Accepted, 2);
        };
        var job = await RunToEndAsync(BulkAct.Retry, new(Owed: Failing));

        Assert.Equal((2, 1, 2), (job.Orders, job.Done, job.Looked));
    }

    [Fact]
    public async Task After_a_restart_those_that_have_changed_since_it_began_are_left_alone()
    {
        await StuckAsync("acted", 10, Call("r", "EOI002"));
        await StuckAsync("left", 0, Call("r", "EOI002"));
        var began = Job(BulkAct.Retry, new(Owed: Failing)) with { Orders = 2, Looked = 1, Done = 1, StartedAt = Change.Noon.AddMinutes(5) };
        var job = await ToEndAsync(Runner().RunAsync(began, resumed: true, _told.Add, _stop.Token));

        Assert.Equal(Some.Order("left"), Assert.Single(_orders.Taken).Order);
        Assert.Equal((2, 2, 2), (job.Orders, job.Looked, job.Done));
    }

    [Fact]
    public async Task What_is_refused_or_fails_is_counted_with_why_and_the_others_go_on()
    {
        foreach (var (id, minute) in ((string, int)[])[("refused", 0), ("fails", 1), ("fine", 2)])
        {
            await StuckAsync(id, minute, Call("r", "EOI002"));
        }

        _orders.Answer = (order, _) => order.ExternalId switch
        {
            "refused" => Task.FromResult(new Receipt(Outcome.Refused, 1, "It is over.")),
            "fails" => throw new InvalidOperationException("secret words"),
            _ => Task.FromResult(new Receipt(Outcome.Accepted, 2)),
        };
        var job = await RunToEndAsync(BulkAct.Retry, new(Owed: Failing));

        Assert.Equal((1, 1, 1), (job.Done, job.Refused, job.Failed));
        Assert.Equal(("It is over.", "The order could not take it."), (job.LastRefusal, job.LastFailure));
    }

    [Fact]
    public async Task An_engine_that_is_away_is_waited_for()
    {
        await StuckAsync("a", 0, Call("r", "EOI002"));
        var asked = 0;
        _orders.Answer = (_, _) => ++asked < 3 ? throw new EngineUnavailableException("away", TimeSpan.FromSeconds(2)) : Task.FromResult(new Receipt(Outcome.Accepted, 2));
        var job = await RunToEndAsync(BulkAct.Retry, new(Owed: Failing));

        Assert.Equal((1, 0, 3), (job.Done, job.Failed, asked));
    }

    private static OwedRequest Call(string id, string code) => new()
    {
        Id = id, Target = Target.Vtex, Operation = Operation.PlaceOrder, State = RequestState.Parked, QueuedAt = Change.Noon, LastCode = code,
    };

    private static BulkJob Job(BulkAct act, OrderQuery query, int pace = 100, string? reason = null) => new("1-a", new(act, query, "ana", pace, reason), Change.Noon);

    private BulkRunner Runner() => new(
        _store,
        _orders,
        lane =>
        {
            _lifted.Add(lane);
            return Task.CompletedTask;
        },
        _clock,
        NullLogger.Instance);

    private Task<BulkJob> Start(BulkAct act, OrderQuery query, int pace = 100, string? reason = null) =>
        Runner().RunAsync(Job(act, query, pace, reason), resumed: false, _told.Add, _stop.Token);

    private Task<BulkJob> RunToEndAsync(BulkAct act, OrderQuery query, string? reason = null) => ToEndAsync(Start(act, query, reason: reason));

    /// <summary>Lets the time of its pauses pass.</summary>
    private async Task<BulkJob> ToEndAsync(Task<BulkJob> run)
    {
        while (!run.IsCompleted)
        {
            var next = _clock.Timers.Next;
            if (_clock.NextTimer is { } at)
            {
                _clock.AdvanceTo(at);
            }
            else
            {
                await Within.Reason(Task.WhenAny(run, next));
            }
        }

        return await run;
    }

    private async Task StuckAsync(string id, int minute, params OwedRequest[] calls)
    {
        var stored = await _store.FindAsync(Some.Order(id), default);
        var before = stored is null ? OrderRecord.New(Some.Order(id)) : RecordCodec.Read(stored.Bytes);
        await _store.WriteAsync(Change.Over(
            before, stored?.Tag, record => record with { ChangedAt = Change.Noon.AddMinutes(minute), State = record.State with { Requests = [.. calls] } }));
    }

    /// <summary>Orders that remember what they were told.</summary>
    private sealed class ScriptedOrders : ILaneOrders
    {
        public List<(OrderId Order, Command Command)> Taken { get; } = [];

        public Func<OrderId, Command, Task<Receipt>> Answer { get; set; } = (_, _) => Task.FromResult(new Receipt(Outcome.Accepted, 2));

        public Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<OrderRecord?> ReadAfreshAsync(OrderId order, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Receipt> TakeAsync(OrderId order, Command command, CancellationToken cancellationToken)
        {
            Taken.Add((order, command));
            return Answer(order, command);
        }
    }
}
