namespace OrderGrains.Tests.Orders;

/// <summary>What becomes of a request by how its call ended (docs/vtex.md, "Codes and outcomes").</summary>
public class FailureTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

    public FailureTests() => _order.Opabox(1);

    private OwedRequest Place => _order.Request(Operation.PlaceOrder);

    [Fact]
    public void Not_taken_is_sent_again_on_schedule_with_the_same_id()
    {
        var id = Place.Id;
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "unavailable"));

        Assert.Equal((id, RequestState.Waiting, Step.Send, 1), (Place.Id, Place.State, Place.Step, Place.Attempts));
        Assert.Equal(_order.Now + RetrySchedule.Default.DelayAfter(id, 1, TimeSpan.Zero), Place.DueAt);
    }

    [Fact]
    public void Retry_after_is_honoured()
    {
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 429", "slow down", TimeSpan.FromMinutes(7), true));
        Assert.Equal(_order.Now.AddMinutes(7), Place.DueAt);
    }

    [Fact]
    public void Retry_after_is_believed_up_to_the_longest_delay()
    {
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 429", "slow down", TimeSpan.FromDays(1), true));
        Assert.Equal(_order.Now + RetrySchedule.Default.MaxDelay, Place.DueAt);
    }

    [Theory]
    [InlineData(Operation.SendOrder)]
    [InlineData(Operation.ChangeStatus)]
    public void What_is_answered_off_the_contract_is_tried_three_times_and_then_a_person_is_asked(Operation operation)
    {
        var order = operation == Operation.SendOrder ? _order : new Scenario(Some.ChatOrder("ORDER_ID"));
        if (operation == Operation.ChangeStatus)
        {
            order.Provision();
            order.Placed();
        }

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            order.After(order.Request(operation).DueAt!.Value - order.Now);
            order.Answer(operation, new DeliveryUnknown("NO_CONTRACT", "It answered with a page") { OffContract = true });
            Assert.Equal(attempt < 3 ? RequestState.Waiting : RequestState.Parked, order.Request(operation).State);
        }

        var asked = Assert.Single(order.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);
        Assert.Contains("It answered with a page. Retry or skip it.", asked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_placement_that_is_answered_off_the_contract_is_read_before_it_is_sent_again()
    {
        _order.Answer(Operation.PlaceOrder, new DeliveryUnknown("NO_CODE", "VTEX answered without one of its codes.") { OffContract = true });
        Assert.Equal((RequestState.AwaitingResult, Step.Read), (Place.State, Place.Step));
    }

    [Fact]
    public void A_retry_that_is_refused_again_asks_since_the_first_refusal()
    {
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI002");
        var since = _order.State.Attention.Select(attention => (attention.Reason, attention.Since)).ToList();
        for (var retry = 1; retry <= 2; retry++)
        {
            _order.After(TimeSpan.FromHours(1)).Tell(new RetryRequest(Place.Id, "ana"));
            Assert.Empty(_order.State.Attention);
            _order.Enqueued(Operation.PlaceOrder);
            _order.Vtex("EOI002", $"op-{retry + 1}");
            Assert.Equal(since, _order.State.Attention.Select(attention => (attention.Reason, attention.Since)));
        }

        _order.Tell(new RetryRequest(Place.Id, "ana"));
        _order.Placed();
        Assert.Null(Place.StuckSince);
    }

    [Fact]
    public void Unknown_waits_for_the_result_then_reads_then_sends_again_where_it_is_not_there()
    {
        _order.Answer(Operation.PlaceOrder, new DeliveryUnknown("Timeout", "no answer"));
        Assert.Equal((RequestState.AwaitingResult, _order.Now.AddMinutes(15)), (Place.State, Place.DueAt));

        _order.After(TimeSpan.FromMinutes(15)).Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Send, _order.Now.AddTicks(1)), (Place.State, Place.Step, Place.DueAt));
    }

    [Fact]
    public void Unknown_that_is_found_counts_as_placed()
    {
        _order.Answer(Operation.PlaceOrder, new DeliveryUnknown("HTTP 500", "oops"));
        _order.After(TimeSpan.FromMinutes(15)).Answer(
            Operation.PlaceOrder, new Delivered(new VtexRead(VtexStanding.Integrated, "MKP-OB-46ad3bd0", "waiting-ffmt-authorization")), Step.Read);

        Assert.Equal(RequestState.Done, Place.State);
        Assert.Equal("MKP-OB-46ad3bd0", _order.State.Vtex.OrderId);
    }

    [Theory]
    [InlineData("EOI002")]
    [InlineData("EOI003")]
    [InlineData("EOI004")]
    [InlineData("EOI005")]
    public void A_permanent_refusal_parks_with_its_reason(string code)
    {
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex(code);
        Assert.Equal((RequestState.Parked, code), (Place.State, Place.LastCode));
        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.PlacementRefused);
    }

    [Theory]
    [InlineData("EOI000")]
    [InlineData("EOI001")]
    public void An_unexplained_failure_is_tried_three_times(string code)
    {
        for (var attempt = 1; attempt < 3; attempt++)
        {
            _order.Enqueued(Operation.PlaceOrder);
            _order.Vtex(code, $"op-{attempt}");
            Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
            _order.After(Place.DueAt!.Value - _order.Now);
        }

        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex(code, "op-3");
        Assert.Equal(RequestState.Parked, Place.State);
    }

    [Fact]
    public void Already_there_is_read_and_never_sent_again()
    {
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI007");
        Assert.Equal((RequestState.Waiting, Step.Read), (Place.State, Place.Step));

        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Read), (Place.State, Place.Step));
        Assert.True(Place.DueAt > _order.Now);
    }

    [Fact]
    public void EOI008_holds_the_approval_until_the_order_is_there()
    {
        _order.Enqueued(Operation.PlaceOrder);
        _order.Opabox(2);
        _order.Vtex("EOI008");
        Assert.Equal(RequestState.Held, _order.Request(Operation.ApproveOrder).State);
        _order.Vtex("SOI001");
        Assert.Equal(RequestState.Waiting, _order.Request(Operation.ApproveOrder).State);
    }

    [Fact]
    public void EOI011_asks_again_slowly_and_burns_no_attempt()
    {
        _order.Placed().Opabox(2);
        _order.Enqueued(Operation.ApproveOrder);
        var attempts = _order.Request(Operation.ApproveOrder).Attempts;
        _order.Vtex("EOI011");

        var approve = _order.Request(Operation.ApproveOrder);
        Assert.Equal((RequestState.Waiting, attempts), (approve.State, approve.Attempts));
        Assert.Equal(_order.Now + RetrySchedule.Default.MaxDelay, approve.DueAt);
        Assert.True(_order.State.Vtex.AwaitingSeller);
    }

    [Fact]
    public void EOI009_is_read_and_parks_where_vtex_does_not_approve()
    {
        _order.Placed().Opabox(2);
        _order.Enqueued(Operation.ApproveOrder);
        _order.Vtex("EOI009");
        _order.Answer(Operation.ApproveOrder, new Delivered(new VtexRead(VtexStanding.Integrated, "MKP-OB-46ad3bd0", "on-order-completed")), Step.Read);
        Assert.Equal(RequestState.Parked, _order.Request(Operation.ApproveOrder).State);
    }

    [Fact]
    public void After_the_horizon_a_request_is_parked()
    {
        while (Place.State == RequestState.Waiting)
        {
            Assert.InRange(Place.Attempts, 0, 1000);
            _order.After(Place.DueAt!.Value - _order.Now);
            _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "down"));
        }

        Assert.Equal(RequestState.Parked, Place.State);
        Assert.InRange(_order.Now - Some.Morning, TimeSpan.FromDays(3), TimeSpan.FromDays(3.1));
        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);
    }

    [Fact]
    public void Days_off_do_not_count_towards_the_horizon()
    {
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "down"));
        _order.After(TimeSpan.FromDays(30)).Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "down"));
        Assert.Equal(RequestState.Waiting, Place.State);
    }

    [Fact]
    public void A_cancelled_order_that_vtex_never_had_owes_nothing()
    {
        _order.Opabox(8);
        Assert.Equal((RequestState.Waiting, Step.Read), (Place.State, Place.Step));
        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);

        // A process that was killed right after sending it would not know, and VTEX may show it later: it is read once more.
        Assert.Equal((RequestState.AwaitingResult, _order.Now.AddMinutes(15)), (Place.State, Place.DueAt));
        _order.After(TimeSpan.FromMinutes(15)).Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.DoesNotContain(_order.State.Requests, request => request.IsOpen() && request.Target == Target.Vtex);
    }

    [Fact]
    public void A_placement_under_way_when_the_order_is_cancelled_is_cancelled_once_it_is_there()
    {
        _order.Opabox(8);
        _order.Enqueued(Operation.PlaceOrder);
        Assert.Equal(RequestState.Held, _order.Request(Operation.CancelOrder).State);
        _order.Vtex("SOI001");

        _order.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r1")));
        Assert.Equal(RequestState.AwaitingResult, _order.Request(Operation.CancelOrder).State);
        _order.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        Assert.Equal(RequestState.Done, _order.Request(Operation.CancelOrder).State);
        Assert.False(_order.State.Vtex.CancelledByVtex);
    }

    [Fact]
    public void A_cancellation_by_vtex_cancels_the_order_and_asks_for_somebody_to_tell_the_shopper()
    {
        _order.Placed();
        _order.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        Assert.Equal(OrderStatus.Cancelled, _order.State.Status);
        Assert.Equal(AttentionReason.TellShopper, _order.State.Attention[0].Reason);
        Assert.Equal("Cancelled", _order.Request(Operation.SendOrder).Argument);
    }

    [Fact]
    public void A_rejected_payment_cancels_after_its_grace_and_replace_places_anew()
    {
        _order.Placed();
        _order.Opabox(3);
        Assert.Equal(_order.Now.AddHours(1), _order.State.WakeAt);
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        Assert.Equal("Cancelled", _order.Request(Operation.SendOrder).Argument);
        _order.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r1")));
        _order.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        Assert.Equal(OrderStatus.PaymentRejected, _order.State.Status);

        _order.Opabox(2);
        Assert.Equal(AttentionReason.PaidAfterCancel, _order.State.Attention.Single().Reason);
        Assert.Equal(Outcome.Accepted, _order.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        Assert.Equal((2, RequestState.Waiting), (Place.Placement, Place.State));
        Assert.Empty(_order.State.Attention);
        Assert.Equal("Pending", _order.Request(Operation.SendOrder).Argument);
    }

    [Fact]
    public void A_payment_repaired_within_the_grace_cancels_nothing()
    {
        _order.Placed();
        _order.Opabox(3);
        _order.After(TimeSpan.FromMinutes(59)).Opabox(2);
        Assert.Null(_order.State.WakeAt);
        Assert.DoesNotContain(_order.State.Requests, request => request.Operation == Operation.CancelOrder);
    }

    [Fact]
    public void An_operator_skips_what_is_parked()
    {
        _order.Answer(Operation.PlaceOrder, new DeliveryRefused("HTTP 403", "no licence"));
        Assert.Equal(Outcome.Accepted, _order.Tell(new SkipRequest(Place.Id, "ana")).Receipt.Outcome);
        Assert.Equal(RequestState.Skipped, Place.State);
        Assert.Equal(Outcome.Refused, _order.Tell(new SkipRequest(Place.Id, "ana")).Receipt.Outcome);
        Assert.Empty(_order.State.Attention);
    }
}
