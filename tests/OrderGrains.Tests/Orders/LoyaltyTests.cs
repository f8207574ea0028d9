namespace OrderGrains.Tests.Orders;

/// <summary>What BonifiQ is owed: points are promised once (docs/bonifiq.md).</summary>
public class LoyaltyTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

    [Fact]
    public void An_amount_that_changes_before_completion_is_sent_again_as_pending()
    {
        _order.Opabox(1);
        _order.Answer(Operation.SendOrder, new Delivered());
        _order.Opabox(2, Some.Content(30));
        var corrected = _order.Request(Operation.SendOrder);
        Assert.Equal(("Pending", RequestState.Waiting), (corrected.Argument, corrected.State));

        _order.Opabox(6, Some.Content(30));
        Assert.Equal("Completed", _order.Request(Operation.SendOrder).Argument);
        Assert.Equal(RequestState.Superseded, _order.State.Find(corrected.Id)!.State);
    }

    [Fact]
    public void Points_follow_the_content_that_was_placed_whatever_is_told_later()
    {
        _order.Opabox(1);
        _order.Answer(Operation.SendOrder, new Delivered());
        _order.Placed();
        _order.Opabox(2, Some.Content(30));
        _order.Opabox(4, Some.Content(40));
        Assert.Contains(_order.State.Attention, reason => reason.Reason == AttentionReason.ContentChanged);
        Assert.Equal(RequestState.Done, Assert.Single(_order.State.Requests, request => request.Operation == Operation.SendOrder).State);

        _order.Opabox(6, Some.Content(30));
        Assert.Equal("Completed", _order.Request(Operation.SendOrder).Argument);
        Assert.Equal((24.25m, 1), (Contents.Placed(_order.State).Content!.Lines[0].ShopperPrice ?? Contents.Placed(_order.State).Content!.Lines[0].Price, Contents.Placed(_order.State).Version));
    }

    [Fact]
    public void A_content_that_changes_while_its_placement_is_under_way_is_not_the_placed_one()
    {
        _order.Opabox(1);
        var place = _order.Request(Operation.PlaceOrder);
        _order.Opabox(2, Some.Content(30));
        _order.Tell(_order.Answered(place, new Delivered(new VtexAnswer(Some.Result("SOI003") with { Flow = "PlaceOrder" }, false, 1))));
        Assert.Equal(1, Contents.Placed(_order.State).Version);
        Assert.Contains(_order.State.Attention, reason => reason.Reason == AttentionReason.ContentChanged);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_changed_orders_approval_waits_for_a_person_only_where_the_shop_wants_that(bool hold)
    {
        _order.Policy = Some.Policy with { HoldsChangedContent = hold };
        _order.Opabox(1);
        _order.Placed();
        _order.Opabox(2, Some.Content(30));
        var approve = _order.Request(Operation.ApproveOrder);
        Assert.Equal(hold ? RequestState.Held : RequestState.Waiting, approve.State);
        Assert.Contains(_order.State.Attention, reason => reason.Reason == AttentionReason.ContentChanged);

        Assert.Equal(Outcome.Accepted, _order.Tell(new RetryRequest(approve.Id, "ana")).Receipt.Outcome);
        Assert.Equal(RequestState.Waiting, _order.Request(Operation.ApproveOrder).State);
    }

    [Fact]
    public void Delivered_and_then_cancelled_is_reversed()
    {
        Delivered();
        _order.Opabox(7);
        Assert.Equal("Cancelled", _order.Request(Operation.SendOrder).Argument);
    }

    [Fact]
    public void What_bonifiq_has_is_taken_back_even_where_the_customer_has_no_key_by_then()
    {
        Delivered();
        _order.Opabox(7, Some.Content() with { Customer = new() { Name = "Ana" } });
        Assert.Equal("Cancelled", _order.Request(Operation.SendOrder).Argument);
        Assert.Null(_order.State.BonifiQ.LeftOut);
    }

    [Theory]
    [InlineData(true, "Completed")]
    [InlineData(false, "Cancelled")]
    public void Cancelled_and_then_delivered_is_a_persons_matter(bool stands, string standing)
    {
        _order.Opabox(1);
        _order.Answer(Operation.SendOrder, new Delivered());
        _order.Opabox(7);
        _order.Answer(Operation.SendOrder, new Delivered());
        _order.Opabox(6);
        Assert.Equal(AttentionReason.DeliveredAfterCancel, Assert.Single(_order.State.Attention).Reason);
        Assert.Equal("Cancelled", _order.Request(Operation.SendOrder).Argument);

        _order.Tell(stands ? new MarkPaid("ana") : new CancelByOperator("ana", null));
        Assert.Empty(_order.State.Attention);
        Assert.Equal(standing, _order.Request(Operation.SendOrder).Argument);
        Assert.Equal(OrderStatus.Cancelled, _order.State.Status);
    }

    [Fact]
    public void A_delivery_that_vtex_tells_after_the_cancellation_is_a_persons_matter_too()
    {
        _order.Opabox(2);
        _order.Placed();
        _order.Opabox(7);
        _order.Tell(new ReportVtexProgress(VtexProgress.Delivered, null, null));
        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.DeliveredAfterCancel);
        Assert.NotEqual("Completed", _order.Request(Operation.SendOrder).Argument);
    }

    [Theory]
    [InlineData(null, "the customer has no document")]
    [InlineData(" .-/ ", "the customer has no document")]
    public void A_shopper_without_cpf_is_said_once_and_owes_nothing(string? document, string why)
    {
        var content = Some.Content() with { Customer = new() { Name = "Ana", Document = document } };
        _order.Opabox(1, content);
        _order.Opabox(2, content);
        Assert.Equal(why, _order.State.BonifiQ.LeftOut);
        Assert.Single(_order.Record.Timeline, line => line.Operation == "BonifiQ");
        Assert.DoesNotContain(_order.State.Requests, request => request.Target == Target.BonifiQ);
        Assert.NotNull(_order.State.Latest(Operation.PlaceOrder));
    }

    [Fact]
    public void A_voucher_beyond_the_goods_gives_nothing_to_reward()
    {
        _order.Opabox(1, Some.Content() with { Discount = new(100, DiscountMode.Absolute) });
        Assert.Equal("nothing was paid for the goods", _order.State.BonifiQ.LeftOut);
    }

    private void Delivered()
    {
        _order.Opabox(1);
        _order.Answer(Operation.SendOrder, new Delivered());
        _order.Opabox(6);
        _order.Answer(Operation.SendOrder, new Delivered());
    }
}
