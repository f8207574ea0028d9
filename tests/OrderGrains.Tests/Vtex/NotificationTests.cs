using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Vtex;

/// <summary>Notifications that come early, twice, in the wrong order, without ids, or for what we never placed.</summary>
public sealed class NotificationTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

    private OwedRequest Place => _order.Request(Operation.PlaceOrder);

    private OwedRequest Approve => _order.Request(Operation.ApproveOrder);

    [Fact]
    public void Before_the_answer_to_our_own_call_a_refusal_stands()
    {
        _order.Opabox(1);
        _order.Vtex("EOI002");
        Enqueue(Place);

        Assert.Equal((RequestState.Parked, "EOI002", "EOI002"), (Place.State, Place.LastCode, _order.State.Vtex.LastCode));
        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.PlacementRefused);
    }

    [Fact]
    public void Before_the_answer_to_our_own_call_a_failure_keeps_its_schedule()
    {
        _order.Opabox(1);
        var sent = Place;
        _order.Vtex("EOI006");
        var due = Place.DueAt;
        Enqueue(sent);

        Assert.Equal((RequestState.Waiting, Step.Send, due), (Place.State, Place.Step, Place.DueAt));
    }

    [Fact]
    public void Before_the_answer_that_is_lost_the_placement_is_done()
    {
        _order.Opabox(1);
        _order.Vtex("SOI001");
        _order.Tell(_order.Answered(Place, new DeliveryUnknown("TIMEOUT", "no answer")));

        Assert.Equal(RequestState.Done, Place.State);
    }

    [Theory]
    [InlineData("SOI001")]
    [InlineData("SOI002")]
    [InlineData("EOI002")]
    [InlineData("EOI006")]
    [InlineData("EOI007")]
    public void Twice_is_once(string code)
    {
        _order.Opabox(22);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex(code);
        var (state, version) = (_order.State, _order.Record.Version);

        Assert.Equal(OrderGrains.Outcome.Repeated, _order.Vtex(code).Receipt.Outcome);
        Assert.Equal((state, version), (_order.State, _order.Record.Version));
    }

    [Fact]
    public void Approved_before_integrated_is_both()
    {
        _order.Opabox(22);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("SOI002");
        Assert.Equal((RequestState.Done, RequestState.Done), (Place.State, Approve.State));
        Assert.Equal("MKP-OB-46ad3bd0", _order.State.Vtex.OrderId);

        _order.Vtex("SOI001");
        Assert.Equal("SOI002", _order.State.Vtex.LastCode);
    }

    [Fact]
    public void A_wait_for_the_seller_before_integrated_is_both()
    {
        _order.Opabox(22);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex(Some.Result("EOI011") with { Flow = null });

        Assert.Equal((RequestState.Done, RequestState.Waiting), (Place.State, Approve.State));
        Assert.True(_order.State.Vtex is { Integrated: true, AwaitingSeller: true, LastCode: "EOI011" });
        _order.Vtex("SOI002");
        Assert.True(_order.State.Vtex is { AwaitingSeller: false, LastCode: "SOI002" });
    }

    [Fact]
    public void A_failure_that_comes_after_the_success_changes_nothing()
    {
        _order.Opabox(1);
        _order.Placed();
        Assert.Equal(OrderGrains.Outcome.Stale, _order.Vtex("EOI007", "op-2").Receipt.Outcome);
        Assert.Equal(OrderGrains.Outcome.Stale, _order.Vtex("EOI002", "op-3").Receipt.Outcome);

        Assert.Equal((RequestState.Done, "SOI001"), (Place.State, _order.State.Vtex.LastCode));
        Assert.Empty(_order.State.Attention);
    }

    [Fact]
    public void Null_ids_are_read_by_what_waits()
    {
        _order.Opabox(22);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex(new VtexResult { Success = true, Code = "SOI001" });
        Assert.Equal(RequestState.Done, Place.State);
        Assert.Null(_order.State.Vtex.OrderId);

        _order.Vtex(new VtexResult { Code = "EOI009" });
        Assert.Equal((RequestState.Waiting, Step.Read), (Approve.State, Approve.Step));
        _order.Answer(
            Operation.ApproveOrder,
            new Delivered(new VtexRead(VtexStanding.Approved, "MKP-OB-46ad3bd0", "handling")),
            Step.Read);
        Assert.Equal((RequestState.Done, "MKP-OB-46ad3bd0"), (Approve.State, _order.State.Vtex.OrderId));
    }

    [Fact]
    public void A_success_that_VTEX_adds_some_day_sends_nothing_again()
    {
        _order.Opabox(1);
        _order.Answer(Operation.PlaceOrder, new Delivered(new VtexAnswer(Some.Result("SOI009"), false, 1)));
        Assert.Equal(RequestState.AwaitingResult, Place.State);
        _order.Vtex("SOI010");
        Assert.Equal(RequestState.AwaitingResult, Place.State);
    }

    [Fact]
    public void For_an_order_that_nobody_has_told_us_of_it_is_a_fact_of_that_order()
    {
        _order.Vtex("SOI001");
        Assert.Equal(AttentionReason.Unmatched, Assert.Single(_order.State.Attention).Reason);
        Assert.Empty(_order.State.Requests);

        _order.Opabox(1);
        Assert.Empty(_order.State.Attention);
        Assert.DoesNotContain(_order.State.Requests, request => request.Operation == Operation.PlaceOrder);
    }

    [Fact]
    public void A_refusal_of_what_we_never_placed_changes_nothing()
    {
        _order.Vtex("EOI002");
        Assert.False(_order.State.Vtex.Refused);

        _order.Opabox(1);
        Assert.Equal(RequestState.Waiting, Place.State);
    }

    [Fact]
    public void The_same_bad_result_of_each_attempt_counts_once_and_the_third_parks()
    {
        _order.Opabox(1);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            _order.After((Place.DueAt ?? _order.Now) - _order.Now).Enqueued(Operation.PlaceOrder);
            Assert.Equal(OrderGrains.Outcome.Accepted, _order.Vtex("EOI001", null).Receipt.Outcome);
            Assert.Equal(OrderGrains.Outcome.Repeated, _order.Vtex("EOI001", null).Receipt.Outcome);
            Assert.Equal((attempt, attempt == 3 ? RequestState.Parked : RequestState.Waiting), (Place.Attempts, Place.State));
        }

        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);
    }

    private void Enqueue(OwedRequest request) =>
        _order.Tell(_order.Answered(request, new Delivered(new VtexAnswer(Some.Result("SOI003"), false, 1))));
}
