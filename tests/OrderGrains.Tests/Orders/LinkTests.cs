namespace OrderGrains.Tests.Orders;

/// <summary>An OPABOX order that is a chat order's (docs/decisions/0011-links.md).</summary>
public class LinkTests
{
    private readonly Scenario _opabox = new(Some.Order("46ad3bd0"));
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    [Fact]
    public void A_linked_order_places_nothing_and_owes_its_statuses_to_the_chat_order()
    {
        Link();
        Assert.Equal("0", _opabox.Request(Operation.ForwardStatus).Argument);
        _opabox.Answer(Operation.ForwardStatus, new Delivered());
        _opabox.Opabox(1);
        _opabox.Opabox(2);

        var request = Assert.Single(_opabox.State.Requests, request => request.IsOpen());
        Assert.Equal((Target.Order, Operation.ForwardStatus, "2 paid"), (request.Target, request.Operation, request.Argument));
        Assert.Empty(_opabox.State.Attention);
    }

    [Fact]
    public void A_status_that_comes_late_is_not_handed_on_again()
    {
        Link();
        _opabox.Opabox(6);
        _opabox.Answer(Operation.ForwardStatus, new Delivered());
        _opabox.Opabox(4);
        Assert.DoesNotContain(_opabox.State.Requests, request => request.IsOpen());
    }

    [Fact]
    public void The_chat_order_takes_what_it_is_handed_as_its_own_fact_and_once()
    {
        _chat.Provision();
        _chat.Placed();
        var paid = new ReportLinkedStatus(2, Some.Order("46ad3bd0").ToString(), null);

        Assert.Equal(Outcome.Accepted, _chat.Tell(paid).Receipt.Outcome);
        Assert.Equal(Outcome.Repeated, _chat.Tell(paid).Receipt.Outcome);
        Assert.Equal(OrderStatus.Paid, _chat.State.Status);
        Assert.Equal((2, Some.Order("46ad3bd0").ToString()), (_chat.State.Opabox.Status, _chat.State.Opabox.Link));
        Assert.Equal(RequestState.Waiting, _chat.Request(Operation.ApproveOrder).State);
        Assert.Equal(24.25m, _chat.State.Content!.Lines[0].Price);
    }

    [Fact]
    public void That_it_was_paid_is_handed_on_beside_a_higher_status_and_once()
    {
        Link();
        _opabox.Opabox(7);
        Assert.Equal("7", _opabox.Request(Operation.ForwardStatus).Argument);
        _opabox.Answer(Operation.ForwardStatus, new Delivered());
        _opabox.Opabox(2);
        Assert.Equal("7 paid", _opabox.Request(Operation.ForwardStatus).Argument);
        _opabox.Answer(Operation.ForwardStatus, new Delivered());
        _opabox.Opabox(22);
        Assert.DoesNotContain(_opabox.State.Requests, request => request.IsOpen());
    }

    [Fact]
    public void Money_that_went_back_before_the_link_is_not_asked_for_of_the_chat_order()
    {
        _opabox.Policy = _opabox.Policy with { HasVtex = false };
        _opabox.Opabox(2);
        _opabox.Opabox(7);
        _opabox.Tell(new CancelByOperator("ana", null, Refunded: true));
        Link();
        Assert.Equal("7", _opabox.Request(Operation.ForwardStatus).Argument);
    }

    [Fact]
    public void Whatever_two_linked_orders_are_told_in_any_order_leaves_the_chat_order_the_same()
    {
        var (id, due) = (Some.Order("46ad3bd0").ToString(), 0);
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var codes = random.GetItems([1, 2, 4, 5, 7, 9, 10, 22], random.Next(1, 6));
            var words = random.GetItems(["PAID", "OVER_PAID", "NOT_PAID", "CANCELLED", "REVERTED"], random.Next(3));
            Action<Scenario, Scenario>[] told =
            [
                (opabox, _) => opabox.Tell(new LinkToChat(Some.ChatOrder("ORDER_ID").ToString(), "ana")),
                .. codes.Select(code => (Action<Scenario, Scenario>)((opabox, _) => opabox.Opabox(code))),
                .. words.Select(word => (Action<Scenario, Scenario>)((_, chat) => chat.Chat(word))),
            ];
            var once = Play(told, random);
            random.Shuffle(told);
            var again = Play(told, random);
            var isDue = codes.Contains(2) || words.Contains("PAID") || words.Contains("OVER_PAID");
            isDue &= codes.Contains(7) || codes.Contains(10) || words.Contains("CANCELLED");
            due += isDue && !words.Contains("REVERTED") ? 1 : 0;

            Assert.True(once == again, $"seed {seed}: {once} and {again} of {string.Join(',', codes)} and {string.Join(',', words)}");
            Assert.Equal(isDue && !words.Contains("REVERTED"), once.Attention.Contains(AttentionReason.RefundDue, StringComparison.Ordinal));
        }

