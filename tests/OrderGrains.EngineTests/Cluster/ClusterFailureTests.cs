using OrderGrains.Cluster;
using OrderGrains.EngineTests.Support;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>What only several silos can get wrong.</summary>
public sealed class ClusterFailureTests : IAsyncLifetime
{
    private readonly ClusterFixture _fixture = ClusterFixture.InMemory();

    private IOrderEngine Engine => _fixture.Engine;

    public Task InitializeAsync() => _fixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_silo_killed_under_load_loses_nothing_that_was_acknowledged()
    {
        var targets = Remembering();
        var orders = Enumerable.Range(0, 60).Select(number => Some.Order($"o{number}")).ToList();
        var sending = orders.Select(order => Task.Run(() => SendUntilTakenAsync(order, 1))).ToList();
        await Within.Reason(Task.WhenAny(sending));
        await Within.Reason(_fixture.Run.KillAsync(_fixture.Run.Cluster.Silos[1]));
        await Within.Reason(Task.WhenAll(sending));

        foreach (var order in orders)
        {
            await SettledAsync(order);
            Assert.Equal(1, targets.Placements(order));
        }
    }

    [Fact]
    public async Task What_a_lost_silo_owed_is_delivered_by_another()
    {
        var gate = _fixture.Vtex.IsSlow();
        var orders = Enumerable.Range(0, 20).Select(number => Some.Order($"o{number}")).ToList();
        await Within.Reason(Task.WhenAll(orders.Select(order => Engine.Report(order, 1))));
        await _fixture.Vtex.WaitForCalls(8);
        foreach (var silo in _fixture.Run.Cluster.Silos.Skip(1).ToList())
        {
            await Within.Reason(_fixture.Run.KillAsync(silo)); // Where the lane stood, or where it did not: either must do.
        }

        gate.Open();
        foreach (var order in orders)
        {
            await SettledAsync(order);
        }
    }

    [Fact]
    public async Task The_second_of_two_activations_that_race_fails_and_reads_again()
    {
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await SettledAsync(Some.Order());

        // Another activation, which nobody should have made, writes behind this one's back.
        var order = GrainId.Create("order", Some.Order().ToString());
        var state = new GrainState<OrderDocument>();
        await _fixture.World.Records.ReadStateAsync("record", order, state);
        var (command, message) = Some.Status(Some.Order(), 2);
        var turn = Turn.Take(state.State!.Record!, command, message, _fixture.Policies.Policy, _fixture.Clock.GetUtcNow());
        state.State = new(turn.Record, state.State.Record);
        await _fixture.World.Records.WriteStateAsync("record", order, state);

        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order(), 4)));
        var receipt = await Within.Reason(SendUntilTakenAsync(Some.Order(), 4));
        var record = (await Within.Reason(Engine.ReadAsync(Some.Order())))!.Record;

        Assert.Equal(Outcome.Accepted, receipt.Outcome);
        Assert.Equal(OrderStatus.Preparing, record.State.Status);
        Assert.Contains(record.Timeline, line => line.Operation == "OPABOX status 2");
    }

    [Fact]
    public async Task A_storage_that_is_away_refuses_and_recovers()
    {
        var targets = Remembering();
        await Within.Reason(Engine.Report(Some.Order("warm"), 1));
        await SettledAsync(Some.Order("warm"));
        _fixture.World.Storage.Away = () => new TimeoutException("The database does not answer.");
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order("warm"), 2)));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order("cold"), 1)));
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        _fixture.World.Storage.Away = static () => null;

        Assert.Equal(Outcome.Accepted, (await Within.Reason(SendUntilTakenAsync(Some.Order("warm"), 2))).Outcome);
        Assert.Equal(Outcome.Accepted, (await Within.Reason(SendUntilTakenAsync(Some.Order("cold"), 1))).Outcome);
        await SettledAsync(Some.Order("warm"));
        await SettledAsync(Some.Order("cold"));
        Assert.Equal((1, 1), (targets.Placements(Some.Order("warm")), targets.Placements(Some.Order("cold"))));
    }

    [Fact]
    public async Task A_write_that_times_out_after_it_was_made_has_one_effect()
    {
        _fixture.AfterWrite = () => throw new TimeoutException("The answer did not come in time.");
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order(), 1)));
        _fixture.AfterWrite = static () => { };

        Assert.Equal(Outcome.Repeated, (await Within.Reason(SendUntilTakenAsync(Some.Order(), 1))).Outcome);
        await SettledAsync(Some.Order());
        Assert.Single(_fixture.Vtex.CallsOf(Some.Order()), call => call.Step == Step.Send);
        Assert.Single(_fixture.BonifiQ.CallsOf(Some.Order()));
    }

    [Fact]
    public async Task A_reminder_that_comes_late_and_twice_changes_nothing()
    {
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await SettledAsync(Some.Order());
        var calls = _fixture.Vtex.Calls.Count;
        var lane = _fixture.Run.Cluster.Client.GetGrain<ITargetGrain>("acme/vtex").AsReference<IRemindable>();
        await Within.Reason(lane.ReceiveReminder("stand", default));
        await Within.Reason(lane.ReceiveReminder("stand", default));

        await Within.Reason(Engine.Report(Some.Order("later"), 1));
        await SettledAsync(Some.Order("later"));
        Assert.Equal(calls + 1, _fixture.Vtex.Calls.Count);
    }

    [Fact]
    public async Task Without_any_reminder_a_start_resumes_what_is_owed()
    {
        _fixture.BonifiQ.IsDead();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await _fixture.BonifiQ.WaitForCalls(1);
        await Within.Reason(_fixture.CrashAsync()); // The reminders in memory are lost with it.
        _fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        await Within.Reason(_fixture.StartAsync());

        await _fixture.BonifiQ.WaitForCalls(2);
        await SettledAsync(Some.Order());
    }

    private RememberingTargets Remembering()
    {
        var targets = new RememberingTargets(seed: 7) { Moody = false };
        (_fixture.Vtex.Script, _fixture.BonifiQ.Script) = (targets.AnswerAsync, targets.AnswerAsync);
        return targets;
    }

    private async Task<Receipt> SendUntilTakenAsync(OrderId order, int status)
    {
        while (true)
        {
            try
            {
                return await Engine.Report(order, status);
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private async Task SettledAsync(OrderId order) => await Within.Until(
        async () =>
        {
            try
            {
                _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await Engine.ReadAsync(order))?.Record;
            }
            catch (EngineUnavailableException)
            {
                return null; // A silo was lost a moment ago.
            }
        },
        record => record?.State.Requests.Any(request => request.IsOpen()) == false,
        $"{order}: nothing is owed any more");
}
