using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task An_accepted_command_is_visible_after_a_restart()
    {
        var receipt = await Within.Reason(Engine.Report(Some.Order(), 2));
        await RestartAsync();

        Assert.Equal(Outcome.Accepted, receipt.Outcome);
        Assert.Equal(OrderStatus.Paid, (await ReadAsync(Some.Order())).State.Status);
    }

    [Fact]
    public async Task An_accepted_command_is_visible_after_a_crash()
    {
        await Within.Reason(Engine.Report(Some.Order(), 2));
        await CrashAndStartAsync();

        Assert.Equal(OrderStatus.Paid, (await ReadAsync(Some.Order())).State.Status);
    }

    [Fact]
    public async Task The_same_message_64_times_at_once_has_one_effect_and_64_receipts()
    {
        var receipts = await Within.Reason(Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => Engine.Report(Some.Order(), 1)))));
        await SettledAsync(Some.Order());

        Assert.Single(receipts, receipt => receipt.Outcome == Outcome.Accepted);
        Assert.Equal(63, receipts.Count(receipt => receipt.Outcome == Outcome.Repeated));
        Assert.Single(Fixture.Vtex.Calls);
        Assert.Single(Fixture.BonifiQ.Calls);
    }

    [Fact]
    public async Task The_same_message_twice_changes_nothing_the_second_time()
    {
        Fixture.Policies.Policy = new(); // Owes nothing, so that only the message counts.
        await Within.Reason(Engine.Report(Some.Order(), 1));
        var before = RecordCodec.Write(await ReadAsync(Some.Order()));
        await RestartAsync();
        var receipt = await Within.Reason(Engine.Report(Some.Order(), 1));

        Assert.Equal(Outcome.Repeated, receipt.Outcome);
        await RestartAsync();
        Assert.Equal(before, RecordCodec.Write(await ReadAsync(Some.Order())));
    }

    [Fact]
    public async Task A_refused_command_leaves_the_state_untouched_and_is_remembered()
    {
        Fixture.Policies.Policy = new();
        await Within.Reason(Engine.Report(Some.Order(), 6));
        var before = await ReadAsync(Some.Order());
        var receipt = await Within.Reason(Engine.SubmitAsync(Some.Order(), new MarkPaid("ops"), Message.Internal));
        await CrashAndStartAsync();
        var after = await ReadAsync(Some.Order());

        Assert.Equal(Outcome.Refused, receipt.Outcome);
        Assert.NotNull(receipt.Reason);
        Assert.Equal(before.State.Status, after.State.Status);
        Assert.Equal(LineStatus.Refused, after.Timeline[^1].Status);
    }

    [Fact]
    public async Task Concurrent_commands_to_one_order_run_one_after_another()
    {
        var order = Some.ChatOrder();
        var receipts = await Within.Reason(Task.WhenAll(Enumerable.Range(1, 100).Select(
            price => Task.Run(() => Engine.SubmitAsync(order, Some.Cart(price), Message.Cart(default))))));

        Assert.Equal(Enumerable.Range(1, 100), receipts.Select(receipt => receipt.Version).Order());
        Assert.Equal(100, (await ReadAsync(order)).Version);
    }

    [Fact]
    public async Task An_unknown_order_reads_as_nothing() => Assert.Null(await Within.Reason(Engine.ReadAsync(Some.Order("nobody"))));

    [Fact]
    public async Task A_cancellation_before_the_commit_leaves_nothing()
    {
        var (order, other) = (Some.ChatOrder(), Some.ChatOrder("other"));
        using var stall = new StalledWrites(Fixture);
        using var cancellation = new CancellationTokenSource();
        var first = Engine.SubmitAsync(order, Some.Cart(1), Message.Cart(default));
        await Within.Reason(stall.Reached);
        var second = Engine.SubmitAsync(order, Some.Cart(2), Message.Cart(default), cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within.Reason(second));
        stall.Release();
        await Within.Reason(first);

        await Within.Reason(Engine.SubmitAsync(other, Some.Cart(1), Message.Cart(default)));
        Assert.Equal(1, (await ReadAsync(order)).Version);
    }

    [Fact]
    public async Task A_command_that_a_turn_has_taken_is_not_taken_back()
    {
        using var stall = new StalledWrites(Fixture);
        using var cancellation = new CancellationTokenSource();
        var command = Engine.Report(Some.Order(), 1, cancellation.Token);
        await Within.Reason(stall.Reached);
        await cancellation.CancelAsync();
        stall.Release();

        Assert.Equal(Outcome.Accepted, (await Within.Reason(command)).Outcome);
    }

    [Fact]
    public async Task Orders_that_leave_memory_are_read_again()
    {
        Fixture.Policies.Policy = new();
        Fixture.Bounds = new(InMemory: 4);
        await RestartAsync();
        for (var round = 1; round <= 2; round++)
        {
            for (var number = 0; number < 20; number++)
            {
                await Within.Reason(Engine.Report(Some.Order($"o{number}"), round));
            }
        }

        Assert.Equal(20, await Within.Reason(Fixture.Index.CountAsync(new(Status: OrderStatus.Paid))));
        Assert.Equal(2, (await ReadAsync(Some.Order("o0"))).Version);
    }
}