        Assert.True(due > 200, $"only {due} of the orders were to be refunded");

        (OrderStatus, PaymentStanding, string Attention) Play(Action<Scenario, Scenario>[] told, Random random)
        {
            var policy = Some.Policy with { HasVtex = false, HasOmniChat = false }; // A link is refused where VTEX may have the order.
            var (opabox, chat) = (new Scenario(Some.Order("46ad3bd0"), policy), new Scenario(Some.ChatOrder("ORDER_ID"), policy));
            chat.Provision();
            foreach (var tell in told)
            {
                tell(opabox, chat);
                if (random.Next(2) == 0)
                {
                    HandOn(opabox, chat);
                }
            }

            HandOn(opabox, chat);
            return (chat.State.Status, chat.State.Payment, string.Join(' ', chat.State.Attention.Select(attention => attention.Reason).Order()));
        }

        void HandOn(Scenario opabox, Scenario chat)
        {
            while (opabox.State.Requests.FirstOrDefault(request => request.Operation == Operation.ForwardStatus && request.IsOpen()) is { } owed)
            {
                var word = LinkedWord.Parse(owed.Argument!);
                chat.Tell(new ReportLinkedStatus(word.Status, id, null, word.Paid));
                opabox.Answer(Operation.ForwardStatus, new Delivered());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(22)]
    public void Two_placed_orders_are_not_merged(int status)
    {
        _opabox.Opabox(status);
        Assert.Equal(Outcome.Refused, Link().Receipt.Outcome);
        _opabox.Placed();
        Assert.Equal(Outcome.Refused, Link().Receipt.Outcome);
        Assert.Null(_opabox.State.Opabox.Link);
    }

    [Fact]
    public void An_order_whose_placement_is_cancelled_may_be_linked()
    {
        _opabox.Opabox(1);
        _opabox.Placed();
        _opabox.Tell(new CancelByOperator("ana", null));
        _opabox.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("r")));
        Assert.Equal(Outcome.Refused, Link().Receipt.Outcome);
        _opabox.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        Assert.Equal(Outcome.Accepted, Link().Receipt.Outcome);
    }

    [Fact]
    public void What_a_refused_order_had_at_bonifiq_is_taken_back_since_the_chat_order_has_it_now()
    {
        _opabox.Opabox(22);
        _opabox.Answer(Operation.SendOrder, new Delivered());
        _opabox.Enqueued(Operation.PlaceOrder);
        _opabox.Vtex("EOI002");

        Assert.Equal(Outcome.Accepted, Link().Receipt.Outcome);
        Assert.Equal("Cancelled", _opabox.Request(Operation.SendOrder).Argument);
        Assert.Equal(RequestState.Superseded, _opabox.Request(Operation.PlaceOrder).State);
        Assert.Equal("22", _opabox.Request(Operation.ForwardStatus).Argument);
        Assert.Empty(_opabox.State.Attention);
    }

    [Fact]
    public void A_link_is_made_once_and_to_one_order()
    {
        Link();
        Assert.Equal(Outcome.Repeated, Link().Receipt.Outcome);
        Assert.Equal(Outcome.Refused, _opabox.Tell(new LinkToChat("acme/omnichat/another", "ana")).Receipt.Outcome);
        Assert.Equal(Outcome.Refused, _opabox.Tell(new CancelByOperator("ana", null)).Receipt.Outcome);

        _chat.Tell(new ReportLinkedStatus(0, Some.Order("46ad3bd0").ToString(), "ana"));
        Assert.Equal(Outcome.Refused, _chat.Tell(new ReportLinkedStatus(2, "acme/opabox/another", null)).Receipt.Outcome);
    }

    private TurnResult Link() => _opabox.Tell(new LinkToChat(Some.ChatOrder("ORDER_ID").ToString(), "ana"));
}
