namespace OrderGrains.Tests.Orders;

/// <summary>Cancellation both ways.</summary>
public class CancellationTests
{
    private static readonly ReportVtexProgress ByVtex = new(VtexProgress.Cancelled, null, null) { Placement = 1 };

    private readonly Scenario _opabox = new(Some.Order("46ad3bd0"));
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    public CancellationTests()
    {
        _opabox.Opabox(1);
        _opabox.Placed();
        _chat.Provision();
        _chat.Placed();
        _chat.Answer(Operation.ChangeStatus, new Delivered());
    }

    [Fact]
    public void A_cancel_that_VTEX_takes_is_a_request_until_VTEX_says_canceled()
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        Assert.Equal((RequestState.AwaitingResult, VtexProgress.None), (Cancel.State, _opabox.State.Vtex.Progress));
        _opabox.Tell(new ReportVtexState("cancellation-requested", null, 1));
        Assert.Equal(RequestState.AwaitingResult, Cancel.State);

        _opabox.Tell(new ReportVtexState("canceled", null, 1));
        Assert.Equal((RequestState.Done, VtexProgress.Cancelled), (Cancel.State, _opabox.State.Vtex.Progress));
    }

    [Fact]
    public void A_cancel_of_which_nobody_tells_is_read()
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.After(TimeSpan.FromMinutes(15)).Answer(
            Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-1", "window-to-cancel")), Step.Read);
        Assert.Equal(RequestState.AwaitingResult, Cancel.State);
        _opabox.After(TimeSpan.FromMinutes(15)).Answer(
            Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Cancelled, "MKP-1", "canceled")), Step.Read);
        Assert.Equal((RequestState.Done, VtexProgress.Cancelled), (Cancel.State, _opabox.State.Vtex.Progress));
    }

    /// <summary>The answer to a cancellation is lost: VTEX is asked how the order stands, and told again only where it has not heard.</summary>
    [Theory]
    [InlineData(VtexStanding.Cancelled, "canceled", RequestState.Done, null)]
    [InlineData(VtexStanding.Approved, "cancellation-requested", RequestState.AwaitingResult, Step.Read)]
    [InlineData(VtexStanding.Approved, "ready-for-handling", RequestState.Waiting, Step.Send)]
    [InlineData(VtexStanding.Invoiced, "invoiced", RequestState.Parked, null)]
    public void After_a_lost_answer_VTEX_is_asked_first(VtexStanding standing, string word, RequestState leaves, Step? step)
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new DeliveryUnknown("TIMEOUT", "no answer"));
        Assert.Equal((RequestState.AwaitingResult, Step.Read), (Cancel.State, Cancel.Step));

        _opabox.After(Cancel.DueAt!.Value - _opabox.Now).Answer(Operation.CancelOrder, new Delivered(new VtexRead(standing, "MKP-1", word)), Step.Read);
        Assert.Equal((leaves, step ?? Cancel.Step), (Cancel.State, Cancel.Step));
        Assert.Equal(leaves == RequestState.Parked, _opabox.State.Attention.Any(reason => reason.Reason == AttentionReason.RequestParked));
    }

    [Fact]
    public void VTEXs_cancel_after_one_of_ours_changes_how_it_stands_at_VTEX_only()
    {
        _opabox.Opabox(3);
        _opabox.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.Tell(ByVtex);

        Assert.Equal((OrderStatus.PaymentRejected, VtexProgress.Cancelled), (_opabox.State.Status, _opabox.State.Vtex.Progress));
        Assert.False(_opabox.State.Vtex.CancelledByVtex);
        Assert.Empty(_opabox.State.Attention);
    }

    [Fact]
    public void The_echo_of_our_own_cancel_comes_by_three_ways_and_counts_once()
    {
        _chat.Chat("CANCELLED");
        _chat.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        Assert.Equal(Outcome.Accepted, _chat.Tell(ByVtex).Receipt.Outcome);
        Assert.Equal(Outcome.Repeated, _chat.Tell(new ReportVtexState("canceled", null, 1)).Receipt.Outcome);
        Assert.Equal(Outcome.Repeated, _chat.Tell(ByVtex).Receipt.Outcome);

        Assert.DoesNotContain(_chat.State.Requests, request => request is { Operation: Operation.ChangeStatus, Argument: "CANCELLED" });
        Assert.Single(_chat.State.Requests, request => request.Operation == Operation.CancelOrder);
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void A_cancellation_by_VTEX_reaches_chat_and_loyalty_once_and_its_echo_changes_nothing()
    {
        _chat.Answer(Operation.SendOrder, new Delivered());
        _chat.Tell(ByVtex);
        Assert.Equal("CANCELLED", _chat.Request(Operation.ChangeStatus).Argument);
        Assert.Equal("Cancelled", _chat.Request(Operation.SendOrder).Argument);
        Assert.DoesNotContain(_chat.State.Requests, request => request.Operation == Operation.CancelOrder);

        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Equal(Outcome.Repeated, _chat.Chat("CANCELLED", "ordergrains").Receipt.Outcome);
        Assert.Empty(_chat.State.Attention);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void A_cancellation_by_VTEX_wants_the_shopper_told_until_OPABOX_says_it_is_done(int status)
    {
        _opabox.Tell(ByVtex);
        Assert.Equal(AttentionReason.TellShopper, Assert.Single(_opabox.State.Attention).Reason);
        _opabox.Opabox(status);
        Assert.Empty(_opabox.State.Attention);
        Assert.DoesNotContain(_opabox.State.Requests, request => request.Operation == Operation.CancelOrder);
    }

    [Fact]
    public void A_cancellation_by_VTEX_after_our_own_was_given_up_is_VTEXs()
    {
        _opabox.Opabox(3);
        _opabox.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _opabox.Tell(new SkipRequest(Cancel.Id, "ana"));
        _opabox.Tell(ByVtex);
        Assert.Equal(OrderStatus.Cancelled, _opabox.State.Status);
        Assert.Equal(AttentionReason.TellShopper, _opabox.State.Attention[0].Reason);
    }

    [Fact]
    public void A_cancel_that_VTEX_refuses_since_it_has_invoiced_asks_for_a_person()
    {
        _opabox.Tell(new ReportVtexInvoice(new() { Number = "1", Value = 2425 }, 1));
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new DeliveryRefused("HTTP 400", "an invoiced order cannot be canceled"));
        Assert.Equal(RequestState.Parked, Cancel.State);
        Assert.Contains(_opabox.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);

        // The return invoice and VTEX's own cancellation settle it.
        _opabox.Tell(new ReportVtexInvoice(new() { Number = "2", Value = 2425, Return = true }, 1));
        _opabox.Tell(ByVtex);
        Assert.Equal(RequestState.Done, Cancel.State);
        Assert.Empty(_opabox.State.Attention);
    }

    [Fact]
    public void A_cancel_that_was_taken_and_overtaken_by_the_invoice_asks_for_a_person()
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.After(TimeSpan.FromMinutes(15)).Answer(
            Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Invoiced, "MKP-1", "invoiced")), Step.Read);
        Assert.Equal((RequestState.Parked, "Invoiced"), (Cancel.State, Cancel.LastCode));
        Assert.Contains(_opabox.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);
    }

    [Fact]
    public void Delivered_after_it_was_cancelled_completes_nothing_and_asks_for_a_person()
    {
        _opabox.Opabox(8);
        _opabox.Tell(new ReportVtexInvoice(new() { Number = "1", Value = 100, Delivered = true }, 1));
        Assert.Equal(OrderStatus.Cancelled, _opabox.State.Status);
        Assert.Contains(_opabox.State.Attention, attention => attention.Reason == AttentionReason.DeliveredAfterCancel);
        Assert.Equal("Cancelled", _opabox.Request(Operation.SendOrder).Argument);
    }

    [Fact]
    public void What_VTEX_says_of_an_earlier_placement_does_not_touch_the_one_that_replaced_it()
    {
        _opabox.Opabox(3);
        _opabox.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.Tell(ByVtex);
        _opabox.Opabox(2);
        Assert.Equal(AttentionReason.PaidAfterCancel, Assert.Single(_opabox.State.Attention).Reason);
        _opabox.Tell(new ReplaceOrder("ana"));
        _opabox.Placed();

        Assert.Equal(Outcome.Stale, _opabox.Tell(ByVtex).Receipt.Outcome);
        Assert.Equal(Outcome.Stale, _opabox.Tell(new ReportVtexInvoice(new() { Number = "1" }, 1)).Receipt.Outcome);
        Assert.Equal(Outcome.Stale, _opabox.Tell(new ReportVtexState("canceled", null, 1)).Receipt.Outcome);
        Assert.Equal((OrderStatus.Paid, VtexProgress.None), (_opabox.State.Status, _opabox.State.Vtex.Progress));

        _opabox.Tell(new ReportVtexState("handling", null, 2));
        Assert.Equal(OrderStatus.Preparing, _opabox.State.Status);
    }

    [Fact]
    public void A_placement_that_VTEX_has_not_cancelled_is_not_replaced()
    {
        _opabox.Opabox(3);
        _opabox.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.Opabox(2);
        Assert.Equal(Outcome.Refused, _opabox.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        _opabox.Tell(ByVtex);
        Assert.Equal(Outcome.Accepted, _opabox.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
    }

    [Theory]
    [InlineData("handling", "handling")]
    [InlineData("start-handling", "handling")]
    [InlineData("handling", "invoice")]
    public void A_cancellation_that_the_seller_refuses_asks_for_a_person_as_soon_as_VTEX_tells(string told, string shown)
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.After(TimeSpan.FromMinutes(1)).Tell(new ReportVtexState(told, null, 1));
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-1", shown)), Step.Read);

        Assert.Equal((RequestState.Parked, "CancellationDenied"), (Cancel.State, Cancel.LastCode));
        var asked = Assert.Single(_opabox.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);
        Assert.Contains($"shows {shown}: its seller refused it. Retry or skip it.", asked.Message, StringComparison.Ordinal);

        // Sent on, it is read, and asked for once more.
        _opabox.Tell(new RetryRequest(Cancel.Id, "ana"));
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-1", shown)), Step.Read);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.Tell(ByVtex);
        Assert.Equal(RequestState.Done, Cancel.State);
        Assert.Empty(_opabox.State.Attention);
    }

    [Fact]
    public void A_refusal_of_which_nobody_tells_is_read_within_the_time_of_a_result()
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.After(TimeSpan.FromMinutes(15)).Answer(
            Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-1", "handling")), Step.Read);
        Assert.Equal("CancellationDenied", Cancel.LastCode);
        Assert.Contains(_opabox.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);
    }

    [Fact]
    public void A_seller_who_has_to_decide_is_asked_and_back_in_the_flow_means_that_he_refused()
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.Tell(new ReportVtexState("cancellation-requested", null, 1));
        Assert.Equal([AttentionReason.CancellationAsked], _opabox.State.Attention.Select(attention => attention.Reason));

        // Late news: VTEX, asked, still waits for the seller.
        _opabox.After(TimeSpan.FromMinutes(1)).Tell(new ReportVtexState("ready-for-handling", null, 1));
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-1", "cancellation-requested")), Step.Read);
        Assert.Equal(RequestState.AwaitingResult, Cancel.State);

        _opabox.After(TimeSpan.FromMinutes(1)).Tell(new ReportVtexState("ready-for-handling", null, 1));
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-1", "ready-for-handling")), Step.Read);
        Assert.Equal((RequestState.Parked, "CancellationDenied"), (Cancel.State, Cancel.LastCode));
        Assert.Equal([AttentionReason.RequestParked], _opabox.State.Attention.Select(attention => attention.Reason));
    }

    [Theory]
    [InlineData("cancellation-requested", "handling")]
    [InlineData("handling", "cancellation-requested")]
    public void A_cancellation_that_others_ask_VTEX_for_is_news_in_whichever_order_it_comes(string first, string second)
    {
        _opabox.Opabox(2);
        _opabox.Tell(new ReportVtexState(first, null, 1));
        _opabox.Tell(new ReportVtexState(second, null, 1));
        Assert.Equal([AttentionReason.CancellationAsked], _opabox.State.Attention.Select(attention => attention.Reason));
        Assert.Equal(OrderStatus.Preparing, _opabox.State.Status);

        _opabox.Tell(new ReportVtexState("invoiced", null, 1));
        Assert.Empty(_opabox.State.Attention);
    }

    [Fact]
    public void A_read_shows_it_too()
    {
        _opabox.Opabox(2);
        _opabox.Enqueued(Operation.ApproveOrder);
        _opabox.After(TimeSpan.FromMinutes(15)).Answer(
            Operation.ApproveOrder, new Delivered(new VtexRead(VtexStanding.Approved, "MKP-1", "cancellation-requested")), Step.Read);
        Assert.Equal([AttentionReason.CancellationAsked], _opabox.State.Attention.Select(attention => attention.Reason));

        _opabox.Tell(ByVtex);
        Assert.DoesNotContain(_opabox.State.Attention, attention => attention.Reason == AttentionReason.CancellationAsked);
    }

    [Fact]
    public void An_invoice_that_overtakes_a_cancellation_is_read_at_once()
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _opabox.After(TimeSpan.FromMinutes(1)).Tell(new ReportVtexInvoice(new() { Number = "1", Value = 2425 }, 1));
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexRead(VtexStanding.Invoiced, "MKP-1", "invoiced")), Step.Read);
        Assert.Equal((RequestState.Parked, "Invoiced"), (Cancel.State, Cancel.LastCode));
    }

    [Theory]
    [InlineData("Order is invoiced")]
    [InlineData("Order is invoiced.")]
    public void What_a_person_is_asked_is_made_of_sentences(string said)
    {
        _opabox.Opabox(8);
        _opabox.Answer(Operation.CancelOrder, new DeliveryRefused("HTTP 409", said));
        Assert.Contains(_opabox.State.Attention, attention => attention.Message == "vtex CancelOrder: Order is invoiced. Retry or skip it.");
    }

    private OwedRequest Cancel => _opabox.Request(Operation.CancelOrder);
}
