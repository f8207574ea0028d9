using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.EngineTests.Store;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Hub;

/// <summary>One order at work, on a scheduler that runs one of its tasks at a time as a grain's does.</summary>
public sealed class OrderActorTests
{
    [Fact]
    public async Task Who_reads_while_a_write_fails_at_once_sees_what_is_stored()
    {
        var (misfortunes, gate) = (new Misfortunes(), new Gate());
        await using var store = new FaultyStore(new MemoryStore(), misfortunes);
        await store.WriteAsync(Change.First(Some.Order()));
        misfortunes.BeforeRead = _ => gate.Opened;
        var parts = new OrderParts(
            store, new Policies(), new(TimeProvider.System, NullLogger.Instance), TimeProvider.System, new LostBells(), new(), NullLogger.Instance);
        var (answer, read) = await Task.Factory.StartNew(
            () =>
            {
                var actor = new OrderActor(Some.Order(), parts, static () => { });
                var (command, message) = Some.Status(Some.Order(), 2);
                return (actor.TakeAsync(command, message, default), actor.ReadAsync());
            },
            default,
            TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        misfortunes.Away = () =>
        {
            misfortunes.Away = static () => null;
            return new EngineUnavailableException("Too many writes wait.", TimeSpan.FromSeconds(1));
        };
        gate.Open();

        Assert.Equal("Too many writes wait.", (await Within.Reason(answer)).Unavailable);
        Assert.Equal(1, (await Within.Reason(read))?.Version);
    }

    [Fact]
    public async Task Woken_by_a_silo_whose_clock_is_right_it_goes_by_its_own_and_ages_nothing_while_that_is_doubtful()
    {
        var clock = new FakeClock();
        await using var store = new MemoryStore();
        var parts = new OrderParts(store, new Policies(), new(clock, NullLogger.Instance), TimeProvider.System, new LostBells(), new(), NullLogger.Instance);
        var actor = new OrderActor(Some.ChatOrder(), parts, static () => { });
        var tasks = new TaskFactory(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
        Task<OrderAnswer> Take(Command command) => tasks.StartNew(() => actor.TakeAsync(command, command is Wake ? Message.Internal : Message.Cart(default), default)).Unwrap();
        await Within.Reason(Take(Some.Cart(1)));

        clock.Jump(TimeSpan.FromDays(365));
        Assert.Equal(Outcome.Repeated, (await Within.Reason(Take(new Wake()))).Receipt?.Outcome);
        Assert.False((await Within.Reason(tasks.StartNew(actor.ReadAsync).Unwrap()))!.State.DraftClosed);

        clock.Advance(HubClock.Doubt);
        await Within.Reason(Take(new Wake()));
        Assert.True((await Within.Reason(tasks.StartNew(actor.ReadAsync).Unwrap()))!.State.DraftClosed);
    }
}
