using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task A_crash_after_the_commit_and_before_the_delivery_delivers_after_the_restart()
    {
        await PauseBothAsync();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        var owed = (await ReadAsync(Some.Order())).State.Requests;
        await CrashAndStartAsync();
        await ResumeBothAsync();
        await SettledAsync(Some.Order());

        var placing = Assert.Single(Fixture.Vtex.Calls); // Nobody had claimed it, so that it surely was not sent.
        Assert.Equal((Step.Send, owed.Single(request => request.Target == Target.Vtex).Id), (placing.Step, placing.Request.Id));
        Assert.Equal(owed.Single(request => request.Target == Target.BonifiQ).Id, Assert.Single(Fixture.BonifiQ.Calls).Request.Id);
    }

    [Fact]
    public async Task A_crash_after_the_delivery_and_before_the_mark_reads_first_and_sends_no_second_time()
    {
        await DeliverUnmarkedAsync(Fixture.Vtex);
        Fixture.Vtex.Answers(new Delivered(new VtexRead(VtexStanding.Integrated, "MKP-1", "waiting")));
        await Within.Reason(Fixture.StartAsync());
        var record = await SettledInTimeAsync(Some.Order());

        Assert.Equal([Step.Send, Step.Read], Fixture.Vtex.Calls.Select(call => call.Step));
        Assert.Equal("MKP-1", record.State.Vtex.OrderId);
    }

    [Fact]
    public async Task A_crash_after_the_delivery_and_before_the_mark_delivers_again_with_the_same_id_where_a_repeat_is_safe()
    {
        await DeliverUnmarkedAsync(Fixture.BonifiQ);
        await Within.Reason(Fixture.StartAsync());
        await SettledInTimeAsync(Some.Order());

        Assert.Equal([Step.Send, Step.Send], Fixture.BonifiQ.Calls.Select(call => call.Step));
        Assert.Single(Fixture.BonifiQ.Calls.Select(call => call.Request.Id).Distinct());
    }

    [Fact]
    public async Task A_stop_records_the_answers_of_calls_that_end_meanwhile()
    {
        var gate = Fixture.Vtex.IsSlow();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await Fixture.Vtex.WaitForCalls(1);
        var stopping = Fixture.StopAsync();
        await Within.Until(() => Task.FromResult(Engine.Condition), condition => !condition.Serving, "it stops");
        gate.Open();
        await Within.Reason(stopping);
        await Within.Reason(Fixture.StartAsync());
        await SettledAsync(Some.Order());

        Assert.Equal([Step.Send], Fixture.Vtex.Calls.Select(call => call.Step));
    }

    [Fact]
    public async Task What_came_due_while_nothing_ran_is_done_after_the_start()
    {
        Fixture.BonifiQ.Answers(new RetryLater("HTTP 503", "busy"));
        await Within.Reason(Engine.Report(Some.Order("waits"), 1));
        await UntilAsync(Some.Order("waits"), record => RequestOf(record, Operation.SendOrder).Attempts == 1, "BonifiQ was busy");
        await Within.Reason(Engine.Report(Some.Order("grace"), 3));
        await Within.Reason(Fixture.StopAsync());
        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        Fixture.Clock.Advance(TimeSpan.FromDays(3));
        await Within.Reason(Fixture.StartAsync());

        await UntilAsync(Some.Order("grace"), record => record.State.GraceOver, "the grace ran out");
        await SettledAsync(Some.Order("waits"));
    }

    [Fact]
    public async Task What_the_clock_owes_comes_when_it_is_due()
    {
        await Within.Reason(Engine.Report(Some.Order(), 3));
        Fixture.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(2));
        await FenceAsync(Fixture.BonifiQ, "fence");
        Assert.False((await ReadAsync(Some.Order())).State.GraceOver);
        Fixture.Clock.Advance(TimeSpan.FromMilliseconds(4));

        await UntilAsync(Some.Order(), record => record.State.GraceOver, "the grace ran out");
    }

    [Fact]
    public async Task A_placement_that_comes_too_late_is_parked_and_not_sent()
    {
        Fixture.Policies.Policy = new() { HasVtex = true, PlaceWithin = TimeSpan.FromHours(1) };
        await PauseBothAsync();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await Within.Reason(Fixture.StopAsync());
        Fixture.Clock.Advance(TimeSpan.FromHours(2));
        await Within.Reason(Fixture.StartAsync());
        await ResumeBothAsync();
        await UntilAsync(Some.Order(), record => RequestOf(record, Operation.PlaceOrder).State == RequestState.Parked, "parked");

        Assert.Empty(Fixture.Vtex.Calls);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_recorded_is_tried_until_it_can()
    {
        var gate = Fixture.BonifiQ.IsSlow();
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await Fixture.BonifiQ.WaitForCalls(1);
        await UntilAsync(Some.Order(), record => record.State.Vtex.Integrated, "placed");
        var failures = 0;
        var failed = new Gate();
        Fixture.BeforeWrite = _ =>
        {
            if (++failures <= 3)
            {
                failed.Open();
                throw new InvalidOperationException("The store fails.");
            }
        };
        gate.Open();
        await Within.Reason(failed.Opened);
        await SettledInTimeAsync(Some.Order());

        Assert.Single(Fixture.BonifiQ.Calls);
    }

    /// <summary>A target takes a request, and the process ends before that is written down.</summary>
    private async Task DeliverUnmarkedAsync(ScriptedConnector target)
    {
        var gate = target.IsSlow();
        var other = target == Fixture.Vtex ? Fixture.BonifiQ : Fixture.Vtex;
        await Within.Reason(Engine.Report(Some.Order(), 1));
        await target.WaitForCalls(1);
        await UntilAsync(
            Some.Order(), record => record.State.Requests.All(request => request.Target == target.Target || !request.IsOpen()), $"{other.Target} is done");
        var failed = new Gate();
        Fixture.BeforeWrite = _ =>
        {
            failed.Open();
            throw new InvalidOperationException("The store fails.");
        };
        gate.Open();
        await Within.Reason(failed.Opened);
        await Within.Reason(Fixture.CrashAsync());
        Fixture.BeforeWrite = static _ => { };
        Assert.Single(target.Calls);
    }

    private async Task PauseBothAsync()
    {
        await Within.Reason(Fixture.Targets.PauseAsync(Some.Tenant, Target.Vtex, "ops"));
        await Within.Reason(Fixture.Targets.PauseAsync(Some.Tenant, Target.BonifiQ, "ops"));
    }

    private async Task ResumeBothAsync()
    {
        await Within.Reason(Fixture.Targets.ResumeAsync(Some.Tenant, Target.Vtex, "ops"));
        await Within.Reason(Fixture.Targets.ResumeAsync(Some.Tenant, Target.BonifiQ, "ops"));
    }
}
