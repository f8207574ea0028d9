using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(2); // Timers count whole milliseconds.

    [Fact]
    public async Task A_retry_waits_exactly_as_scheduled()
    {
        Fixture.BonifiQ.Answers(new RetryLater("HTTP 503", "busy"));
        await Within.Reason(Engine.Report(Some.Order(), 1));
        var waited = TimeSpan.Zero;
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            var record = await UntilAsync(Some.Order(), record => RequestOf(record, Operation.SendOrder).Attempts == attempt, $"attempt {attempt} is recorded");
            var request = RequestOf(record, Operation.SendOrder);
            var wait = RetrySchedule.Default.DelayAfter(request.Id, attempt, waited)!.Value;
            waited += wait;
            Assert.Equal(record.ChangedAt + wait, request.DueAt);
            Fixture.Clock.AdvanceTo(request.DueAt!.Value - Grain);
            await FenceAsync(Fixture.Vtex, $"fence{attempt}");
            Assert.Equal(attempt, Fixture.BonifiQ.CallsOf(Some.Order()).Count);
            Fixture.Clock.Advance(Grain * 2);
            await Fixture.BonifiQ.WaitForCalls(Some.Order(), attempt + 1);
        }
    }

    [Fact]
    public async Task What_a_target_asks_for_is_waited()
    {
        Fixture.Vtex.Answers(new RetryLater("HTTP 503", "busy", TimeSpan.FromMinutes(7)));
        await Within.Reason(Engine.Report(Some.Order(), 1));
        var record = await UntilAsync(Some.Order(), record => RequestOf(record, Operation.PlaceOrder).Attempts == 1, "recorded");

        Assert.True(RequestOf(record, Operation.PlaceOrder).DueAt >= record.ChangedAt + TimeSpan.FromMinutes(7) - TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task After_the_horizon_the_request_is_parked_and_the_next_one_goes_on()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true, Retry = RetrySchedule.Default with { Horizon = TimeSpan.FromSeconds(20) } };
        Fixture.BonifiQ.Answers(new RetryLater("HTTP 503", "busy"));
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await Within.Until(
            async () =>
            {
                Fixture.Clock.Advance(TimeSpan.FromSeconds(5));
                return await ReadAsync(Some.Order());
            },
            record => RequestOf(record, Operation.SendOrder).State == RequestState.Parked,
            "parked");
        Assert.Single((await Within.Reason(Fixture.Index.ListAsync(new(Owed: new(State: RequestState.Parked))))).Orders);

        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        await Within.Reason(Engine.Report(Some.Order(), 6));
        var record = await SettledAsync(Some.Order());
        Assert.Equal(LoyaltyStanding.Completed, record.State.BonifiQ.Acknowledged);
        Assert.Empty((await Within.Reason(Fixture.Index.ListAsync(new(Owed: new(State: RequestState.Parked))))).Orders);
    }

    [Fact]
    public async Task A_parked_request_goes_on_when_an_operator_says_so()
    {
        Fixture.BonifiQ.Answers(new DeliveryRefused("HTTP 400", "no"));
        await Within.Reason(Engine.Report(Some.Order(), 1));
        var parked = await UntilAsync(Some.Order(), record => RequestOf(record, Operation.SendOrder).State == RequestState.Parked, "parked");
        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        var id = RequestOf(parked, Operation.SendOrder).Id;
        await Within.Reason(Engine.SubmitAsync(Some.Order(), new RetryRequest(id, "ops"), Message.Internal));

        await UntilAsync(Some.Order(), record => record.State.Find(id)!.State == RequestState.Done, "done");
        Assert.Equal([id, id], Fixture.BonifiQ.Calls.Select(call => call.Request.Id));
    }

    [Fact]
    public async Task Time_in_a_pause_parks_nothing()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true, Retry = RetrySchedule.Default with { Horizon = TimeSpan.FromSeconds(20) } };
        await PauseBothAsync();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        Fixture.Clock.Advance(TimeSpan.FromDays(30));
        await ResumeBothAsync();

        Assert.Equal(1, RequestOf(await SettledAsync(Some.Order()), Operation.SendOrder).Attempts);
        Assert.Single(Fixture.BonifiQ.Calls);
    }
}
