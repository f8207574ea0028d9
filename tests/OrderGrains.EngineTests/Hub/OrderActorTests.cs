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
}
