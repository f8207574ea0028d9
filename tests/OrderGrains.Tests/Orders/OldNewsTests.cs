namespace OrderGrains.Tests.Orders;

/// <summary>Late copies of what was told before, each found by a seed of the simulator.</summary>
public class OldNewsTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

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
        var order = new Scenario(Some.ChatOrder("ORDER_ID"));
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
    public void An_operator_s_retry_does_not_make_what_was_perhaps_sent_look_unsent()
    {
        _order.Opabox(1);
        var claimed = _order.Request(Operation.PlaceOrder);
        Assert.Equal((Step.Send, Step.Read), (claimed.StepOf(perhapsSent: false), claimed.StepOf(perhapsSent: true)));

        _order.After(TimeSpan.FromSeconds(1)).Tell(new RetryRequest(claimed.Id, "ana"));
        Assert.Equal(claimed.DueAt, _order.Request(Operation.PlaceOrder).DueAt); // Its claim is under that time.
    }

    [Fact]
    public void An_answer_slower_than_its_result_does_not_say_how_the_next_attempt_goes_out()
    {
        _order.Opabox(1);
        var slow = _order.Answered(_order.Request(Operation.PlaceOrder), new Delivered(new VtexAnswer(Some.Result("SOI003"), false, _order.State.ContentVersion)));
        _order.Vtex("EOI006", "op-1");
        _order.Tell(slow);
        _order.Opabox(2);
        _order.After(TimeSpan.FromMinutes(1)).Vtex("SOI001", "op-2"); // Sent again, as approved; its result is faster too.

        var approve = _order.Request(Operation.ApproveOrder);
        Assert.Equal((RequestState.Waiting, Step.Read), (approve.State, approve.Step));
    }

    [Fact]
    public void What_vtex_took_at_last_is_awaited_though_it_failed_for_days()
    {
        _order.Opabox(1);
        while (_order.Request(Operation.PlaceOrder).Waited < RetrySchedule.Default.Horizon)
        {
            _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "down"));
            _order.After(_order.Request(Operation.PlaceOrder).DueAt!.Value - _order.Now);
        }

        _order.Enqueued(Operation.PlaceOrder);
        Assert.Equal((RequestState.AwaitingResult, Step.Read), (_order.Request(Operation.PlaceOrder).State, _order.Request(Operation.PlaceOrder).Step));
        _order.After(TimeSpan.FromMinutes(15)).Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal(RequestState.Parked, _order.Request(Operation.PlaceOrder).State);
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

    /// <summary>
    /// The first placement went out as new and was refused before its answer was recorded. The next is paid by then; its result overtakes its
    /// answer, and nobody knows how it went out.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void How_a_refused_placement_went_out_says_nothing_of_the_next(bool answeredFirst)
    {
        var order = new Scenario(Some.ChatOrder("ORDER_ID"));
        order.Provision();
        var first = order.Answered(order.Request(Operation.PlaceOrder), new Delivered(new VtexAnswer(
            Some.Result("SOI003") with { Flow = nameof(Operation.PlaceOrder) }, false, order.State.ContentVersion)));
        order.Vtex("EOI002");
        if (answeredFirst)
        {
            order.Tell(first);
        }

        order.After(TimeSpan.FromMinutes(1)).Provision();
        if (!answeredFirst)
        {
            order.Tell(first);
        }

        order.Chat("PAID");
        order.Vtex("SOI001", "op-2");
        Assert.Equal((RequestState.Waiting, Step.Read), (order.Request(Operation.ApproveOrder).State, order.Request(Operation.ApproveOrder).Step));
    }

    /// <summary>
    /// The first placement went out as new, and after the grace VTEX did not have it. The next is paid by then, and nobody heard how it went
    /// out: its result overtook its answer, or is its answer.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void How_a_placement_that_VTEX_never_had_went_out_says_nothing_of_the_next(bool notified)
    {
        SentAsNewAndCancelled();
        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        _order.Opabox(2, Some.Content(30));
        if (notified)
        {
            _order.Vtex("SOI001", "op-2");
        }
        else
        {
            _order.Answer(Operation.PlaceOrder, new Delivered(new VtexAnswer(Some.Result("SOI001"), true, _order.State.ContentVersion)));
        }

        IsAskedBeforeItIsApproved();
    }

    [Fact]
    public void Nor_does_that_of_one_that_was_parked_and_whose_cancellation_found_nothing()
    {
        SentAsNewAndCancelled();
        _order.Answer(Operation.PlaceOrder, new DeliveryRefused("HTTP 403", "no"), Step.Read);
        _order.Opabox(2, Some.Content(30));
        _order.Answer(Operation.CancelOrder, new Delivered(new NotFound()), Step.Read);
        _order.Vtex("SOI001", "op-2");
        IsAskedBeforeItIsApproved();
    }

    [Fact]
    public void One_that_VTEX_had_all_the_same_is_compared_with_what_was_ordered_since()
    {
        SentAsNewAndCancelled();
        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read); // Not shown yet.
        _order.Opabox(2, Some.Content(30));
        _order.Vtex("EOI007", "op-2");
        _order.Answer(Operation.PlaceOrder, new Delivered(new VtexRead(VtexStanding.Integrated, "MKP-OB-46ad3bd0", "waiting")), Step.Read);
        Assert.Equal(AttentionReason.ContentChanged, Assert.Single(_order.State.Attention).Reason);
    }

    private void SentAsNewAndCancelled()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Opabox(3);
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        Assert.Equal(RequestState.Held, _order.Request(Operation.CancelOrder).State);
    }

    /// <summary>And nobody is told that VTEX has the earlier content.</summary>
    private void IsAskedBeforeItIsApproved()
    {
        var approve = _order.Request(Operation.ApproveOrder);
        Assert.Equal((RequestState.Waiting, Step.Read), (approve.State, approve.Step));
        Assert.Empty(_order.State.Attention);
        _order.Answer(Operation.ApproveOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-OB-46ad3bd0", "ready-for-handling")), Step.Read);
        Assert.Equal(RequestState.Done, _order.Request(Operation.ApproveOrder).State);
    }
}
