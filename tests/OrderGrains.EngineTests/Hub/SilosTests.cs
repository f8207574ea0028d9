using OrderGrains.EngineTests.Support;
using OrderGrains.Grains;

namespace OrderGrains.EngineTests.Hub;

/// <summary>What only several silos can get wrong.</summary>
public sealed class SilosTests : IAsyncLifetime
{
    private readonly HubFixture _hub = new(new MemoryHubStore());

    public Task InitializeAsync() => _hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task A_silo_killed_under_load_loses_nothing_that_was_acknowledged()
    {
        var targets = Remembering();
        var orders = Enumerable.Range(0, 60).Select(number => Some.Order($"o{number}")).ToList();
        var sending = orders.Select(order => Task.Run(() => _hub.SendUntilTakenAsync(order, 1))).ToList();
        await Within.Reason(Task.WhenAny(sending));
        await Within.Reason(_hub.Run.KillAsync(_hub.Run.Cluster.Silos[1]));
        await Within.Reason(Task.WhenAll(sending));

        foreach (var order in orders)
        {
            await _hub.SettledAsync(order);
            Assert.Equal(1, targets.Placements(order));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_a_lost_silo_owed_is_delivered_by_another(int lost)
    {
        var targets = Remembering();
        var gate = new Gate();
        _hub.Vtex.Script = async (delivery, cancellationToken) =>
        {
            var answer = await targets.AnswerAsync(delivery, cancellationToken);
            await gate.Opened.WaitAsync(cancellationToken);
            return answer;
        };
        var orders = Enumerable.Range(0, 20).Select(number => Some.Order($"o{number}")).ToList();
        await Within.Reason(Task.WhenAll(orders.Select(order => _hub.Engine.Report(order, 1))));
        await _hub.Vtex.WaitForCalls(8);
        await Within.Reason(_hub.Run.KillAsync(_hub.Run.Cluster.Silos[lost])); // Where the lane stood, or where it did not: either must do.

        gate.Open();
        foreach (var order in orders)
        {
            await _hub.SettledAsync(order);
            Assert.Equal(1, targets.Placements(order));
        }
    }

    [Fact]
    public async Task The_second_of_two_activations_that_race_fails_and_reads_again()
    {
        await Within.Reason(_hub.Engine.Report(Some.Order(), 1));
        await _hub.SettledAsync(Some.Order());

        // Another activation, which nobody should have made, writes behind this one's back.
        await using var store = _hub.Store.Make();
        var stored = (await store.FindAsync(Some.Order(), default))!;
        var before = RecordCodec.Read(stored.Bytes, Some.Order());
        var (command, message) = Some.Status(Some.Order(), 2);
        var turn = Turn.Take(before, command, message, _hub.Policies.Policy, _hub.Clock.GetUtcNow());
        await store.WriteAsync(new(Some.Order(), before, stored.Tag, turn.Record, RecordCodec.Write(turn.Record), []));

        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_hub.Engine.Report(Some.Order(), 4)));
        var receipt = await Within.Reason(_hub.SendUntilTakenAsync(Some.Order(), 4));
        var record = (await Within.Reason(_hub.Engine.ReadAsync(Some.Order())))!.Record;

        Assert.Equal(Outcome.Accepted, receipt.Outcome);
        Assert.Equal(OrderStatus.Preparing, record.State.Status);
        Assert.Contains(record.Timeline, line => line.Operation == "OPABOX status 2");
    }

