using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Turns;

/// <summary>Retention is a command to the order like any other: the order itself says whether it goes.</summary>
public class RemovalTests
{
    private static readonly OrderPolicy Policy = Some.Policy with { Retention = new(TimeSpan.FromDays(30), TimeSpan.FromDays(10)) };

    [Fact]
    public void An_order_that_is_over_for_long_enough_goes()
    {
        var order = Over();
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1))));
        var turn = order.After(TimeSpan.FromTicks(1)).Tell(new RemoveOrder());
        Assert.Equal((true, true, Outcome.Accepted), (turn.Removed, turn.Changed, turn.Receipt.Outcome));
        Assert.Equal((0, OrderStatus.Unknown), (turn.Record.Version, turn.Record.State.Status));
        Assert.Empty(turn.Log);
    }

    [Fact]
    public void A_refusal_says_why_and_leaves_nothing_behind()
    {
        var order = Over();
        var before = order.Record;
        var turn = order.Tell(new RemoveOrder());
        Assert.Equal((false, false, "Its last change is not long enough ago."), (turn.Removed, turn.Changed, turn.Receipt.Reason));
        Assert.Same(before, turn.Record);
        Assert.Empty(turn.Log);
    }

    [Fact]
    public void A_cart_that_was_closed_goes_by_the_age_of_carts()
    {
        var order = new Scenario(Some.ChatOrder("ORDER_ID"), Policy);
        order.Tell(new EditCart(Some.Content(), false));
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(20)))); // It is to be closed first.
        order.After(TimeSpan.FromDays(10)).Tell(new Wake());
        Assert.Equal((false, Outcome.Refused), Removal(order));
        Assert.Equal((true, Outcome.Accepted), Removal(order.After(TimeSpan.FromDays(10))));
    }

    [Fact]
    public void What_is_kept_for_ever_is_kept_for_ever()
    {
        var order = Over();
        order.Policy = Policy with { Retention = RetentionPolicy.ForEver };
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(10_000))));
    }

    [Fact]
    public void An_order_that_is_under_way_is_never_over()
    {
        var order = new Scenario(Some.Order("46ad3bd0"), new() { Retention = Policy.Retention });
        order.Opabox(4);
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(10_000))));
    }

    [Fact]
    public void Nor_is_one_that_owes_something()
    {
        var order = new Scenario(Some.Order("46ad3bd0"), Policy);
        order.Opabox(6);
        Assert.Contains(order.State.Requests, request => request.IsOpen());
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(10_000))));
    }

    [Fact]
    public void Nor_is_one_that_needs_a_person()
    {
        var order = Over();
        order.Tell(new ReportVtexProgress(VtexProgress.Delivered, null, null));
        Assert.Equal(AttentionReason.DeliveredAfterCancel, Assert.Single(order.State.Attention).Reason);
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(10_000))));
    }

    [Fact]
    public void A_last_change_that_lies_ahead_is_never_long_ago()
    {
        var order = Over();
        order.Policy = Policy with { Retention = new(TimeSpan.Zero, TimeSpan.Zero) };
        Assert.Equal((false, Outcome.Refused), Removal(order.After(-TimeSpan.FromTicks(1))));
    }

    [Fact]
    public void A_change_that_was_made_while_the_clock_was_behind_is_of_the_next_turn_at_the_right_time()
    {
        var order = Over();
        order.After(TimeSpan.FromDays(-1_100)).Tell(new Wake());
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(1_101))));
        order.Tell(new Wake());
        Assert.Equal((false, Outcome.Refused), Removal(order.After(TimeSpan.FromDays(29))));
        Assert.Equal((true, Outcome.Accepted), Removal(order.After(TimeSpan.FromDays(1))));
    }

    [Fact]
    public void Of_an_order_that_nobody_knows_nothing_is_removed() =>
        Assert.Equal((false, Outcome.Refused), Removal(new(Some.Order("46ad3bd0"), Policy with { Retention = new(TimeSpan.Zero, TimeSpan.Zero) })));

    private static (bool Removed, Outcome Outcome) Removal(Scenario order)
    {
        var turn = Turn.Take(order.Record, new RemoveOrder(), Message.Internal, order.Policy, order.Now);
        return (turn.Removed, turn.Receipt.Outcome);
    }

    /// <summary>A cancelled order that owes nobody anything.</summary>
    private static Scenario Over()
    {
        var order = new Scenario(Some.Order("46ad3bd0"), new() { Retention = Policy.Retention });
        order.Opabox(7);
        return order;
    }
}
