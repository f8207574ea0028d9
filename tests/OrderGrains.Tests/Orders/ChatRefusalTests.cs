namespace OrderGrains.Tests.Orders;

/// <summary>A chat order that VTEX refuses, or that the hub withholds: who is told, who is asked, and what a corrected cart does.</summary>
public class ChatRefusalTests
{
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Paid_after_the_refusal_was_told_it_asks_for_a_person_until_it_is_placed_or_the_money_went_back(bool cancel)
    {
        _chat.Provision();
        _chat.Enqueued(Operation.PlaceOrder);
        _chat.Vtex("EOI002");
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Empty(_chat.State.Attention);

        _chat.Chat("PAID");
        Assert.Equal(AttentionReason.PlacementRefused, Assert.Single(_chat.State.Attention).Reason);
        if (cancel)
        {
            _chat.Tell(new CancelByOperator("ana", null));
            Assert.Equal(AttentionReason.RefundDue, Assert.Single(_chat.State.Attention).Reason);
        }
        else
        {
            _chat.Tell(new RetryRequest(_chat.Request(Operation.PlaceOrder).Id, "ana"));
            _chat.Placed();
            Assert.Empty(_chat.State.Attention);
            Assert.Equal("ORDER_GATEWAY_PROVISIONED", _chat.Request(Operation.ChangeStatus).Argument);
        }
    }

    [Fact]
    public void Paid_after_the_refusal_was_told_and_its_grace_is_over_it_asks_for_a_person_who_may_replace_it()
    {
        _chat.Provision();
        _chat.Enqueued(Operation.PlaceOrder);
        _chat.Vtex("EOI002");
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        _chat.Chat("NOT_PAID");
        _chat.After(TimeSpan.FromHours(1)).Tell(new Wake());
        Assert.DoesNotContain(_chat.State.Requests, request => request.IsOpen() || request.State == RequestState.Parked);
        Assert.Empty(_chat.State.Attention);

        _chat.Chat("PAID");
        Assert.Equal(AttentionReason.PaidAfterCancel, Assert.Single(_chat.State.Attention).Reason);
        Assert.Equal(Outcome.Accepted, _chat.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        _chat.Placed();
        Assert.Equal("ORDER_GATEWAY_PROVISIONED", _chat.Request(Operation.ChangeStatus).Argument);
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void A_withheld_cart_is_told_even_where_refusals_of_VTEX_are_parked()
    {
        _chat.Policy = Some.Policy with { RefuseInvalid = true, TellChatOfRefusals = false };
        _chat.Tell(new AskProvisioning(Some.Content(), ["no CEP", "no items"]) { Told = "Informe um CEP." });
        Assert.Equal("CANCELLED", _chat.Request(Operation.ChangeStatus).Argument);
        Assert.Equal(("no CEP; no items", "Informe um CEP."), (_chat.State.Vtex.RefusalMessage, _chat.State.Vtex.RefusalAdvice));
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
        Assert.Equal("O pedido não tem itens.", _chat.State.Vtex.RefusalAdvice);
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
}
