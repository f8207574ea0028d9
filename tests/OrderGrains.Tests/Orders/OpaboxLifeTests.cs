namespace OrderGrains.Tests.Orders;

/// <summary>What each of OPABOX's statuses does, and the settings that concern OPABOX (docs/opabox.md).</summary>
public class OpaboxLifeTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

    [Theory]
    [InlineData(1, OrderStatus.Placed, true, false, "Pending")]
    [InlineData(2, OrderStatus.Paid, true, true, "Pending")]
    [InlineData(3, OrderStatus.PaymentRejected, false, false, null)]
    [InlineData(4, OrderStatus.Preparing, true, true, "Pending")]
    [InlineData(5, OrderStatus.InTransit, true, true, "Pending")]
    [InlineData(6, OrderStatus.Delivered, true, true, "Completed")]
    [InlineData(7, OrderStatus.Cancelled, false, false, null)]
    [InlineData(8, OrderStatus.Cancelled, false, false, null)]
    [InlineData(9, OrderStatus.AwaitingPickup, true, true, "Pending")]
    [InlineData(10, OrderStatus.RejectedByCustomer, false, false, null)]
    [InlineData(11, OrderStatus.AwaitingCarrier, true, true, "Pending")]
    [InlineData(22, OrderStatus.PayOnDelivery, true, true, "Pending")]
    public void Each_status_alone(int code, OrderStatus status, bool places, bool approves, string? loyalty)
    {
        _order.Opabox(code);

        Assert.Equal((status, code), (_order.State.Status, _order.State.Opabox.Status));
        Assert.Equal(places, _order.State.Latest(Operation.PlaceOrder) is not null);
        Assert.Equal(approves, _order.State.Latest(Operation.ApproveOrder) is not null);
        Assert.Equal(loyalty, _order.State.Latest(Operation.SendOrder)?.Argument);
        Assert.Equal($"OPABOX status {code}", _order.Record.Timeline[0].Operation);
    }

    [Fact]
    public void The_content_of_the_highest_status_stands_though_it_brought_nothing_new()
    {
        _order.Opabox(2, Some.Content(10));
        _order.Opabox(4, Some.Content(10));
        _order.Opabox(22, Some.Content(99));
        _order.Tell(new ReportOpaboxStatus(2, Some.Content(99), []));
        Assert.Equal(10, _order.State.Content!.Lines[0].Price);

        _order.Tell(new ReportOpaboxStatus(4, Some.Content(11), []));
        Assert.Equal(11, _order.State.Content!.Lines[0].Price);
    }

    [Fact]
    public void Any_permutation_of_contents_of_different_ranks_ends_in_the_highest_ones()
    {
        (int Status, decimal Price)[] reports = [(1, 1), (2, 2), (4, 2), (5, 3), (22, 1)];
        for (var seed = 0; seed < 200; seed++)
        {
            var order = new Scenario(Some.Order("46ad3bd0"));
            new Random(seed).Shuffle(reports);
            foreach (var (status, price) in reports)
            {
                order.Opabox(status, Some.Content(price));
            }

            Assert.Equal(3, order.State.Content!.Lines[0].Price);
        }
    }

    [Fact]
    public void A_difference_after_placing_asks_for_a_person_until_the_end()
    {
        _order.Opabox(1);
        _order.Placed();
        _order.Opabox(2, Some.Content(30));
        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.ContentChanged);
        _order.Opabox(7, Some.Content(30));
        Assert.DoesNotContain(_order.State.Attention, attention => attention.Reason == AttentionReason.ContentChanged);
    }

    [Fact]
    public void A_difference_before_a_placement_that_goes_out_once_more_asks_for_nobody()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Opabox(2, Some.Content(30));
        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.ContentChanged);

        _order.After(TimeSpan.FromMinutes(15)).Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Empty(_order.State.Attention);
        _order.Opabox(4, Some.Content(40));
        Assert.Equal((LineStatus.Success, "Changed"), _order.Record.Timeline.Where(line => line.Operation == "Content").Select(line => (line.Status, line.Message)).Last());

        _order.Placed();
        Assert.Empty(_order.State.Attention);
    }

    [Fact]
    public void A_grace_of_another_length_and_one_of_nothing()
    {
        _order.Policy = Some.Policy with { PaymentRejectedGrace = TimeSpan.Zero };
        _order.Opabox(1);
        _order.Placed();
        _order.Opabox(3);
        _order.Tell(new Wake());
        Assert.Equal(RequestState.Waiting, _order.Request(Operation.CancelOrder).State);
    }

    [Fact]
    public void A_payment_after_the_grace_of_an_order_that_was_never_placed_places_it()
    {
        _order.Opabox(3);
        _order.After(TimeSpan.FromHours(2)).Tell(new Wake());
        _order.Opabox(2);
        Assert.Equal(RequestState.Waiting, _order.Request(Operation.PlaceOrder).State);
        Assert.Empty(_order.State.Attention);
    }

    [Fact]
    public void A_payment_after_the_grace_of_an_order_that_vtex_refused_may_be_replaced()
    {
        _order.Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI002");
        _order.Opabox(3);
        _order.After(TimeSpan.FromHours(2)).Tell(new Wake());
        _order.Opabox(2);
        Assert.NotEmpty(_order.State.Attention);

        Assert.Equal(Outcome.Accepted, _order.Tell(new ReplaceOrder("ana")).Receipt.Outcome);
        Assert.Equal((2, RequestState.Waiting), (_order.Request(Operation.PlaceOrder).Placement, _order.Request(Operation.PlaceOrder).State));
    }

    [Fact]
    public void Orders_placed_before_the_hub_took_over_are_kept_and_owe_nothing()
    {
        _order.Policy = Some.Policy with { IgnorePlacedBefore = Some.Morning };
        var old = Some.Content() with { PlacedAt = Some.Morning.AddTicks(-1) };
        foreach (var code in (int[])[1, 2, 3, 6, 7])
        {
            _order.Opabox(code, old);
        }

        Assert.Equal((OrderStatus.Cancelled, 0), (_order.State.Status, _order.State.Requests.Length));
        Assert.Empty(_order.State.Attention); // Paid and cancelled: whoever took it gives the money back.
        Assert.Single(_order.Record.Timeline, line => line.Message == "Ordered before 2026-03-02 12:00:00Z (IgnorePlacedBefore): nothing is owed for it");
        var later = new Scenario(Some.Order("46ad3bd0"), _order.Policy);
        later.Opabox(1, old with { PlacedAt = Some.Morning });
        Assert.NotEmpty(later.State.Requests);
    }

    [Fact]
    public void A_meal_that_could_not_be_placed_in_time_is_parked_and_an_operator_may_send_it_on()
    {
        _order.Policy = Some.Policy with { PlaceWithin = TimeSpan.FromMinutes(30) };
        _order.Opabox(2, Some.Content() with { PlacedAt = Some.Morning.AddMinutes(-10) });
        Assert.Equal(_order.Now.AddMinutes(20), _order.State.WakeAt);
        _order.After(TimeSpan.FromMinutes(20)).Tell(new Wake());
        Assert.Equal((RequestState.Parked, "TooLate"), (_order.Request(Operation.PlaceOrder).State, _order.Request(Operation.PlaceOrder).LastCode));
        Assert.Contains(_order.State.Attention, attention => attention.Reason == AttentionReason.RequestParked);

        _order.Tell(new RetryRequest(_order.Request(Operation.PlaceOrder).Id, "ana"));
        _order.Tell(new Wake());
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "down"));
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        Assert.Equal(RequestState.Waiting, _order.Request(Operation.PlaceOrder).State);
        _order.Placed();
        Assert.True(_order.State.Vtex.Integrated);
    }

    /// <summary>The time ran out while VTEX was perhaps being told of it.</summary>
    [Fact]
    public void A_meal_that_was_parked_while_it_was_perhaps_being_placed_is_looked_for_before_it_is_sent_on()
    {
        _order.Policy = Some.Policy with { PlaceWithin = TimeSpan.FromMinutes(30) };
        _order.Opabox(2, Some.Content() with { PlacedAt = Some.Morning.AddMinutes(-10) });
        _order.After(TimeSpan.FromMinutes(20)).Tell(new Wake());
        _order.Tell(new RetryRequest(_order.Request(Operation.PlaceOrder).Id, "ana"));
        Assert.Equal((RequestState.Waiting, Step.Read), (_order.Request(Operation.PlaceOrder).State, _order.Request(Operation.PlaceOrder).Step));
    }

    [Fact]
    public void A_placement_that_an_operator_sends_on_after_its_time_is_not_parked_for_that_again()
    {
        _order.Policy = Some.Policy with { PlaceWithin = TimeSpan.FromMinutes(30) };
        _order.Opabox(2, Some.Content() with { PlacedAt = Some.Morning });
        _order.Answer(Operation.PlaceOrder, new DeliveryRefused("HTTP 403", "no"));
        _order.After(TimeSpan.FromHours(1)).Tell(new RetryRequest(_order.Request(Operation.PlaceOrder).Id, "ana"));
        _order.Tell(new Wake());
        Assert.Equal((RequestState.Waiting, Step.Send), (_order.Request(Operation.PlaceOrder).State, _order.Request(Operation.PlaceOrder).Step));
    }

    [Fact]
    public void An_order_first_told_days_late_is_parked_by_the_clock_before_it_is_sent()
    {
        _order.Policy = Some.Policy with { PlaceWithin = TimeSpan.FromHours(1) };
        _order.Opabox(2, Some.Content() with { PlacedAt = Some.Morning.AddDays(-2) });
        Assert.True(_order.State.WakeAt <= _order.Now);
        _order.Tell(new Wake());
        Assert.Equal(RequestState.Parked, _order.Request(Operation.PlaceOrder).State);
    }

    [Fact]
    public void A_placement_anew_is_never_too_late()
    {
        _order.Opabox(1, Some.Content() with { PlacedAt = Some.Morning });
        _order.Placed();
        _order.Opabox(3);
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _order.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        _order.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        _order.Opabox(2);
        _order.Policy = Some.Policy with { PlaceWithin = TimeSpan.FromMinutes(5) };
        _order.Tell(new ReplaceOrder("ana"));
        _order.Tell(new Wake());
        Assert.Equal((2, RequestState.Waiting), (_order.Request(Operation.PlaceOrder).Placement, _order.Request(Operation.PlaceOrder).State));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Only_status_7_or_8_says_that_the_shopper_knows(int code)
    {
        _order.Opabox(22);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI005");
        _order.Opabox(4);
        Assert.Equal(AttentionReason.TellShopper, _order.State.Attention[0].Reason);
        _order.Tell(new CancelByOperator("ana", null));
        Assert.Equal(AttentionReason.TellShopper, _order.State.Attention[0].Reason);
        _order.Opabox(code);
        Assert.Empty(_order.State.Attention);
    }
}
