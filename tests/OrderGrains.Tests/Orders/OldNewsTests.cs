namespace OrderGrains.Tests.Orders;

/// <summary>Late copies of what was told before, each found by a seed of the simulator.</summary>
public class OldNewsTests
{
    private readonly Scenario _order = new(Some.OpaboxOrder);

    [Fact]
    public void A_result_with_an_operation_is_never_the_result_of_another_attempt()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI006", "op-1");
        _order.After(TimeSpan.FromSeconds(2)).Enqueued(Operation.PlaceOrder);
        Assert.Equal(RequestState.AwaitingResult, _order.Request(Operation.PlaceOrder).State);

        Assert.Equal(Outcome.Repeated, _order.Vtex("EOI006", "op-1").Receipt.Outcome);
        Assert.Equal(RequestState.AwaitingResult, _order.Request(Operation.PlaceOrder).State);
        Assert.Equal(Outcome.Accepted, _order.Vtex("EOI006", "op-2").Receipt.Outcome);
    }

    [Fact]
    public void A_late_copy_of_a_chat_status_takes_nothing_back_that_OmniChat_was_told_since()
    {
        var order = new Scenario(Some.ChatOrder);
        order.Provision();
        order.Placed();
        var paid = new Message("paid", default);
        Assert.Equal(Outcome.Accepted, order.Tell(new ReportChatStatus("PAID", "gateway", null, null), paid).Receipt.Outcome);
        order.Tell(new ReportVtexProgress(VtexProgress.Invoiced, null, null));
        order.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Equal("SHIPPED", order.State.OmniChat.Status);

        Assert.Equal(Outcome.Repeated, order.Tell(new ReportChatStatus("PAID", "gateway", null, null), paid).Receipt.Outcome);
        Assert.Equal("SHIPPED", order.State.OmniChat.Status);
    }

    [Fact]
    public void A_placement_that_is_sent_again_may_go_out_as_approved()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        Assert.False(_order.State.Vtex.SentAsApproved);
        _order.Vtex("EOI006");
        _order.Opabox(2);
        _order.Vtex("SOI001", "op-2"); // Overtakes the answer to the second sending, which went out as approved.

        var approve = _order.Request(Operation.ApproveOrder);
        Assert.Equal((RequestState.Waiting, Step.Read), (approve.State, approve.Step));
    }
}
