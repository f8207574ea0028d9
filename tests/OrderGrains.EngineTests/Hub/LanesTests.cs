using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Grains;
using Orleans.Runtime;

namespace OrderGrains.EngineTests.Hub;

/// <summary>What lanes promise beyond what an order shows: the tick alone delivers, and what was perhaps sent is told from what surely was not.</summary>
public sealed class LanesTests : IAsyncLifetime
{
    private static readonly LaneName VtexLane = new(Some.Tenant, Target.Vtex);
    private static readonly LaneName BonifiQLane = new(Some.Tenant, Target.BonifiQ);

    private readonly HubFixture _hub = new(new MemoryHubStore());

    public Task InitializeAsync() => _hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task The_reminder_alone_delivers_what_bells_and_timers_lost()
    {
        await WithoutBellsAsync();
        await Within.Reason(_hub.Engine.Report(Some.Order(), 1));
        await Within.Reason(_hub.Engine.Report(Some.Order("grace"), 3));
        _hub.Clock.Advance(TimeSpan.FromHours(2)); // No timer waits: nobody has told a lane what to wait for.
        Assert.Empty(_hub.Vtex.Calls);
        await TickAsync(VtexLane);
        await TickAsync(BonifiQLane);
        await TickAsync(LaneName.Clock(Some.Tenant));

        await _hub.SettledAsync(Some.Order());
        await Within.Until(_hub.Written, () => _hub.StoredAsync(Some.Order("grace")), record => record?.State.GraceOver == true, "the grace ran out");
        Assert.Equal(Step.Send, Assert.Single(_hub.Vtex.CallsOf(Some.Order())).Step);
        Assert.Single(_hub.BonifiQ.CallsOf(Some.Order()));
    }

    [Fact]
    public async Task A_reminder_that_comes_late_and_twice_changes_nothing()
    {
        await Within.Reason(_hub.Engine.Report(Some.Order(), 1));
        await _hub.SettledAsync(Some.Order());
        var calls = _hub.Vtex.Calls.Count;
        await TickAsync(VtexLane);
        await TickAsync(VtexLane);

        await Within.Reason(_hub.Engine.Report(Some.Order("later"), 1));
        await _hub.SettledAsync(Some.Order("later"));
        Assert.Equal(calls + 1, _hub.Vtex.Calls.Count);
    }

    [Fact]
    public async Task The_first_placement_of_a_cold_lane_is_not_read_first()
    {
        await WithoutBellsAsync();
        await Within.Reason(_hub.Engine.Report(Some.Order(), 1));
        await Within.Reason(_hub.CrashAsync());
        _hub.Bells = null;
        await Within.Reason(_hub.StartAsync()); // The lane meets an order of an earlier run that nobody had claimed.
        await Within.Reason(_hub.Engine.Report(Some.Order("new"), 1));
        await _hub.SettledAsync(Some.Order());
        await _hub.SettledAsync(Some.Order("new"));

        Assert.All(_hub.Vtex.Calls, call => Assert.Equal(Step.Send, call.Step));
        Assert.Equal(2, _hub.Vtex.Calls.Count);
    }

    [Fact]
    public async Task After_a_restart_only_what_was_claimed_and_not_settled_is_read_first()
    {
        _hub.Bounds = new(Concurrency: 2);
        await Within.Reason(_hub.StartAsync());
        var gate = new Gate();
        _hub.Vtex.Script = async (delivery, cancellationToken) =>
        {
            await (delivery.Order.ExternalId.StartsWith("done", StringComparison.Ordinal) ? Task.CompletedTask : gate.Opened.WaitAsync(cancellationToken));
            return ScriptedConnector.Taken(delivery);
        };
        foreach (var done in (OrderId[])[Some.Order("done1"), Some.Order("done2")])
        {
            await Within.Reason(_hub.Engine.Report(done, 1));
            await _hub.SettledAsync(done);
        }

        var owed = Enumerable.Range(0, 20).Select(number => Some.Order($"o{number}")).ToList();
        await Within.Reason(Task.WhenAll(owed.Select(order => _hub.Engine.Report(order, 1))));
        await _hub.Vtex.WaitForCalls(4);
        await Within.Reason(_hub.CrashAsync());
        var claimed = (await ClaimsAsync()).Select(claim => claim.Order).Intersect(owed).ToHashSet();
        var before = _hub.Vtex.Calls.Count;
        _hub.Vtex.Script = static (delivery, _) => Task.FromResult(ScriptedConnector.Taken(delivery));
        await Within.Reason(_hub.StartAsync());
        foreach (var order in owed)
        {
            await _hub.SettledAsync(order);
        }

        var after = _hub.Vtex.Calls.Skip(before).ToList();
        Assert.InRange(claimed.Count, 2, 8);
        Assert.Equal(claimed, after.Where(call => call.Step == Step.Read).Select(call => call.Order).ToHashSet());
        Assert.Equal(owed.ToHashSet(), after.Where(call => call.Step == Step.Send).Select(call => call.Order).ToHashSet());
        Assert.Equal(owed.Count + claimed.Count, after.Count);
    }

