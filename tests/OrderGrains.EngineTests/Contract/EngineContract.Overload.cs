using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task Too_many_commands_of_one_order_are_refused_and_the_rest_recovers()
    {
        Fixture.Bounds = new(Mailbox: 3);
        await RestartAsync();
        await OverloadAsync(number => Some.ChatOrder());
    }

    [Fact]
    public async Task Too_many_commands_are_refused_and_the_rest_recovers()
    {
        Fixture.Bounds = new(Waiting: 3);
        await RestartAsync();
        await OverloadAsync(number => Some.ChatOrder("c1"));
    }

    [Fact]
    public async Task A_backlog_beyond_the_queue_is_delivered_to_the_last()
    {
        Fixture.Policies.Policy = new() { HasBonifiQ = true };
        Fixture.Bounds = new(Queue: 5, Concurrency: 2);
        await RestartAsync();
        await Within.Reason(Fixture.Targets.PauseAsync(Some.Tenant, Target.BonifiQ, "ops"));
        for (var number = 0; number < 60; number++)
        {
            await Within.Reason(Engine.Report(Some.Order($"o{number}"), 1));
        }

        await CountedAsync(60);
        await CrashAndStartAsync();
        for (var number = 60; number < 70; number++)
        {
            await Within.Reason(Engine.Report(Some.Order($"o{number}"), 1));
        }

        await Within.Reason(Fixture.Targets.ResumeAsync(Some.Tenant, Target.BonifiQ, "ops"));
        for (var number = 0; number < 70; number++)
        {
            await SettledAsync(Some.Order($"o{number}"));
        }

        Assert.Equal(70, Fixture.BonifiQ.Calls.Select(call => call.Order).Distinct().Count());
        Assert.Equal(70, Fixture.BonifiQ.Calls.Count);
    }

    [Fact]
    public async Task A_stopped_engine_refuses_with_a_time_to_try_again()
    {
        var engine = Engine;
        await Within.Reason(Fixture.StopAsync());
        var refusal = await Assert.ThrowsAsync<EngineUnavailableException>(() => engine.Report(Some.Order(), 1));

        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        Assert.False(engine.Condition.Serving);
    }

    [Fact]
    public async Task A_failed_write_fails_its_senders_and_leaves_nothing()
    {
        Fixture.BeforeWrite = _ => throw new InvalidOperationException("The store fails.");
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order(), 1)));
        Fixture.BeforeWrite = static _ => { };

        Assert.Null(await Within.Reason(Engine.ReadAsync(Some.Order())));
        Assert.Equal(Outcome.Accepted, (await Within.Reason(Engine.Report(Some.Order(), 1))).Outcome);
    }

    [Fact]
    public async Task A_write_that_nobody_knows_the_end_of_is_read_back()
    {
        Fixture.AfterWrite = () => throw new InvalidOperationException("The connection broke after the commit.");
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(Engine.Report(Some.Order(), 1)));
        Fixture.AfterWrite = static () => { };
        await Within.Reason(Engine.Report(Some.Order(), 1));

        await SettledInTimeAsync(Some.Order()); // Whoever looked between commit and failure saw no order: it is looked for again.
        Assert.Single(Fixture.BonifiQ.Calls);
    }

    [Fact]
    public async Task A_bad_record_fails_alone()
    {
        using var stall = new StalledWrites(Fixture);
        var first = Engine.Report(Some.Order("first"), 1);
        await Within.Reason(stall.Reached);
        var (good, bad) = (Engine.Report(Some.Order("good"), 1), Engine.Report(Some.Order("bad"), 1));
        stall.Release(order =>
        {
            if (order.ExternalId == "bad")
            {
                throw new InvalidOperationException("This record cannot be written.");
            }
        });

        await Within.Reason(first);
        Assert.Equal(Outcome.Accepted, (await Within.Reason(good)).Outcome);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => Within.Reason(bad));
    }

    /// <summary>Sends more than fits while the store stands still: some are refused, the others are taken once it goes on.</summary>
    private async Task OverloadAsync(Func<int, OrderId> order)
    {
        Fixture.Policies.Policy = new();
        using var stall = new StalledWrites(Fixture);
        var taken = new List<Task<Receipt>> { Engine.SubmitAsync(order(0), Some.Cart(1), Message.Cart(default)) };
        await Within.Reason(stall.Reached);
        EngineUnavailableException? refusal = null;
        for (var number = 1; number < 20 && refusal is null; number++)
        {
            var command = Engine.SubmitAsync(order(number), Some.Cart(number + 1), Message.Cart(default));
            refusal = command.IsFaulted ? (EngineUnavailableException)command.Exception.InnerException! : null;
            taken.AddRange(command.IsFaulted ? [] : [command]);
        }

        stall.Release();
        await Within.Reason(Task.WhenAll(taken));
        Assert.NotNull(refusal);
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        Assert.InRange(taken.Count, 2, 19);
        Assert.Equal(Outcome.Accepted, (await Within.Reason(Engine.SubmitAsync(order(19), Some.Cart(99), Message.Cart(default)))).Outcome);
    }
}
