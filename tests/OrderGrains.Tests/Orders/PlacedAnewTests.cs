namespace OrderGrains.Tests.Orders;

/// <summary>What OmniChat hears, and is owed, of a chat order that is placed a second time. Found by seeds of the simulator.</summary>
public class PlacedAnewTests
{
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    public PlacedAnewTests()
    {
        _chat.Provision();
        _chat.Placed();
    }

    private OwedRequest Told => _chat.Request(Operation.ChangeStatus);

    /// <summary>OmniChat was away beyond the horizon, and the order was placed anew meanwhile.</summary>
    [Fact]
    public void What_was_parked_before_it_was_placed_anew_may_be_sent_on()
    {
        _chat.Answer(Operation.ChangeStatus, new DeliveryRefused("HTTP 403", "no"));
        Replaced();
        Assert.Equal((1, RequestState.Parked), (Told.Placement, Told.State));
        Assert.Equal(AttentionReason.RequestParked, Assert.Single(_chat.State.Attention).Reason);

        Assert.Equal(Outcome.Accepted, _chat.Tell(new RetryRequest(Told.Id, "ana")).Receipt.Outcome);
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Equal(RequestState.Done, Told.State);
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void What_was_given_up_before_it_may_not_nor_what_VTEX_was_asked_of_the_earlier_placement()
    {
        _chat.Tell(new SkipRequest(Told.Id, "ana"));
        var cancel = Replaced();
        Assert.Equal(Outcome.Refused, _chat.Tell(new RetryRequest(Told.Id, "ana")).Receipt.Outcome);
        Assert.Equal(Outcome.Refused, _chat.Tell(new RetryRequest(cancel, "ana")).Receipt.Outcome);
    }

    [Theory]
    [InlineData("EOI002")]
    [InlineData("EOI003")]
    public void A_refusal_that_was_told_as_CANCELLED_has_the_next_placement_told_from_its_beginning(string code)
    {
        RefusedAnew(code);
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        SentOnAndPlaced();
        Assert.Equal(["ORDER_GATEWAY_PROVISIONED", "CANCELLED", "ORDER_GATEWAY_PROVISIONED"], Statuses());
    }

    [Fact]
    public void A_refusal_that_nobody_told_has_nothing_told_twice()
    {
        _chat.Policy = Some.Policy with { TellChatOfRefusals = false };
        RefusedAnew("EOI002");
        SentOnAndPlaced();
        Assert.Equal(["ORDER_GATEWAY_PROVISIONED"], Statuses());
    }

    private void RefusedAnew(string code)
    {
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Replaced();
        _chat.Enqueued(Operation.PlaceOrder);
        _chat.Vtex(code, "op-refused");
    }

    private void SentOnAndPlaced()
    {
        _chat.Tell(new RetryRequest(_chat.Request(Operation.PlaceOrder).Id, "ana"));
        _chat.Placed();
        Assert.Equal((2, RequestState.Done), (_chat.Request(Operation.PlaceOrder).Placement, _chat.Request(Operation.PlaceOrder).State));
    }

    /// <summary>Cancelled when its grace ran out, paid after all, and placed anew; the id of the cancellation.</summary>
    private string Replaced()
    {
        _chat.Chat("NOT_PAID");
        _chat.After(TimeSpan.FromHours(1)).Tell(new Wake());
        var cancel = _chat.Request(Operation.CancelOrder).Id;
        _chat.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r1")));
        _chat.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        _chat.Chat("PAID");
        Assert.Equal(Outcome.Accepted, _chat.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        return cancel;
    }

    private List<string?> Statuses() =>
        [.. _chat.State.Requests.Where(request => request.Operation == Operation.ChangeStatus).Select(request => request.Argument)];
}
