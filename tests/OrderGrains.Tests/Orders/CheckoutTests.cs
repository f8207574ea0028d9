namespace OrderGrains.Tests.Orders;

/// <summary>What OmniChat is told where the placed order differs from its cart, and when.</summary>
public class CheckoutTests
{
    private static readonly PickupPointSettings Store = new()
    {
        Id = "store-1",
        Address = new() { PostalCode = "13024-000", Street = "Avenida Norte-Sul", Number = "100", City = "Campinas", State = "SP" },
    };

    private static readonly OrderContent Oversold = Some.Content(price: 20) with { Discount = new(50, DiscountMode.Absolute) };

    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    [Fact]
    public void A_cart_that_is_placed_as_it_is_owes_no_correction()
    {
        Placed(Some.Content() with { Discount = new(10, DiscountMode.Percentage), Delivery = new() { Freight = 12.5m, FreeShipping = true } });
        Assert.DoesNotContain(_chat.State.Requests, request => request.Operation == Operation.UpdateCheckoutData);
        Assert.Equal((null, 0), (_chat.State.OmniChat.CheckoutDigest, _chat.State.OmniChat.CheckoutPlacement));
    }

    [Fact]
    public void A_correction_goes_before_the_status_and_the_status_does_not_wait_for_it()
    {
        Placed(Oversold);
        Assert.Equal(
            [(Operation.UpdateCheckoutData, "discount"), (Operation.ChangeStatus, "ORDER_GATEWAY_PROVISIONED")],
            _chat.State.Requests.Where(request => request.IsDue(_chat.Now) && request.Target == Target.OmniChat)
                .Select(request => (request.Operation, request.Argument!)));

        _chat.Answer(Operation.UpdateCheckoutData, new RetryLater("HTTP 503", "busy"));
        Assert.True(_chat.Request(Operation.ChangeStatus).IsDue(_chat.Now));
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Equal(RequestState.Waiting, _chat.Request(Operation.UpdateCheckoutData).State);
        _chat.After(TimeSpan.FromHours(2)).Answer(Operation.UpdateCheckoutData, new Delivered());
        Assert.Equal(RequestState.Done, _chat.Request(Operation.UpdateCheckoutData).State);
        Assert.Contains(_chat.Record.Timeline, line => line.Message.EndsWith("differs from its cart: discount", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_correction_is_parked_and_later_statuses_pass_it()
    {
        Placed(Oversold);
        _chat.Answer(Operation.UpdateCheckoutData, new DeliveryRefused("HTTP 400", "no"));
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        _chat.Tell(new ReportVtexProgress(VtexProgress.Handling, null, null));
        _chat.Answer(Operation.ChangeStatus, new Delivered());
        Assert.Equal((RequestState.Parked, "PACKAGED"), (_chat.Request(Operation.UpdateCheckoutData).State, _chat.State.OmniChat.Told));
        Assert.Equal(AttentionReason.RequestParked, _chat.State.Attention[0].Reason);
    }

    [Fact]
    public void It_is_owed_once_whatever_comes_and_whatever_the_settings_become()
    {
        Placed(Oversold);
        _chat.Vtex("SOI001", "op-2");
        _chat.Provision(Oversold);
        _chat.Chat("PAID");
        _chat.Policy = _chat.Policy with { Pickup = new(true, Store) };
        _chat.Vtex("SOI002");
        _chat.Tell(new ReportVtexProgress(VtexProgress.Invoiced, null, null));
        Assert.Single(_chat.State.Requests, request => request.Operation == Operation.UpdateCheckoutData);
    }

    [Fact]
    public void What_OmniChat_tells_back_with_our_correction_in_it_is_no_change()
    {
        _chat.Policy = _chat.Policy with { Pickup = new(true, Store) };
        Placed(Oversold with { Delivery = new() { Method = "PAC", Freight = 10.005m } });
        Assert.Equal("address, freight, discount", _chat.Request(Operation.UpdateCheckoutData).Argument);
        var echo = Oversold with
        {
            Discount = new(20, DiscountMode.Absolute),
            Delivery = new() { Method = "Retirada na loja", Freight = 10.01m },
            Address = new() { PostalCode = "13024-000", Street = "Avenida Norte-Sul", Number = "100", Country = "BRA", Recipient = "Ana Souza" },
        };
        _chat.Tell(new ReportChatStatus("PAID", "someone", null, echo));
        Assert.Equal((1, OrderStatus.Paid), (_chat.State.ContentVersion, _chat.State.Status));
        Assert.Empty(_chat.State.Attention);

        _chat.Tell(new ReportChatStatus("OVER_PAID", "someone", null, echo with { Lines = [echo.Lines[0] with { Quantity = 2 }] }));
        Assert.Contains(_chat.State.Attention, reason => reason.Reason == AttentionReason.ContentChanged);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(30, 2)]
    public void A_new_placement_is_compared_anew_and_the_same_difference_is_not_told_again(int price, int corrections)
    {
        Placed(Oversold);
        _chat.Answer(Operation.UpdateCheckoutData, new DeliveryRefused("HTTP 400", "no"));
        _chat.Chat("NOT_PAID");
        _chat.After(_chat.Policy.PaymentRejectedGrace).Tell(new Wake());
        _chat.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _chat.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        _chat.Tell(new ReportChatStatus("PAID", "someone", null, Oversold with { Lines = Some.Content(price).Lines }));
        Assert.Equal(Outcome.Accepted, _chat.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        Assert.Single(Updates());
        _chat.Placed();

        Assert.Equal((corrections, RequestState.Superseded), (Updates().Count, Updates()[0].State));
        Assert.Equal(2, _chat.State.OmniChat.CheckoutPlacement);
    }

    [Fact]
    public void A_cancelled_order_owes_no_correction()
    {
        Placed(Oversold);
        _chat.Chat("CANCELLED");
        Assert.Equal(RequestState.Superseded, _chat.Request(Operation.UpdateCheckoutData).State);
    }

    [Fact]
    public void An_own_checkout_is_corrected_before_it_is_provisioned_and_a_refused_cart_not_at_all()
    {
        _chat.Policy = _chat.Policy with { OwnCheckout = true };
        _chat.Provision(Oversold);
        _chat.Enqueued(Operation.PlaceOrder);
        _chat.Vtex("EOI002");
        Assert.Empty(Updates());
        _chat.Provision(Oversold);
        _chat.Placed();
        Assert.Equal(
            [Operation.Provision, Operation.UpdateCheckoutData, Operation.Provision],
            _chat.State.Requests.Where(request => request.Target == Target.OmniChat).Select(request => request.Operation));
    }

    [Fact]
    public void The_stores_own_pickup_rule_holds()
    {
        _chat.Policy = _chat.Policy with { StorePickups = _chat.Policy.StorePickups.Add("s1", new(true, Store)) };
        Placed(Some.Content() with { StoreId = "s1" });
        Assert.Equal("address", _chat.Request(Operation.UpdateCheckoutData).Argument);
        Assert.Null(CheckoutChange.Of(Some.Content() with { StoreId = "s2" }, _chat.Policy.PickupFor(Some.Content() with { StoreId = "s2" })));
    }

    [Fact]
    public void A_point_of_the_settings_is_told_in_the_spelling_of_orders()
    {
        var written = new PickupPointSettings { Id = "store-1", Address = new() { PostalCode = "13024000", State = "São Paulo", Country = "Brasil" } };
        var told = CheckoutChange.Of(Some.Content(), new(true, written))!.Address!;
        Assert.Equal(("13024-000", "SP", "BRA"), (told.PostalCode, told.State, told.Country));
    }

    [Fact]
    public void A_point_without_an_address_stands_at_the_carts_own() =>
        Assert.Null(CheckoutChange.Of(Some.Content(), new(true, new() { Id = "store-1" })));

    [Fact]
    public void A_cart_with_our_correction_in_it_needs_no_more_of_it()
    {
        var rule = new PickupRule(true, Store);
        var placed = CheckoutChange.AsPlaced(Oversold with { Delivery = new() { Method = "PAC", Freight = 0.005m } }, rule);
        Assert.Null(CheckoutChange.Of(placed, rule));
        Assert.True(Contents.Same(placed, CheckoutChange.AsPlaced(placed, rule)));
    }

    private void Placed(OrderContent content)
    {
        _chat.Provision(content);
        _chat.Placed();
    }

    private List<OwedRequest> Updates() => [.. _chat.State.Requests.Where(request => request.Operation == Operation.UpdateCheckoutData)];
}
