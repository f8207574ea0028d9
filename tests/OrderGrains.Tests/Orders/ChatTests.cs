namespace OrderGrains.Tests.Orders;

/// <summary>A chat order's cart, its provisioning and its statuses both ways.</summary>
public class ChatTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    [Fact]
    public void A_cart_that_nobody_finishes_is_closed_and_forgets_its_customer()
    {
        Edit();
        Assert.Equal(Some.Morning + Month, _chat.Record.NextDue());
        Assert.Equal(Outcome.Repeated, _chat.After(Month - TimeSpan.FromSeconds(1)).Tell(new Wake()).Receipt.Outcome);
        _chat.After(TimeSpan.FromSeconds(1)).Tell(new Wake());

        Assert.Equal((OrderStatus.Draft, true), (_chat.State.Status, _chat.State.DraftClosed));
        Assert.Equal((new Customer(), null), (_chat.State.Content!.Customer, _chat.State.Content.Address));
        Assert.Single(_chat.State.Content.Lines);
        Assert.Equal("Cart", _chat.Record.Timeline[^1].Operation);
        Assert.Null(_chat.Record.NextDue());
    }

    [Fact]
    public void An_edit_gives_a_cart_another_term_and_opens_a_closed_one()
    {
        Edit();
        _chat.After(TimeSpan.FromDays(29));
        Edit(price: 10);
        Assert.Equal(_chat.Now + Month, _chat.Record.NextDue());
        _chat.After(Month).Tell(new Wake());
        Edit(price: 11);
        Assert.Equal((false, _chat.Now + Month), (_chat.State.DraftClosed, _chat.Record.NextDue()));
        Assert.Equal("28552233851", _chat.State.Content!.Customer.Document);
    }

    [Fact]
    public void A_closed_cart_is_placed_as_any_other()
    {
        Edit();
        _chat.After(Month).Tell(new Wake());
        _chat.Provision();
        _chat.Placed();
        Assert.Equal((OrderStatus.Placed, "28552233851"), (_chat.State.Status, _chat.State.Content!.Customer.Document));
    }

    [Fact]
    public void Of_two_edits_the_last_to_arrive_stands()
    {
        Edit(price: 1);
        Edit(price: 2);
        Edit(price: 1);
        Assert.Equal(1, _chat.State.Content!.Lines[0].Price);
    }

    [Fact]
    public void A_rules_discount_is_remembered_until_the_rule_takes_it_back()
    {
        Edit();
        Answered(new(10, DiscountMode.Percentage));
        Answered(null);
        Assert.Equal(new Discount(10, DiscountMode.Percentage), Edit(price: 2).Receipt.RuleDiscount);
        Assert.Equal(new Discount(10, DiscountMode.Percentage), Edit(price: 2).Receipt.RuleDiscount);
        Answered(new(0, DiscountMode.Absolute));
        Assert.Null(Edit(price: 3).Receipt.RuleDiscount);

        void Answered(Discount? discount) => _chat.Tell(new RecordCheck(0, 1, false, TimeSpan.Zero, null) { Discount = discount });
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_cart_that_is_provisioned_after_its_order_ended_is_told_that_it_is_not_placed(bool own, bool byChat)
    {
        _chat.Policy = Some.Policy with { OwnCheckout = own };
        Paid();
        if (byChat)
        {
            _chat.Chat("CANCELLED");
        }
        else
        {
            Progress(VtexProgress.Cancelled);
        }

        var before = _chat.State.Requests.Length;
        _chat.Tell(new AskProvisioning(Some.Content(20), []), new("late", default));
        var told = Assert.Single(_chat.State.Requests.Skip(before));
        Assert.Equal(own ? (Operation.Provision, "400") : (Operation.ChangeStatus, "CANCELLED"), (told.Operation, told.Argument!));
        _chat.Answer(told.Operation, new Delivered());
        Assert.Equal((OrderStatus.Cancelled, before + 1), (_chat.State.Status, _chat.State.Requests.Length));
        Assert.Equal(Outcome.Repeated, _chat.Tell(new AskProvisioning(Some.Content(20), []), new("late", default)).Receipt.Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_told_that_it_ended_and_is_replaced_is_told_anew(bool own)
    {
        _chat.Policy = Some.Policy with { OwnCheckout = own };
        var operation = own ? Operation.Provision : Operation.ChangeStatus;
        _chat.Provision();
        _chat.Placed();
        _chat.Answer(operation, new Delivered());
        _chat.Chat("NOT_PAID");
        _chat.After(Some.Policy.PaymentRejectedGrace).Tell(new Wake());
        _chat.Answer(Operation.CancelOrder, new Delivered());
        Progress(VtexProgress.Cancelled);
        _chat.Tell(new AskProvisioning(Some.Content(20), []), new("late", default));
        Assert.Equal(own ? "400" : "CANCELLED", _chat.Request(operation).Argument);
        _chat.Answer(operation, new Delivered());

        _chat.Chat("PAID");
        Assert.Equal(Outcome.Accepted, _chat.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        _chat.Placed();
        Assert.Equal(own ? "200" : "ORDER_GATEWAY_PROVISIONED", _chat.Request(operation).Argument);
    }

    [Fact]
    public void An_own_checkout_is_told_200_after_SOI001_and_400_after_a_refusal_and_may_be_asked_again()
    {
        _chat.Policy = Some.Policy with { OwnCheckout = true };
        _chat.Provision();
        _chat.Enqueued(Operation.PlaceOrder);
        _chat.Vtex("EOI002");
        Assert.Equal("400", _chat.Request(Operation.Provision).Argument);
        _chat.Answer(Operation.Provision, new Delivered());

        _chat.Provision();
        _chat.Placed();
        Assert.Equal("200", _chat.Request(Operation.Provision).Argument);
        _chat.Answer(Operation.Provision, new Delivered());
        _chat.Tell(new MarkPaid("ana"));
        Assert.Equal(OrderStatus.Paid, _chat.State.Status);
    }

    [Fact]
    public void VTEXs_progress_is_told_each_once_and_only_forward()
    {
        Paid();
        foreach (var progress in (VtexProgress[])
            [VtexProgress.Handling, VtexProgress.Handling, VtexProgress.PartiallyInvoiced, VtexProgress.Invoiced, VtexProgress.PartiallyInvoiced, VtexProgress.Delivered])
        {
            Progress(progress);
            if (_chat.State.Requests.Any(request => request is { Target: Target.OmniChat, State: RequestState.Waiting }))
            {
                _chat.Answer(Operation.ChangeStatus, new Delivered());
            }
        }

        Assert.Equal(["ORDER_GATEWAY_PROVISIONED", "PACKAGED", "PARTIALLY_SHIPPED", "SHIPPED", "DELIVERED"], Told());
        Assert.Equal(OrderStatus.Delivered, _chat.State.Status);
    }

    [Fact]
    public void A_later_status_passes_one_that_is_parked()
    {
        Paid();
        Progress(VtexProgress.Handling);
        _chat.Answer(Operation.ChangeStatus, new DeliveryRefused("HTTP 404", "no such order"));
        Assert.Equal(AttentionReason.RequestParked, _chat.State.Attention[0].Reason);
        Progress(VtexProgress.Invoiced);

        Assert.Equal(
            [("PACKAGED", RequestState.Superseded), ("SHIPPED", RequestState.Waiting)],
            _chat.State.Requests.Where(request => request.Operation == Operation.ChangeStatus).TakeLast(2)
                .Select(request => (request.Argument!, request.State)));
        Assert.Empty(_chat.State.Attention);
    }

    [Theory]
    [InlineData("ORDER_GATEWAY_PROVISIONED", OrderStatus.Placed)]
    [InlineData("COLLECT_PAYMENT", OrderStatus.Placed)]
    [InlineData("WAITING", OrderStatus.Placed)]
    [InlineData("PAID", OrderStatus.Paid)]
    [InlineData("OVER_PAID", OrderStatus.Paid)]
    [InlineData("PARTIAL_PAID", OrderStatus.Placed)]
    [InlineData("NOT_PAID", OrderStatus.PaymentRejected)]
    [InlineData("PACKAGED", OrderStatus.Placed)]
    [InlineData("CANCELLED", OrderStatus.Cancelled)]
    [InlineData("REVERTED", OrderStatus.Cancelled)]
    [InlineData("ERROR", OrderStatus.Placed)]
    [InlineData("SOMETHING_NEW", OrderStatus.Placed)]
    public void Every_notified_status_is_shown_and_means_what_the_table_of_facts_says(string status, OrderStatus means)
    {
        _chat.Provision();
        _chat.Placed();
        Assert.Equal(Outcome.Accepted, _chat.Chat(status).Receipt.Outcome);
        Assert.Equal((means, status), (_chat.State.Status, _chat.State.OmniChat.Status));
        Assert.Equal(
            status is "PARTIAL_PAID" or "OVER_PAID" or "ERROR", _chat.State.Attention.Any(reason => reason.Reason == AttentionReason.PaymentProblem));
        Assert.Contains(_chat.Record.Timeline, line => line.Operation == $"OmniChat {status}");
        Assert.Equal(Outcome.Repeated, _chat.Chat(status).Receipt.Outcome);
    }

    [Fact]
    public void The_cancellation_hook_and_CANCELLED_are_one_fact_and_are_not_told_back()
    {
        Paid();
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Equal(Outcome.Accepted, _chat.Chat("CANCELLED", null).Receipt.Outcome);
        Assert.Equal(Outcome.Repeated, _chat.Chat("CANCELLED", "someone").Receipt.Outcome);
        Assert.Single(_chat.State.Requests, request => request.Operation == Operation.CancelOrder);
        Assert.DoesNotContain("CANCELLED", Told());
    }

    [Fact]
    public void A_cancellation_by_VTEX_is_told_once_and_its_echo_changes_nothing()
    {
        Paid();
        Progress(VtexProgress.Cancelled);
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Equal(Outcome.Repeated, _chat.Chat("CANCELLED", "ordergrains").Receipt.Outcome);
        Assert.Equal("CANCELLED", Told()[^1]);
        Assert.Equal("Cancelled", _chat.Request(Operation.SendOrder).Argument);
    }

    private TurnResult Edit(decimal price = 24.25m) => _chat.Tell(new EditCart(Some.Content(price), false));

    private void Paid()
    {
        _chat.Provision();
        _chat.Placed();
        _chat.Chat("PAID");
    }

    private void Progress(VtexProgress progress) => _chat.Tell(new ReportVtexProgress(progress, null, null));

    private List<string?> Told() =>
        [.. _chat.State.Requests.Where(request => request.Operation == Operation.ChangeStatus).Select(request => request.Argument)];
}
