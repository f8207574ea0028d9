using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Hub;

/// <summary>An order whose record a newer program wrote, on silos that are not upgraded yet: declined, owed as before, and nobody's concern.</summary>
public sealed class DeclinedRecordTests : IAsyncLifetime
{
    private static readonly OrderId Newer = Some.Order("newer");

    private readonly HubFixture _hub = new(new MemoryHubStore());

    public async Task InitializeAsync()
    {
        _hub.Bells = new LostBells();
        await _hub.StartAsync();
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task What_a_newer_program_wrote_is_declined_and_stays_owed_until_a_newer_program_is_there()
    {
        await Within.Reason(_hub.Engine.Report(Newer, 1)); // Its placement is owed, and no lane knows.
        await Within.Reason(_hub.CrashAsync());
        _hub.Misfortunes.BeforeRead = order => order == Newer ? throw new RecordTooNewException(2) : Task.CompletedTask;
        _hub.Bells = null;
        await Within.Reason(_hub.StartAsync());

        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_hub.Engine.Report(Newer, 2)));
        await Within.Reason(_hub.Engine.Report(Some.Order("other"), 1));
        await _hub.SettledAsync(Some.Order("other"));
        _hub.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(_hub.Vtex.CallsOf(Newer));

        _hub.Misfortunes.BeforeRead = static _ => Task.CompletedTask; // As the next program reads it.
        await _hub.SettledAsync(Newer);
        Assert.Equal(RequestState.Done, Assert.Single((await _hub.StoredAsync(Newer))!.State.Requests, request => request.Target == Target.Vtex).State);
        Assert.Single(_hub.Vtex.CallsOf(Newer));
    }
}
