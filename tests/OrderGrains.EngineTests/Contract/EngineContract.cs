using OrderGrains.EngineTests.Hub;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

/// <summary>What every engine promises. One class of facts, run against each engine by a fixture.</summary>
public abstract partial class EngineContract : IAsyncLifetime
{
    private protected HubFixture Fixture { get; private set; } = null!;

    private protected IOrderEngine Engine => Fixture.Engine;

    public async Task InitializeAsync()
    {
        Fixture = await CreateAsync();
        await Fixture.StartAsync();
    }

    public async Task DisposeAsync() => await Fixture.DisposeAsync();

    private protected abstract Task<HubFixture> CreateAsync();

    private async Task RestartAsync()
    {
        await Within.Reason(Fixture.StopAsync());
        await Within.Reason(Fixture.StartAsync());
    }

    private async Task CrashAndStartAsync()
    {
        await Within.Reason(Fixture.CrashAsync());
        await Within.Reason(Fixture.StartAsync());
    }

    private async Task<OrderRecord> ReadAsync(OrderId order) =>
        (await Within.Reason(Engine.ReadAsync(order)))?.Record ?? throw new InvalidOperationException($"{order} reads as nothing.");

    /// <summary>The order once it is stored so; nothing is asked of the engine meanwhile.</summary>
    private async Task<OrderRecord> UntilAsync(OrderId order, Func<OrderRecord, bool> right, string phase) => (await Within.Until(
        Fixture.Written, () => Fixture.StoredAsync(order), record => record is not null && right(record), $"{order}: {phase}"))!;

    private Task<OrderRecord> SettledAsync(OrderId order) =>
        UntilAsync(order, OwesNothing, "nothing is owed any more");

    /// <summary>The same of an order for which something rests or waits: the clock goes on meanwhile.</summary>
    private Task<OrderRecord> SettledInTimeAsync(OrderId order) => Within.Until(
        () =>
        {
            Fixture.Clock.Advance(TimeSpan.FromMilliseconds(200));
            return ReadAsync(order);
        },
        OwesNothing,
        $"{order}: nothing is owed any more");

    private static bool OwesNothing(OrderRecord record) => !record.State.Requests.Any(request => request.IsOpen());

    /// <summary>Whatever was due before this was called has been sent.</summary>
    private async Task FenceAsync(ScriptedConnector target, string order)
    {
        await Within.Reason(Engine.Report(Some.Order(order), 1));
        await target.WaitForCalls(Some.Order(order), 1);
    }

    private static OwedRequest RequestOf(OrderRecord record, Operation operation) =>
        record.State.Requests.Last(request => request.Operation == operation);
}
