namespace OrderGrains.Tests.Orders;

/// <summary>An order's plain way, from webhook to loyalty.</summary>
public class LifeTests
{
    private readonly Scenario _opabox = new(Some.Order("46ad3bd0"));
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    [Fact]
    public void A_new_opabox_order_owes_a_placement_and_pending_points()
    {
        Assert.Equal(Outcome.Accepted, _opabox.Opabox(1).Receipt.Outcome);

        Assert.Equal(OrderStatus.Placed, _opabox.State.Status);
        Assert.Equal(RequestState.Waiting, _opabox.Request(Operation.PlaceOrder).State);
        Assert.Equal("Pending", _opabox.Request(Operation.SendOrder).Argument);
        Assert.Equal(2, _opabox.State.Requests.Length);
    }

    [Fact]
    public void A_paid_order_is_approved_once_vtex_has_it()
    {
        _opabox.Opabox(1);
        _opabox.Enqueued(Operation.PlaceOrder);
        _opabox.Opabox(2);
        Assert.Equal(RequestState.Held, _opabox.Request(Operation.ApproveOrder).State);

        _opabox.Vtex("SOI001");
        Assert.Equal(RequestState.Waiting, _opabox.Request(Operation.ApproveOrder).State);

        _opabox.Enqueued(Operation.ApproveOrder);
        _opabox.Vtex("SOI002");
        Assert.Equal(RequestState.Done, _opabox.Request(Operation.ApproveOrder).State);
        Assert.Equal("SOI002", _opabox.State.Vtex.LastCode);
    }

    [Fact]
    public void What_was_placed_as_approved_is_not_approved_again()
    {
        _opabox.Opabox(22);
        _opabox.Placed();

        var approve = _opabox.Request(Operation.ApproveOrder);
        Assert.Equal((RequestState.AwaitingResult, Step.Read), (approve.State, approve.Step));
        _opabox.Vtex("SOI002");
        Assert.Equal(RequestState.Done, _opabox.Request(Operation.ApproveOrder).State);
    }

    [Fact]
    public void A_result_that_comes_before_the_answer_to_our_own_call_counts()
    {
        _opabox.Opabox(22);
        _opabox.Vtex("SOI001");
        Assert.Equal(RequestState.Done, _opabox.Request(Operation.PlaceOrder).State);

        var place = _opabox.Request(Operation.PlaceOrder);
        _opabox.Tell(_opabox.Answered(place, new Delivered(new VtexAnswer(Some.Result("SOI003"), true, 1))));
        Assert.Equal(RequestState.Done, _opabox.Request(Operation.PlaceOrder).State);
        Assert.Equal("SOI001", _opabox.State.Vtex.LastCode);
        Assert.True(_opabox.State.Vtex.SentAsApproved);
    }

    [Fact]
    public void A_late_SOI001_never_hides_an_SOI002()
    {
        _opabox.Opabox(22);
        _opabox.Enqueued(Operation.PlaceOrder);
        _opabox.Vtex("SOI002");
        _opabox.Vtex("SOI001");

        Assert.True(_opabox.State.Vtex is { Integrated: true, Approved: true, LastCode: "SOI002" });
    }

    [Fact]
    public void Delivered_completes_the_points()
    {
        _opabox.Opabox(1);
        _opabox.Answer(Operation.SendOrder, new Delivered());
        _opabox.Opabox(6);

        Assert.Equal("Completed", _opabox.Request(Operation.SendOrder).Argument);
        _opabox.Answer(Operation.SendOrder, new Delivered());
        Assert.Equal(LoyaltyStanding.Completed, _opabox.State.BonifiQ.Acknowledged);
    }

    [Fact]
    public void A_later_standing_supersedes_a_pending_that_waits()
    {
        _opabox.Opabox(1);
        var pending = _opabox.Request(Operation.SendOrder).Id;
        _opabox.Opabox(6);

        Assert.Equal(RequestState.Superseded, _opabox.State.Find(pending)!.State);
    }

    [Fact]
    public void A_chat_order_is_placed_when_provisioned_and_omnichat_hears_of_it()
    {
        _chat.Provision();
        Assert.Equal(OrderStatus.Provisioning, _chat.State.Status);
        Assert.Single(_chat.State.Requests);
        _chat.Placed();

        Assert.Equal(OrderStatus.Placed, _chat.State.Status);
        Assert.Equal("ORDER_GATEWAY_PROVISIONED", _chat.Request(Operation.ChangeStatus).Argument);
        Assert.Equal("Pending", _chat.Request(Operation.SendOrder).Argument);
    }