    [Fact]
    public async Task A_store_that_is_away_refuses_and_recovers()
    {
        var targets = Remembering();
        await Within.Reason(_hub.Engine.Report(Some.Order("warm"), 1));
        await _hub.SettledAsync(Some.Order("warm"));
        _hub.Misfortunes.Away = () => new TimeoutException("The database does not answer.");
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_hub.Engine.Report(Some.Order("warm"), 2)));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_hub.Engine.Report(Some.Order("cold"), 1)));
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        _hub.Misfortunes.Away = static () => null;

        Assert.Equal(Outcome.Accepted, (await Within.Reason(_hub.SendUntilTakenAsync(Some.Order("warm"), 2))).Outcome);
        Assert.Equal(Outcome.Accepted, (await Within.Reason(_hub.SendUntilTakenAsync(Some.Order("cold"), 1))).Outcome);
        await _hub.SettledAsync(Some.Order("warm"));
        await _hub.SettledAsync(Some.Order("cold"));
        Assert.Equal((1, 1), (targets.Placements(Some.Order("warm")), targets.Placements(Some.Order("cold"))));
    }

    [Fact]
    public async Task A_write_that_times_out_after_it_was_made_has_one_effect()
    {
        _hub.AfterWrite = () => throw new TimeoutException("The answer did not come in time.");
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(_hub.Engine.Report(Some.Order(), 1)));
        _hub.AfterWrite = static () => { };

        Assert.Equal(Outcome.Repeated, (await Within.Reason(_hub.SendUntilTakenAsync(Some.Order(), 1))).Outcome);
        await _hub.SettledAsync(Some.Order());
        Assert.Single(_hub.Vtex.CallsOf(Some.Order()), call => call.Step == Step.Send);
        Assert.Single(_hub.BonifiQ.CallsOf(Some.Order()));
    }

    [Fact]
    public async Task Without_any_reminder_a_start_resumes_what_is_owed()
    {
        _hub.BonifiQ.IsDead();
        await Within.Reason(_hub.Engine.Report(Some.Order(), 1));
        await _hub.BonifiQ.WaitForCalls(1);
        await Within.Reason(_hub.CrashAsync());
        await _hub.Store.RemindersOf(_hub.Store.Make()).ClearAsync();
        _hub.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        await Within.Reason(_hub.StartAsync());

        await _hub.SettledAsync(Some.Order());
        Assert.Equal(2, _hub.BonifiQ.Calls.Count);
    }

    [Fact]
    public async Task Lanes_move_to_a_silo_that_joins_and_is_their_home()
    {
        var cluster = _hub.Run.Cluster;
        var management = cluster.Client.GetGrain<IManagementGrain>(0);
        var lanes = Enumerable.Range(0, 40).Select(number => cluster.Client.Target(new($"tenant-{number}", Target.Vtex))).ToList();
        var keys = lanes.Select(lane => lane.GetGrainId()).ToHashSet();
        await Within.Reason(Task.WhenAll(lanes.Select(lane => lane.CallOfAsync(Some.Order().ToString()))));
        var before = await Within.Reason(StandAsync());
        var joined = (await Within.Reason(cluster.StartAdditionalSiloAsync())).SiloAddress;
        var homes = lanes.ToDictionary(lane => lane.GetGrainId(), lane => LaneHomes.Of(lane.GetGrainId(), cluster.Silos.Select(silo => silo.SiloAddress)));
        await Within.Reason(MovedAsync());

        Assert.Contains(joined, homes.Values);
        Assert.All(homes.Where(lane => !lane.Value.Equals(joined)), lane => Assert.Equal(before[lane.Key], lane.Value));

        async Task MovedAsync()
        {
            for (var stand = before; homes.Any(home => stand.GetValueOrDefault(home.Key)?.Equals(home.Value) is not true); stand = await StandAsync())
            {
                await Task.WhenAll(lanes.Select(lane => lane.AsReference<IRemindable>().ReceiveReminder("tick", default))); // As each minute.
            }
        }

        async Task<Dictionary<GrainId, SiloAddress>> StandAsync() =>
            (await management.GetDetailedGrainStatistics()).Where(one => keys.Contains(one.GrainId)).DistinctBy(one => one.GrainId).ToDictionary(one => one.GrainId, one => one.SiloAddress);
    }

    private RememberingTargets Remembering()
    {
        var targets = new RememberingTargets(seed: 7) { Moody = false };
        (_hub.Vtex.Script, _hub.BonifiQ.Script) = (targets.AnswerAsync, targets.AnswerAsync);
        return targets;
    }
}
