namespace OrderGrains.Tests.Orders;

/// <summary>A chat order's cart, its provisioning and its statuses both ways.</summary>
public class ChatTests
{
    [Fact]
    public void Paid_after_the_refusal_was_told_and_its_grace_is_over_it_asks_for_a_person_who_may_replace_it()
    {
        var chat = new Scenario(Some.ChatOrder("ORDER_ID"));
        chat.Provision();
        chat.Enqueued(Operation.PlaceOrder);
        chat.Vtex("EOI002");
        chat.Answer(Operation.ChangeStatus, new Delivered());
        chat.Chat("NOT_PAID");
        chat.After(TimeSpan.FromHours(1)).Tell(new Wake());
        Assert.DoesNotContain(chat.State.Requests, request => request.IsOpen() || request.State == RequestState.Parked);
        Assert.Empty(chat.State.Attention);

        chat.Chat("PAID");
        Assert.Equal(AttentionReason.PaidAfterCancel, Assert.Single(chat.State.Attention).Reason);
        Assert.Equal(Outcome.Accepted, chat.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        chat.Placed();
        Assert.Equal("ORDER_GATEWAY_PROVISIONED", chat.Request(Operation.ChangeStatus).Argument);
        Assert.Empty(chat.State.Attention);
    }

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

    [Fact]
    public void A_withheld_cart_is_told_even_where_refusals_of_VTEX_are_parked()
    {
        _chat.Policy = Some.Policy with { RefuseInvalid = true, TellChatOfRefusals = false };
        _chat.Tell(new AskProvisioning(Some.Content(), ["no CEP", "no items"]) { Told = "Informe um CEP." });
        Assert.Equal("CANCELLED", _chat.Request(Operation.ChangeStatus).Argument);
        Assert.Equal(("no CEP; no items", "Informe um CEP."), (_chat.State.Vtex.RefusalMessage, _chat.State.Vtex.RefusalTold));
        Assert.Empty(_chat.State.Attention);
    }

    [Theory]
    [InlineData("EOI002")]
    [InlineData("EOI003")]
    [InlineData("EOI004")]
    [InlineData("EOI005")]
    public void A_placement_that_VTEX_refuses_is_told_in_both_checkouts_unless_it_is_to_be_parked(string code)
    {
        foreach (var (tells, own) in ((bool, bool)[])[(true, false), (true, true), (false, false), (false, true)])
        {
            var chat = new Scenario(Some.ChatOrder("ORDER_ID"), Some.Policy with { TellChatOfRefusals = tells, OwnCheckout = own });
            chat.Provision();
            chat.Enqueued(Operation.PlaceOrder);
            chat.Vtex(code);
            Assert.Equal(
                tells ? new[] { own ? (Operation.Provision, "400") : (Operation.ChangeStatus, "CANCELLED") } : [],
                chat.State.Requests.Where(request => request.Target == Target.OmniChat).Select(request => (request.Operation, request.Argument!)));
            Assert.Equal(!tells, chat.State.Attention.Any(reason => reason.Reason == AttentionReason.PlacementRefused));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_cart_with_nothing_to_place_is_told_at_once_and_the_filled_one_is_placed(bool own, bool withoutSku)
    {
        _chat.Policy = Some.Policy with { OwnCheckout = own, TellChatOfRefusals = false };
        var empty = Some.Content() with { Lines = withoutSku ? [Some.Content().Lines[0] with { Sku = null }] : [] };
        _chat.Tell(new AskProvisioning(empty, ["The order has no items"]) { Told = "O pedido não tem itens." }, new("empty", default));
        var told = Assert.Single(_chat.State.Requests);
        Assert.Equal(own ? (Operation.Provision, "400") : (Operation.ChangeStatus, "CANCELLED"), (told.Operation, told.Argument!));
        Assert.Equal("O pedido não tem itens.", _chat.State.Vtex.RefusalTold);
        _chat.Answer(told.Operation, new Delivered());

        _chat.Provision();
        _chat.Placed();
        Assert.Equal(OrderStatus.Placed, _chat.State.Status);
    }

    [Fact]
    public void A_paid_order_with_nothing_to_place_asks_for_a_person_and_is_replaced_once_its_cart_is_filled()
    {
        _chat.Chat("PAID");
        _chat.Tell(new AskProvisioning(new(), ["The order has no items"]), new("empty", default));
        Assert.Equal(AttentionReason.PaidAfterCancel, Assert.Single(_chat.State.Attention).Reason);
        Assert.Equal(Outcome.Refused, _chat.Tell(new ReplaceOrder("ana")).Receipt.Outcome);

        _chat.Provision();
        Assert.Equal(Outcome.Accepted, _chat.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        _chat.Placed();
        Assert.Empty(_chat.State.Attention);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(false, "omnichat")]
    [InlineData(false, "ordergrains")]
    [InlineData(true, null)]
    public void OmniChats_own_cancellation_after_a_refusal_is_an_echo_and_the_corrected_cart_is_placed(bool own, string? responsible)
    {
        _chat.Policy = Some.Policy with { OwnCheckout = own };
        _chat.Provision();
        _chat.Enqueued(Operation.PlaceOrder);
        _chat.Vtex("EOI002");
        _chat.Answer(own ? Operation.Provision : Operation.ChangeStatus, new Delivered());
        _chat.Chat("CANCELLED", responsible);
        Assert.Equal(OrderStatus.Provisioning, _chat.State.Status);

        Assert.Equal(Outcome.Accepted, _chat.Tell(new AskProvisioning(Some.Content(20), []), new("corrected", default)).Receipt.Outcome);
        _chat.Placed();
        Assert.Equal(OrderStatus.Placed, _chat.State.Status);
        Assert.Equal(own ? "200" : "ORDER_GATEWAY_PROVISIONED", _chat.State.Requests.Last(request => request.Target == Target.OmniChat).Argument);

        _chat.Chat("CANCELLED", responsible == "ordergrains" ? "omnichat" : responsible);
        Assert.Equal(OrderStatus.Cancelled, _chat.State.Status);
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
