namespace OrderGrains.Tests.Orders;

/// <summary>Taxes and tracking hints, which an operator says and a placement takes with it.</summary>
public sealed class AdditionsTests
{
    private static readonly Additions Given = new() { Taxes = [new("65874564", 1.50m)], TrackingHints = [new("BR1", null, null, null)] };

    private readonly Scenario _opabox = new(Some.Order());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_placement_that_is_still_to_be_sent_takes_them_with_the_payment(int status)
    {
        _opabox.Opabox(status);

        Assert.Equal(Outcome.Accepted, _opabox.Tell(new MarkPaid("ana") { Additions = Given }).Receipt.Outcome);
        Assert.Equal((OrderStatus.Paid, 1.50m), (_opabox.State.Status, _opabox.State.Additions!.Taxes[0].Value));
        Assert.Equal("To go with the placement, by ana: taxes of 1.50 reais, tracking hints: 1", _opabox.Record.Timeline[^1].Message);
    }

    [Fact]
    public void A_placement_that_VTEX_has_or_may_have_takes_none()
    {
        _opabox.Opabox(1);
        _opabox.Enqueued(Operation.PlaceOrder);
        Refused("VTEX has the order, or may have it: taxes and tracking hints go with a placement.");
        _opabox.Vtex("SOI001");
        Refused("VTEX has the order, or may have it: taxes and tracking hints go with a placement.");
        Assert.Equal(OrderStatus.Placed, _opabox.State.Status); // A refusal changes nothing, also not the payment.
    }

    [Fact]
    public void A_placement_that_VTEX_refused_takes_them_and_so_does_one_that_is_made_anew()
    {
        _opabox.Opabox(2);
        _opabox.Enqueued(Operation.PlaceOrder);
        _opabox.Vtex("EOI005");
        Assert.Equal(Outcome.Accepted, _opabox.Tell(new MarkPaid("ana") { Additions = Given }).Receipt.Outcome);

        _opabox.Tell(new RetryRequest(_opabox.Request(Operation.PlaceOrder).Id, "ana"));
        _opabox.Placed();
        Assert.Equal(1.50m, _opabox.State.Additions!.Taxes[0].Value);
    }

    [Fact]
    public void A_replacement_takes_its_own_and_keeps_earlier_ones_where_it_says_none()
    {
        CancelledByTheGrace();
        Assert.Equal(Outcome.Refused, _opabox.Tell(new ReplaceOrder("ana") { Additions = new() { Taxes = [new("other", 1)] } }).Receipt.Outcome);
        Assert.Equal(Outcome.Accepted, _opabox.Tell(new ReplaceOrder("ana") { Additions = Given }).Receipt.Outcome);

        Assert.Equal((2, 1.50m), (_opabox.State.Placement, _opabox.State.Additions!.Taxes[0].Value));
        Assert.Equal(Outcome.Accepted, _opabox.Tell(new MarkPaid("ana") { Additions = new() }).Receipt.Outcome);
        Assert.True(_opabox.State.Additions!.Taxes.IsEmpty);
    }

    [Fact]
    public void A_SKU_that_no_line_has_and_an_order_that_is_over_are_refused()
    {
        _opabox.Opabox(1);
        Refused("No line has the SKU other.", new() { Taxes = [new("other", 1)] });
        _opabox.Opabox(8);
        Refused("The order is Cancelled: nothing is placed any more.");
    }

    private void Refused(string why, Additions? additions = null)
    {
        var receipt = _opabox.Tell(new MarkPaid("ana") { Additions = additions ?? Given }).Receipt;
        Assert.Equal((Outcome.Refused, why), (receipt.Outcome, receipt.Reason));
        Assert.Null(_opabox.State.Additions);
    }

    private void CancelledByTheGrace()
    {
        _opabox.Opabox(1);
        _opabox.Placed().Opabox(3);
        _opabox.After(_opabox.Policy.PaymentRejectedGrace).Tell(new Wake());
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("receipt")));
        _opabox.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        _opabox.Opabox(2);
    }
}