    [Fact]
    public void Our_own_status_change_told_back_changes_nothing()
    {
        _chat.Provision();
        _chat.Placed();
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        var before = _chat.Record.Version;

        Assert.Equal(Outcome.Repeated, _chat.Chat("ORDER_GATEWAY_PROVISIONED", "ordergrains").Receipt.Outcome);
        Assert.Equal(before, _chat.Record.Version);
        _chat.Chat("PAID");
        Assert.Equal(RequestState.Waiting, _chat.Request(Operation.ApproveOrder).State);
    }

    [Fact]
    public void A_refused_placement_is_told_to_omnichat_and_may_be_asked_again()
    {
        _chat.Provision();
        _chat.Enqueued(Operation.PlaceOrder);
        _chat.Vtex("EOI002");
        Assert.Equal(RequestState.Parked, _chat.Request(Operation.PlaceOrder).State);
        Assert.Equal("CANCELLED", _chat.Request(Operation.ChangeStatus).Argument);
        Assert.Equal(OrderStatus.Provisioning, _chat.State.Status);

        Assert.Equal(Outcome.Accepted, _chat.Provision().Receipt.Outcome);
        Assert.Equal(RequestState.Waiting, _chat.Request(Operation.PlaceOrder).State);
        _chat.Placed();
        Assert.Equal("ORDER_GATEWAY_PROVISIONED", _chat.Request(Operation.ChangeStatus).Argument);
    }

    [Fact]
    public void A_cart_that_looks_wrong_is_withheld_where_the_setting_says_so_each_time_it_is_asked()
    {
        _chat.Policy = Some.Policy with { RefuseInvalid = true };
        for (var time = 1; time <= 2; time++)
        {
            _chat.Tell(new AskProvisioning(Some.Content(), ["The delivery address has no CEP"]), new("provisioning", default));
            Assert.Equal(time, _chat.State.Requests.Count(request => request.Operation == Operation.ChangeStatus));
            Assert.DoesNotContain(_chat.State.Requests, request => request.Operation == Operation.PlaceOrder);
            Assert.Empty(_chat.State.Attention);
        }

        _chat.Provision();
        Assert.Equal(RequestState.Waiting, _chat.Request(Operation.PlaceOrder).State);
    }

    [Fact]
    public void A_refused_opabox_order_asks_for_somebody_to_tell_the_shopper()
    {
        _opabox.Opabox(22);
        _opabox.Enqueued(Operation.PlaceOrder);
        _opabox.Vtex("EOI004");
        Assert.Equal(AttentionReason.TellShopper, _opabox.State.Attention[0].Reason);

        _opabox.Opabox(7);
        Assert.Empty(_opabox.State.Attention);
        Assert.DoesNotContain(_opabox.State.Requests, request => request.IsOpen() && request.Target == Target.Vtex);
    }

    [Fact]
    public void The_same_refusal_of_a_second_attempt_is_news()
    {
        _opabox.Opabox(1);
        _opabox.Enqueued(Operation.PlaceOrder);
        _opabox.Vtex("EOI002", null);
        Assert.Equal(Outcome.Repeated, _opabox.Vtex("EOI002", null).Receipt.Outcome);
        _opabox.Tell(new RetryRequest(_opabox.Request(Operation.PlaceOrder).Id, "ana"));
        _opabox.Enqueued(Operation.PlaceOrder);

        Assert.Equal(Outcome.Accepted, _opabox.Vtex("EOI002", null).Receipt.Outcome);
        Assert.Equal(RequestState.Parked, _opabox.Request(Operation.PlaceOrder).State);
    }

    [Fact]
    public void A_cart_grows_by_edits_and_item_updates_keep_the_rest()
    {
        _chat.Tell(new EditCart(new() { StoreId = "s1" }, false));
        var receipt = _chat.Tell(new EditCart(Some.Content(), true)).Receipt;

        Assert.Equal("s1", receipt.Cart!.StoreId);
        Assert.Single(receipt.Cart.Lines);
        Assert.Equal(Outcome.Repeated, _chat.Tell(new EditCart(Some.Content(), true)).Receipt.Outcome);
        Assert.Empty(_chat.State.Requests);
    }

    [Fact]
    public void A_cart_edited_after_it_was_placed_changes_nothing()
    {
        _chat.Provision();
        Assert.Equal(Outcome.Stale, _chat.Tell(new EditCart(Some.Content(9), false)).Receipt.Outcome);
        Assert.Equal(24.25m, _chat.State.Content!.Lines[0].Price);
    }
}
