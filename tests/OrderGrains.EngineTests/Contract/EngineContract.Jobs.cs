using OrderGrains.EngineTests.Hub;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    private static readonly OrderQuery Stopped = new(Owed: new(Target: Target.BonifiQ, Failing: true));

    private IBulkJobs Jobs => Fixture.Run.Jobs;

    [Fact]
    public async Task Many_parked_requests_are_sent_on_by_one_act_in_the_operators_name()
    {
        await ParkAsync(3);
        Fixture.BonifiQ.Answers(new Delivered(new LoyaltyAnswer(null)));
        var started = await Within.Reason(Jobs.StartAsync(new(BulkAct.Retry, Stopped, "ana", 100)));
        var job = await Within.Until(() => Jobs.FindAsync(started!.Id), job => job!.State != JobState.Running, "the act ends");

        Assert.Equal((JobState.Done, 3, 3, 3, 0, 0), (job!.State, job.Orders, job.Looked, job.Done, job.Refused, job.Failed));
        Assert.Equal(started! with { State = job.State }, job with { Orders = started.Orders, Looked = started.Looked, Done = started.Done, EndedAt = null });
        for (var number = 0; number < 3; number++)
        {
            var record = await SettledAsync(Some.Order($"o{number}"));
            Assert.Equal(LoyaltyStanding.Pending, record.State.BonifiQ.Acknowledged);
            Assert.Single(record.Timeline, line => line.Message.Contains("ana", StringComparison.Ordinal) || line.Operation.Contains("ana", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task An_act_that_is_stopped_says_by_whom_and_how_far_it_came()
    {
        await ParkAsync(3);
        using var writes = new HeldWrites(Fixture);
        var started = await Within.Reason(Jobs.StartAsync(new(BulkAct.Skip, Stopped, "ana", 100)));
        var job = await Within.Reason(Jobs.StopAsync(started!.Id, "bea"));

        Assert.Equal((JobState.Stopped, "bea", 0), (job!.State, job.StoppedBy, job.Done));
        Assert.Equal(job, await Within.Reason(Jobs.StopAsync(started.Id, "eva")));
        Assert.Null(await Within.Reason(Jobs.StopAsync("1-none", "eva")));
    }

    [Fact]
    public async Task An_act_goes_on_after_a_crash()
    {
        await ParkAsync(3);
        using var writes = new HeldWrites(Fixture);
        var started = await Within.Reason(Jobs.StartAsync(new(BulkAct.Skip, Stopped, "ana", 100)));
        await Within.Reason(Fixture.CrashAsync());
        writes.Dispose();
        await Within.Reason(Fixture.StartAsync());
        var job = await Within.Until(() => Jobs.FindAsync(started!.Id), job => job!.State != JobState.Running, "the act ends");

        Assert.Equal((JobState.Done, 1), (job!.State, job.Resumed));
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(RequestState.Skipped, RequestOf(await ReadAsync(Some.Order($"o{number}")), Operation.SendOrder).State);
        }
    }

    [Fact]
    public async Task No_more_than_a_few_acts_go_on_at_a_time()
    {
        await ParkAsync(1);
        using var writes = new HeldWrites(Fixture);
        for (var number = 0; number < IBulkJobs.MaxRunning; number++)
        {
            Assert.NotNull(await Within.Reason(Jobs.StartAsync(new(BulkAct.Retry, Stopped, "ana", 100))));
        }

        Assert.Null(await Within.Reason(Jobs.StartAsync(new(BulkAct.Retry, Stopped, "ana", 100))));
        Assert.Equal(IBulkJobs.MaxRunning, (await Within.Reason(Jobs.ListAsync())).Count);
    }

    /// <summary>Orders whose call to BonifiQ stopped; VTEX has them.</summary>
    private async Task ParkAsync(int count)
    {
        Fixture.BonifiQ.Answers(new DeliveryRefused("HTTP 400", "no"));
        for (var number = 0; number < count; number++)
        {
            await Within.Reason(Engine.Report(Some.Order($"o{number}"), 1));
            await UntilAsync(Some.Order($"o{number}"), record => RequestOf(record, Operation.SendOrder).State == RequestState.Parked, "parked");
        }
    }

    /// <summary>Orders whose writes wait until this is disposed, so that an act is at its first order however quick the machine is.</summary>
    private sealed class HeldWrites : IDisposable
    {
        private readonly TaskCompletionSource _free = new();
        private readonly HubFixture _fixture;

        public HeldWrites(HubFixture fixture)
        {
            _fixture = fixture;
            fixture.BeforeWrite = _ => _free.Task.Wait(Within.Patience); // On a thread of its own.
        }

        public void Dispose()
        {
            _fixture.BeforeWrite = static _ => { };
            _free.TrySetResult();
        }
    }
}
