namespace OrderGrains.Tests.Orders;

/// <summary>
/// A refusal says which placement it means, and not which of its sends: where VTEX can have had two, one may be refused and the other
/// taken. Found by a seed of the simulator.
/// </summary>
public class DoubtedRefusalTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

    public DoubtedRefusalTests() => _order.Opabox(1);

    private OwedRequest Place => _order.Request(Operation.PlaceOrder);

    private OwedRequest Cancel => _order.Request(Operation.CancelOrder);

    [Fact]
    public void A_late_refusal_of_one_send_does_not_leave_at_VTEX_what_the_next_one_placed()
    {
        SentAgainAfterA404();
        _order.Enqueued(Operation.PlaceOrder); // VTEX takes this one, and its word for that is lost.
        _order.Vtex("EOI002", "op-1");
        Assert.Equal((RequestState.AwaitingResult, "EOI002"), (Place.State, Place.LastCode));
        Assert.False(_order.State.Vtex.Refused);

        _order.Opabox(8);
        Assert.Equal(RequestState.Held, Cancel.State);
        Read(new VtexRead(VtexStanding.Integrated, "MKP-OB-46ad3bd0", "waiting"));
        Assert.Equal((RequestState.Waiting, Step.Send), (Cancel.State, Cancel.Step));
    }

    [Fact]
    public void A_late_refusal_while_the_next_send_is_under_way_is_doubted_too()
    {
        SentAgainAfterA404();
        var slow = _order.Answered(Place, new Delivered(new VtexAnswer(Some.Result("SOI003"), false, _order.State.ContentVersion)));
        _order.Vtex("EOI004", "op-1");
        _order.Tell(slow);
        Assert.Equal((RequestState.AwaitingResult, "EOI004"), (Place.State, Place.LastCode));

        _order.Vtex("SOI001", "op-2");
        Assert.Equal(RequestState.Done, Place.State);
        Assert.Empty(_order.State.Attention);
    }

    [Fact]
    public void A_doubted_refusal_is_believed_once_VTEX_does_not_show_the_order()
    {
        SentAgainAfterA404();
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI002");
        Read(new NotFound());
        Assert.Equal((RequestState.Parked, "EOI002"), (Place.State, Place.LastCode));
        Assert.Equal(("EOI002", true), (_order.State.Vtex.RefusalCode, _order.State.Vtex.Refused));
        Assert.Equal(AttentionReason.TellShopper, _order.State.Attention[0].Reason);

        // Sent on by an operator, it owes its result anew: the refusal of before is not read into it.
        _order.Tell(new RetryRequest(Place.Id, "ana"));
        _order.Enqueued(Operation.PlaceOrder);
        Read(new NotFound());
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    [Fact]
    public void A_cart_asked_again_after_a_doubted_refusal_is_doubted_as_well()
    {
        var chat = new Scenario(Some.ChatOrder("ORDER_ID"));
        chat.Provision();
        chat.Answer(Operation.PlaceOrder, new DeliveryUnknown("Timeout", "no answer"));
        chat.After(TimeSpan.FromMinutes(15)).Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        chat.Answer(Operation.PlaceOrder, new Delivered(new VtexAnswer(Some.Result("EOI002"), false, 1)));
        Assert.DoesNotContain(chat.State.Requests, request => request.Operation == Operation.ChangeStatus);
        chat.After(TimeSpan.FromMinutes(15)).Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal("CANCELLED", chat.Request(Operation.ChangeStatus).Argument);

        chat.Provision();
        chat.Enqueued(Operation.PlaceOrder);
        chat.Vtex("EOI002", "op-0"); // Of the first send, which nobody heard of since.
        Assert.Equal(RequestState.AwaitingResult, chat.Request(Operation.PlaceOrder).State);
    }

    [Fact]
    public void A_send_that_VTEX_did_not_take_casts_no_doubt()
    {
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "busy"));
        _order.After(TimeSpan.FromHours(1)).Answer(Operation.PlaceOrder, new Delivered(new VtexAnswer(Some.Result("EOI006"), false, 1)));
        _order.After(TimeSpan.FromHours(1)).Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI002", "op-3");
        Assert.Equal((RequestState.Parked, 0), (Place.State, Place.Resends));
    }

    /// <summary>What VTEX said was there is what it has refused: the next send may have to be sent again.</summary>
    [Fact]
    public void A_refusal_of_what_was_there_leaves_a_placement_that_can_be_sent_again()
    {
        SentAgainAfterA404();
        _order.Answer(Operation.PlaceOrder, new Delivered(new VtexAnswer(Some.Result("EOI007"), false, 1)));
        _order.Vtex("EOI002", "op-1");
        Read(new NotFound());
        Assert.Equal(RequestState.Parked, Place.State);

        _order.Tell(new RetryRequest(Place.Id, "ana"));
        _order.Answer(Operation.PlaceOrder, new DeliveryUnknown("Timeout", "no answer"));
        Read(new NotFound());
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    /// <summary>It is read first, so VTEX had it once, and refuses that.</summary>
    [Fact]
    public void Of_a_placement_skipped_while_it_is_under_way_and_sent_on_the_refusal_is_believed()
    {
        _order.Tell(new SkipRequest(Place.Id, "ana"));
        _order.Tell(new RetryRequest(Place.Id, "ana"));
        Assert.Equal(Step.Read, Place.Step);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI002");
        Assert.Equal((RequestState.Parked, "EOI002"), (Place.State, _order.State.Vtex.RefusalCode));
    }

    /// <summary>A process ended before the answer to its call; the next one asked VTEX, which did not have it.</summary>
    private void SentAgainAfterA404()
    {
        _order.After(TimeSpan.FromMinutes(1)).Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    private void Read(TargetAnswer answer) =>
        _order.After(Place.DueAt!.Value - _order.Now).Answer(Operation.PlaceOrder, new Delivered(answer), Step.Read);
}
