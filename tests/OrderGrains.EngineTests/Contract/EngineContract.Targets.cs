using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task One_dead_target_does_not_hold_the_others()
    {
        Fixture.BonifiQ.IsDead();
        var orders = Enumerable.Range(0, 40).Select(number => Some.Order($"o{number}")).ToList();
        await Within.Reason(Task.WhenAll(orders.Select(order => Engine.Report(order, 1))));
        foreach (var order in orders)
        {
            await UntilAsync(order, record => record.State.Vtex.Integrated, "placed");
        }

        Assert.Equal(8, Fixture.BonifiQ.Calls.Count);
    }

    [Fact]
    public async Task A_slow_target_does_not_delay_the_next_webhook_of_the_same_order()
    {
        var gate = Fixture.Vtex.IsSlow();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await Fixture.Vtex.WaitForCalls(1);
        var receipt = await Within.Reason(Engine.Report(Some.Order(), 2));
        var view = await Within.Reason(Engine.ReadAsync(Some.Order()));
        gate.Open();

        Assert.Equal(Outcome.Accepted, receipt.Outcome);
        Assert.Contains(RequestOf(view!.Record, Operation.PlaceOrder).Id, view.InFlight);
    }

    [Fact]
    public async Task A_slow_order_does_not_delay_another()
    {
        var gate = Fixture.Vtex.IsSlow();
        var slow = Some.Order("slow");
        Fixture.Vtex.Script = async (delivery, cancellationToken) =>
        {
            await (delivery.Order == slow ? gate.Opened.WaitAsync(cancellationToken) : Task.CompletedTask);
            return ScriptedConnector.Taken(delivery);
        };
        await Within.Reason(Engine.Report(slow, 1));
        await Fixture.Vtex.WaitForCalls(slow, 1);
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await SettledAsync(Some.Order());

        Assert.False((await ReadAsync(slow)).State.Vtex.Integrated);
        gate.Open();
        await SettledAsync(slow);
    }

    [Fact]
    public async Task Requests_reach_a_target_in_order_per_order()
    {
        Fixture.Bounds = new(Concurrency: 32);
        await RestartAsync();
        var gate = Fixture.Vtex.IsSlow();
        var orders = Enumerable.Range(0, 20).Select(number => Some.Order($"o{number}")).ToList();
        await Within.Reason(Task.WhenAll(orders.Select(order => Engine.Report(order, 1))));
        await Fixture.Vtex.WaitForCalls(20);
        await Within.Reason(Task.WhenAll(orders.Select(order => Engine.Report(order, 2))));
        await Within.Reason(Task.WhenAll(orders.Select(order => Engine.Report(order, 7))));
        gate.Open();
        foreach (var order in orders)
        {
            await UntilAsync(order, record => RequestOf(record, Operation.CancelOrder).State == RequestState.AwaitingResult, "the cancellation is taken");
            Assert.Equal([Operation.PlaceOrder, Operation.CancelOrder], Fixture.Vtex.CallsOf(order).Select(call => call.Request.Operation));
        }

        Assert.Equal(1, Fixture.Vtex.MostPerOrder);
    }

    [Fact]
    public async Task A_pause_outlives_a_restart()
    {
        await PauseBothAsync();
        await RestartAsync();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await RestartAsync();

        Assert.Equal(["ops", "ops"], Fixture.Targets.Conditions().Select(target => target.PausedBy));
        Assert.Empty(Fixture.Vtex.Calls);
        await ResumeBothAsync();
        await SettledAsync(Some.Order());
        await RestartAsync();
        Assert.All(Fixture.Targets.Conditions(), target => Assert.Null(target.PausedBy));
    }

    [Fact]
    public async Task A_target_that_was_not_tried_is_probed_once_before_the_rest_follows()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.BonifiQ.Answers(new NotTried("The breaker is open", TimeSpan.FromSeconds(30)));
        await Within.Reason(Engine.Report(Some.Order("head"), 1));
        await Within.Until(Fixture.Clock.Timers, Condition, target => target.BlockedUntil is not null && target.InFlight == 0, "blocked");
        for (var number = 0; number < 20; number++)
        {
            await Within.Reason(Engine.Report(Some.Order($"o{number}"), 1));
        }

        Assert.Equal(0, RequestOf(await ReadAsync(Some.Order("head")), Operation.SendOrder).Attempts);
        Assert.Equal((21, "The breaker is open"), ((await Condition()).Queued, (await Condition()).Why));
        var gate = Fixture.BonifiQ.IsSlow();
        Fixture.Clock.Advance(TimeSpan.FromSeconds(30) + Grain);
        var calls = await Fixture.BonifiQ.WaitForCalls(2);
        await Within.Reason(Engine.Report(Some.Order("late"), 1));
        await Within.Until(Condition, target => (target.InFlight, target.Queued) == (1, 21), "only the probe is sent");
        Assert.Equal(Some.Order("head"), calls[1].Order);

        gate.Open();
        await SettledAsync(Some.Order("late"));
        await SettledAsync(Some.Order("o19"));
    }

    [Fact]
    public async Task A_target_that_asks_for_rest_gets_it_for_all_orders()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.BonifiQ.Answers(new RetryLater("HTTP 429", "slow down", TimeSpan.FromMinutes(5), SlowsTarget: true));
        await Within.Reason(Engine.Report(Some.Order("first"), 1));
        await UntilAsync(Some.Order("first"), record => RequestOf(record, Operation.SendOrder).Attempts == 1, "told to wait");
        await Within.Until(Condition, target => target.BlockedUntil is not null, "the lane rests"); // It learns that after the order does.
        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        await Within.Reason(Engine.Report(Some.Order("second"), 1));
        Assert.Single(Fixture.BonifiQ.Calls);

        Fixture.Clock.Advance(TimeSpan.FromMinutes(5) + Grain);
        await SettledAsync(Some.Order("second"));
        await SettledAsync(Some.Order("first"));
    }

    [Fact]
    public async Task A_target_that_does_not_take_our_credentials_is_tried_once_a_minute_and_no_order_burns_an_attempt()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.BonifiQ.Answers(new CredentialsRefused("HTTP 401", "no such key"));
        var orders = new[] { Some.Order("one"), Some.Order("two") };
        await Within.Reason(Engine.Report(orders[0], 1));
        var blocked = await Within.Until(Condition, target => target.BlockedUntil is not null && target.InFlight == 0, "blocked");
        await Within.Reason(Engine.Report(orders[1], 1));
        Assert.Equal(("HTTP 401: our credentials are not taken.", "HTTP 401: no such key"), (blocked.Why, blocked.LastError));
        Assert.Equal((Fixture.Clock.GetUtcNow(), Fixture.Clock.GetUtcNow()), (blocked.Since, blocked.LastErrorAt));
        for (var minute = 1; minute <= 3; minute++)
        {
            Assert.Equal(minute, Fixture.BonifiQ.Calls.Count);
            Fixture.Clock.Advance(TimeSpan.FromMinutes(1) + Grain);
            await Fixture.BonifiQ.WaitForCalls(minute + 1);
            Assert.Equal(blocked.Since, (await Within.Until(Condition, target => target.BlockedUntil is not null && target.InFlight == 0, "blocked again")).Since);
        }

        Assert.Equal(2, Fixture.BonifiQ.Calls.Skip(1).Select(call => call.Order).Distinct().Count()); // Another order may fare better.
        foreach (var order in orders)
        {
            var record = await ReadAsync(order);
            Assert.Equal((RequestState.Waiting, 0), (RequestOf(record, Operation.SendOrder).State, RequestOf(record, Operation.SendOrder).Attempts));
            Assert.Empty(record.State.Attention);
        }

        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1) + Grain);
        await SettledAsync(orders[0]);
        await SettledAsync(orders[1]);
        var served = await Within.Until(Condition, target => target.Since is null, "it serves");
        Assert.Equal((null, null, null, null), (served.Since, served.Why, served.LastError, served.LastErrorAt));
    }

    [Fact]
    public async Task A_target_is_believed_to_want_rest_for_an_hour_at_most()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.BonifiQ.Answers(new RetryLater("HTTP 429", "slow down", TimeSpan.FromDays(1), SlowsTarget: true));
        await Within.Reason(Engine.Report(Some.Order("first"), 1));
        var blocked = await Within.Until(Condition, target => target.BlockedUntil is not null && target.InFlight == 0, "blocked");
        Assert.Equal(Fixture.Clock.GetUtcNow() + TimeSpan.FromHours(1), blocked.BlockedUntil);

        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        Fixture.Clock.Advance(TimeSpan.FromHours(1) + Grain);
        await SettledAsync(Some.Order("first"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operators_resume_or_retry_lifts_what_a_target_asked_for(bool resume)
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.BonifiQ.Answers(new RetryLater("HTTP 429", "slow down", TimeSpan.FromMinutes(50), SlowsTarget: true));
        await Within.Reason(Engine.Report(Some.Order("first"), 1));
        var first = await UntilAsync(Some.Order("first"), record => RequestOf(record, Operation.SendOrder).Attempts == 1, "told to wait");
        await Within.Until(Condition, target => target.BlockedUntil is not null, "the lane rests"); // It learns that after the order does.
        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        await Within.Reason(Engine.Report(Some.Order("second"), 1));
        Assert.Single(Fixture.BonifiQ.Calls);

        await Within.Reason(Engine.SubmitAsync(Some.Order("first"), new RetryRequest(RequestOf(first, Operation.SendOrder).Id, "ops"), Message.Internal));
        await Within.Reason(resume
            ? Fixture.Targets.ResumeAsync(Some.Tenant, Target.BonifiQ, "ops")
            : Fixture.Targets.LiftAsync(Some.Tenant, Target.BonifiQ));

        await SettledAsync(Some.Order("first"));
        await SettledAsync(Some.Order("second"));
        Assert.Null((await Condition()).BlockedUntil);
    }

    [Fact]
    public async Task A_retry_lifts_no_operators_pause()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        await Within.Reason(Fixture.Targets.PauseAsync(Some.Tenant, Target.BonifiQ, "ops"));
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await Within.Reason(Fixture.Targets.LiftAsync(Some.Tenant, Target.BonifiQ));
        var paused = await Condition();
        Assert.Equal(("ops", Fixture.Clock.GetUtcNow()), (paused.PausedBy, paused.Since));

        await RestartAsync();
        Assert.Equal((paused.PausedBy, paused.Since), ((await Condition()).PausedBy, (await Condition()).Since));
        Assert.Empty(Fixture.BonifiQ.Calls);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_not_known_to_serve_before_it_answers()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.BonifiQ.Answers(new NotTried("The breaker is open", TimeSpan.FromSeconds(30)));
        await Within.Reason(Engine.Report(Some.Order(), 1));
        var since = (await Within.Until(Condition, target => target.BlockedUntil is not null && target.InFlight == 0, "blocked")).Since;
        Assert.Equal(Fixture.Clock.GetUtcNow(), since);

        Fixture.BonifiQ.Answers(new DeliveryUnknown("HTTP 500", "oops"));
        Fixture.Clock.Advance(TimeSpan.FromSeconds(30) + Grain);
        var failed = await UntilAsync(Some.Order(), record => RequestOf(record, Operation.SendOrder).Attempts == 1, "the probe fails");
        var probed = await Within.Until(Condition, target => target.InFlight == 0, "the probe ends");
        Assert.Equal((null, since, "HTTP 500: oops", "The breaker is open"), (probed.BlockedUntil, probed.Since, probed.LastError, probed.Why));

        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        Fixture.Clock.AdvanceTo(RequestOf(failed, Operation.SendOrder).DueAt!.Value + Grain);
        await SettledAsync(Some.Order());
        Assert.Null((await Within.Until(Condition, target => target.Since is null, "it serves")).LastError);
    }

    [Fact]
    public async Task All_that_is_owed_to_a_target_is_counted()
    {
        Fixture.Bounds = new(Queue: 4);
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        await RestartAsync();
        await Within.Reason(Fixture.Targets.PauseAsync(Some.Tenant, Target.BonifiQ, "ops"));
        for (var number = 0; number < 20; number++)
        {
            await Within.Reason(Engine.Report(Some.Order($"o{number}"), 1));
        }

        await CountedAsync(20);
    }

    [Fact]
    public async Task What_comes_due_while_its_target_is_not_called_is_counted()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.BonifiQ.Answers(new RetryLater("HTTP 503", "busy"));
        for (var number = 0; number < 3; number++)
        {
            await Within.Reason(Engine.Report(Some.Order($"o{number}"), 1));
            await UntilAsync(Some.Order($"o{number}"), record => RequestOf(record, Operation.SendOrder).Attempts == 1, "it was busy");
        }

        Fixture.BonifiQ.Answers(new NotTried("The breaker is open.", TimeSpan.FromHours(2)));
        await Within.Reason(Engine.Report(Some.Order("last"), 1));
        await Within.Until(Condition, target => target.BlockedUntil is not null && target.InFlight == 0, "blocked");

        await CountedAsync(4);
    }

    private Task CountedAsync(int owed) => Within.Until(
        () =>
        {
            Fixture.Clock.Advance(TimeSpan.FromSeconds(11)); // A count is kept for a while.
            return Condition();
        },
        target => target.Queued == owed,
        "all are counted");

    private Task<TargetCondition> Condition() => Task.FromResult(Fixture.Targets.Conditions().Single(target => target.Target == Target.BonifiQ));
}
