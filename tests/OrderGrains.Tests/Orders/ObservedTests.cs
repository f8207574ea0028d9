namespace OrderGrains.Tests.Orders;

/// <summary>Which orders are only observed, and what their story says.</summary>
public sealed class ObservedTests
{
    private static readonly OrderPolicy Observing = Some.Policy with { Observes = true };

    [Fact]
    public void An_order_that_began_observed_stays_so_when_its_tenant_goes_live_and_one_that_began_live_stays_live()
    {
        var (seen, live) = (new Scenario(Some.Order("seen"), Observing), new Scenario(Some.Order("live")));
        seen.Opabox(1);
        live.Opabox(1);
        (seen.Policy, live.Policy) = (Some.Policy, Observing);
        seen.Opabox(2);
        live.Opabox(2);

        Assert.Equal((true, false), (seen.State.Observed, live.State.Observed));
    }

    [Fact]
    public void Its_story_says_that_nothing_was_sent_and_its_log_that_the_answer_is_assumed()
    {
        var order = new Scenario(Some.Order("seen"), Observing);
        order.Opabox(1);
        var request = order.Request(Operation.PlaceOrder);
        var exchange = new Exchange("POST /api/order-integration/orders", "{}"u8.ToArray(), null, "{}"u8.ToArray(), TimeSpan.Zero) { Observed = true };

        var turn = order.Tell(order.Answered(request, new Delivered(new VtexAnswer(Some.Result("SOI001"), false, order.State.ContentVersion)), exchange: exchange));

        Assert.True(order.State.Vtex.Integrated);
        Assert.All(order.Record.Timeline.Where(line => line.OperationId == request.Id), line => Assert.StartsWith("Only observed. ", line.Message, StringComparison.Ordinal));
        Assert.Contains(order.Record.Timeline, line => line.Message.StartsWith("Only observed. ", StringComparison.Ordinal));
        Assert.Contains(turn.Log, entry => entry.PayloadKind == "answer assumed, since nothing was sent");
    }
}
