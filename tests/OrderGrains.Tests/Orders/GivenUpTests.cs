namespace OrderGrains.Tests.Orders;

/// <summary>What operators give up, and cancellations that lose their cause: nothing of it sticks or is forgotten.</summary>
public class GivenUpTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

    private OwedRequest Place => _order.Request(Operation.PlaceOrder);

    private OwedRequest Cancel => _order.Request(Operation.CancelOrder);

    [Fact]
    public void Paid_while_the_cancellation_still_waits_for_the_placement_goes_on()
    {
        _order.Opabox(1);
        _order.Answer(Operation.PlaceOrder, new DeliveryUnknown("HTTP 500", "oops"));
        _order.Opabox(3);
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        Assert.Equal(RequestState.Held, Cancel.State);

        _order.Opabox(2);
        Assert.Equal(RequestState.Superseded, Cancel.State);
        Assert.Empty(_order.State.Attention);
        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        _order.Placed();
        _order.Vtex("SOI002");
        Assert.DoesNotContain(_order.State.Requests, request => request.Target == Target.Vtex && request.IsOpen());
        Assert.Equal("Pending", _order.Request(Operation.SendOrder).Argument);
    }

    [Fact]
    public void A_request_that_is_done_shows_no_error_of_before()
    {
        _order.Opabox(1);
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "busy"));
        Assert.Equal(("HTTP 503", "busy"), (Place.LastCode, Place.LastError));
        _order.After(TimeSpan.FromHours(2)).Placed();
        Assert.Equal((RequestState.Done, null, null), (Place.State, Place.LastCode, Place.LastError));
    }

    [Fact]
    public void A_cancellation_that_was_given_up_is_owed_again_when_the_order_is_cancelled_after_all()
    {
        _order.Opabox(1);
        _order.Placed();
        _order.Opabox(3);
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _order.Tell(new SkipRequest(Cancel.Id, "ana"));
        _order.After(TimeSpan.FromMinutes(1)).Opabox(2);
        Assert.Equal(RequestState.Waiting, _order.Request(Operation.ApproveOrder).State);

        _order.After(TimeSpan.FromMinutes(1)).Opabox(7);
        Assert.Equal((RequestState.Waiting, Step.Send), (Cancel.State, Cancel.Step));
        _order.Tell(new SkipRequest(Cancel.Id, "ana"));
        Assert.Equal(RequestState.Skipped, Cancel.State);
    }

    [Fact]
    public void A_placement_that_was_given_up_while_it_was_perhaps_being_sent_is_looked_for_before_it_is_sent_on()
    {
        _order.Opabox(1);
        var given = _order.Now;
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        _order.After(TimeSpan.FromMinutes(1)).Tell(new RetryRequest(Place.Id, "ana"));
        Assert.Equal((RequestState.Waiting, Step.Read), (Place.State, Place.Step));

        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.AwaitingResult, given + RetrySchedule.Default.ResultTimeout), (Place.State, Place.DueAt));
        _order.After(Place.DueAt!.Value - _order.Now);
        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    /// <summary>The cancellation has the placement looked for, so that its step is a read already when it is given up.</summary>
    [Fact]
    public void Nor_is_one_lost_that_was_being_sent_when_the_order_was_cancelled_and_it_was_given_up()
    {
        _order.Opabox(1);
        _order.Opabox(7);
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        var given = _order.Now;
        _order.Tell(_order.Answered(Place, new Delivered(new VtexAnswer(Some.Result("SOI003"), false, 1))));
        _order.Answer(Operation.CancelOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.AwaitingResult, given + RetrySchedule.Default.ResultTimeout), (Cancel.State, Cancel.DueAt));
    }

    [Fact]
    public void Nor_one_that_is_parked_unread_soon_after_it_was_taken()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.After(TimeSpan.FromMinutes(1)).Tell(new RetryRequest(Place.Id, "ana"));
        _order.Answer(Operation.PlaceOrder, new DeliveryRefused("HTTP 403", "no"), Step.Read);
        Assert.Equal(RequestState.Parked, Place.State);

        _order.Opabox(7);
        _order.Answer(Operation.CancelOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.AwaitingResult, Some.Morning.AddMinutes(15)), (Cancel.State, Cancel.DueAt));
    }

    [Fact]
    public void A_placement_that_waited_for_its_next_attempt_when_it_was_given_up_is_sent_on_at_once()
    {
        _order.Opabox(1);
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "busy"));
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        _order.Tell(new RetryRequest(Place.Id, "ana"));
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    [Fact]
    public void A_placement_that_came_true_though_it_was_given_up_is_not_sent_on()
    {
        _order.Opabox(1);
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        _order.Tell(_order.Answered(Place, new Delivered(new VtexAnswer(Some.Result("SOI003"), false, 1))));
        _order.Vtex("SOI001");
        Assert.True(_order.State.Vtex.Integrated);

        var refused = _order.Tell(new RetryRequest(Place.Id, "ana"));
        Assert.Equal((Outcome.Refused, "VTEX shows it done already."), (refused.Receipt.Outcome, refused.Receipt.Reason));
        Assert.Equal(RequestState.Skipped, Place.State);
    }

    /// <summary>Else it would be sent again at once, and so for ever.</summary>
    [Fact]
    public void A_failure_of_what_VTEX_has_ends_the_request()
    {
        _order.Opabox(1);
        var state = _order.State with { Vtex = _order.State.Vtex with { Integrated = true } };
        var failed = _order.Answered(Place, new Delivered(new VtexAnswer(Some.Result("EOI007"), false, 1)));
        var facts = OrderGrains.Order.Decide(Some.Order("46ad3bd0"), state, failed, Some.Policy, _order.Now);
        Assert.Equal(Place.Id, Assert.Single(facts.OfType<RequestDone>()).RequestId);
    }

    [Fact]
    public void A_placement_that_was_given_up_though_perhaps_sent_is_looked_for_when_the_order_is_cancelled()
    {
        _order.Opabox(2);
        _order.Answer(Operation.PlaceOrder, new DeliveryUnknown("Timeout", "no answer"));
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        _order.Opabox(7);
        Assert.Equal((RequestState.Waiting, Step.Read), (Cancel.State, Cancel.Step));

        _order.Answer(Operation.CancelOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.AwaitingResult, Some.Morning.AddMinutes(15)), (Cancel.State, Cancel.DueAt)); // VTEX may show it later.
        _order.After(TimeSpan.FromMinutes(15)).Answer(Operation.CancelOrder, new Delivered(new NotFound()), Step.Read);
        Assert.DoesNotContain(_order.State.Requests, request => request.Target == Target.Vtex && request.IsOpen());
        Assert.Equal(RequestState.Superseded, Place.State);
    }

    [Fact]
    public void What_VTEX_shows_late_of_a_placement_that_was_given_up_is_cancelled()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Opabox(7);
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        _order.Answer(Operation.CancelOrder, new Delivered(new NotFound()), Step.Read);
        _order.After(Cancel.DueAt!.Value - _order.Now).Answer(
            Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Integrated, "MKP-1", "waiting")), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Send), (Cancel.State, Cancel.Step));
    }

    [Fact]
    public void A_placement_that_is_parked_unread_while_its_cancellation_waits_is_looked_for_and_cancelled()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Opabox(7);
        Assert.Equal(RequestState.Held, Cancel.State);

        _order.After(TimeSpan.FromHours(1)).Answer(Operation.PlaceOrder, new DeliveryRefused("HTTP 403", "no"), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Read), (Cancel.State, Cancel.Step));

        _order.Answer(Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Integrated, "MKP-1", "waiting")), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Send), (Cancel.State, Cancel.Step));
        Assert.Empty(_order.State.Attention);
    }

    [Fact]
    public void A_placement_that_was_given_up_may_be_sent_on_and_holds_no_approval()
    {
        _order.Opabox(2);
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        Assert.DoesNotContain(_order.State.Requests, request => request.Target == Target.Vtex && request.IsOpen());

        _order.Tell(new RetryRequest(Place.Id, "ana"));
        _order.Placed();
        Assert.Equal(RequestState.AwaitingResult, _order.Request(Operation.ApproveOrder).State);
    }

    [Fact]
    public void What_an_operator_says_is_on_the_timeline_also_where_it_changes_nothing()
    {
        _order.Opabox(2);
        _order.Tell(new MarkPaid("ana"));
        Assert.Equal("Paid by ana", _order.Record.Timeline[^1].Operation);
        _order.Tell(new CancelByOperator("ana", "the shop burnt down"));
        Assert.Contains(_order.Record.Timeline, line => line.Message == "the shop burnt down");
    }
}