    [Fact]
    public async Task Nobody_claims_under_an_old_epoch_and_another_activation_serves()
    {
        await Within.Reason(_hub.Engine.Report(Some.Order(), 1));
        await _hub.SettledAsync(Some.Order());
        var epoch = await EnterAsync();
        await Within.Reason(_hub.Engine.Report(Some.Order("next"), 1));
        await _hub.SettledAsync(Some.Order("next"));

        Assert.Equal(Step.Send, Assert.Single(_hub.Vtex.CallsOf(Some.Order("next"))).Step); // Its claim was refused: it surely was not sent.
        Assert.Equal(epoch + 2, await EnterAsync());
    }

    [Fact]
    public async Task Nobody_sends_under_an_old_epoch_what_it_had_claimed()
    {
        _hub.Bounds = new(Concurrency: 1);
        await Within.Reason(_hub.StartAsync());
        var orders = Enumerable.Range(0, 4).Select(number => Some.Order($"o{number}")).ToList();
        await Within.Reason(_hub.Targets.PauseAsync(Some.Tenant, Target.Vtex, "ops"));
        await Within.Reason(Task.WhenAll(orders.Select(order => _hub.Engine.Report(order, 1))));
        await Within.Until(
            () => Task.FromResult(_hub.Targets.Conditions().Single(target => target.Target == Target.Vtex)), vtex => vtex.Queued == orders.Count, "it will claim all of them at once");
        var gate = _hub.Vtex.IsSlow();
        await Within.Reason(_hub.Targets.ResumeAsync(Some.Tenant, Target.Vtex, "ops"));
        await _hub.Vtex.WaitForCalls(1);
        await EnterAsync();
        _hub.Clock.Advance(TimeSpan.FromSeconds(5)); // Its claims are old by now, as those of a silo that was frozen.
        gate.Open();
        foreach (var order in orders)
        {
            await _hub.SettledAsync(order);
        }

        var first = _hub.Vtex.Calls[0].Order;
        Assert.Equal([Step.Send], _hub.Vtex.CallsOf(first).Select(call => call.Step));
        Assert.All(orders.Except([first]), order => Assert.Equal([Step.Read, Step.Send], _hub.Vtex.CallsOf(order).Select(call => call.Step)));
    }

    /// <summary>Starts anew with bells that nobody hears.</summary>
    private async Task WithoutBellsAsync()
    {
        _hub.Bells = new LostBells();
        await Within.Reason(_hub.StartAsync());
    }

    private Task TickAsync(LaneName lane) =>
        Within.Reason(((IAddressable)_hub.Run.Cluster.Client.Lane(lane)).AsReference<IRemindable>().ReceiveReminder("tick", default), $"{lane} ticks");

    /// <summary>Begins an epoch behind the lane's back; its number.</summary>
    private async Task<long> EnterAsync()
    {
        await using var store = _hub.Store.Make();
        return (await store.EnterLaneAsync(VtexLane, default)).Epoch;
    }

    private async Task<HashSet<Claim>> ClaimsAsync()
    {
        await using var store = _hub.Store.Make();
        return Claims.Read((await store.EnterLaneAsync(VtexLane, default)).Claims);
    }
}
