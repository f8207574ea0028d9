namespace OrderGrains.Tests.Orders;

/// <summary>Money: what asks for a person, and what ends that.</summary>
public class PaymentTests
{
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    public PaymentTests()
    {
        _chat.Provision();
        _chat.Placed();
    }

    [Theory]
    [InlineData("PAID", "CANCELLED")]
    [InlineData("CANCELLED", "PAID")]
    [InlineData("PARTIAL_PAID", "CANCELLED")]
    [InlineData("CANCELLED", "OVER_PAID")]
    public void What_was_paid_and_cancelled_is_to_be_given_back_whichever_came_first(string first, string second)
    {
        _chat.Chat(first);
        Assert.Equal(Outcome.Accepted, _chat.Chat(second).Receipt.Outcome);
        Assert.Equal([AttentionReason.RefundDue], Reasons());
    }

    [Theory]
    [InlineData(2, 7)]
    [InlineData(7, 2)]
    public void So_it_is_where_OPABOX_says_both(int first, int second)
    {
        var order = new Scenario(Some.Order("46ad3bd0"));
        order.Opabox(first);
        order.Opabox(second);
        Assert.Contains(order.State.Attention, attention => attention.Reason == AttentionReason.RefundDue);
    }

    [Fact]
    public void What_was_never_paid_is_not()
    {
        _chat.Chat("ERROR");
        _chat.Chat("CANCELLED");
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void OmniChats_REVERTED_says_that_the_money_went_back_also_before_it_was_known_to_be_paid()
    {
        _chat.Chat("REVERTED");
        _chat.Chat("PAID");
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void An_operator_says_so_in_a_word_of_its_own_and_a_cancellation_sent_twice_does_not()
    {
        _chat.Chat("PAID");
        Assert.Equal(Outcome.Refused, _chat.Tell(new CancelByOperator("ana", null, Refunded: true)).Receipt.Outcome);
        _chat.Tell(new CancelByOperator("ana", null));
        Assert.Equal(Outcome.Refused, _chat.Tell(new CancelByOperator("ana", null)).Receipt.Outcome);
        Assert.Equal([AttentionReason.RefundDue], Reasons());

        Assert.Equal(Outcome.Accepted, _chat.Tell(new CancelByOperator("ana", "by Pix", Refunded: true)).Receipt.Outcome);
        Assert.Empty(_chat.State.Attention);
        Assert.Equal(["Given back, says ana", "by Pix"], _chat.Record.Timeline.TakeLast(2).Select(line => line.Message));
        Assert.Equal(Outcome.Refused, _chat.Tell(new CancelByOperator("ana", null, Refunded: true)).Receipt.Outcome);
    }

    [Theory]
    [InlineData("PARTIAL_PAID")]
    [InlineData("ERROR")]
    public void An_operator_confirms_what_was_paid_in_part_also_once_VTEX_handles_the_order(string word)
    {
        _chat.Chat(word);
        _chat.Tell(new ReportVtexState("handling", "MKP-1", 1));
        Assert.Equal(Outcome.Accepted, _chat.Tell(new MarkPaid("ana")).Receipt.Outcome);
        Assert.Empty(_chat.State.Attention);
    }

    [Theory]
    [InlineData("PARTIAL_PAID", "PAID")]
    [InlineData("PAID", "PARTIAL_PAID")]
    [InlineData("ERROR", "PAID")]
    public void A_payment_that_is_whole_after_all_asks_for_nobody(string first, string second)
    {
        _chat.Chat(first);
        _chat.Chat(second);
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void What_was_paid_beyond_the_total_asks_until_an_operator_confirms_it()
    {
        _chat.Chat("OVER_PAID");
        _chat.Chat("PAID");
        Assert.Equal([AttentionReason.PaymentProblem], Reasons());
        Assert.Equal(Outcome.Accepted, _chat.Tell(new MarkPaid("ana")).Receipt.Outcome);
        Assert.Empty(_chat.State.Attention);
        Assert.Equal(Outcome.Refused, _chat.Tell(new MarkPaid("ana")).Receipt.Outcome);

        _chat.Chat("OVER_PAID", "heard again");
        Assert.Empty(_chat.State.Attention);
    }

    [Theory]
    [InlineData("PARTIAL_PAID")]
    [InlineData("ERROR")]
    [InlineData("NOT_PAID")]
    public void News_of_less_money_that_looks_like_a_repeat_asks_a_person_once(string less)
    {
        Undated(less);
        Undated("PAID");
        Assert.Empty(_chat.State.Attention);
        Assert.Equal(Outcome.Accepted, Undated(less));
        Assert.Equal([AttentionReason.PaymentProblem], Reasons());
        Assert.Equal(Outcome.Repeated, Undated(less));

        Assert.Equal(Outcome.Accepted, _chat.Tell(new MarkPaid("ana")).Receipt.Outcome);
        Assert.Empty(_chat.State.Attention);
        Undated("PAID");
        Assert.Equal(Outcome.Repeated, Undated(less));
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void A_message_with_a_time_of_its_own_that_comes_again_is_a_repeat()
    {
        foreach (var word in (string[])["PARTIAL_PAID", "PAID", "PARTIAL_PAID"])
        {
            _chat.Tell(new ReportChatStatus(word, "someone", null, null), new($"chat {word}", default));
        }

        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void A_redelivery_with_nothing_in_between_asks_for_nobody()
    {
        Undated("PAID");
        Undated("PARTIAL_PAID");
        Assert.Equal(Outcome.Repeated, Undated("PARTIAL_PAID"));
        Assert.Empty(_chat.State.Attention);
    }

    private Outcome Undated(string word) =>
        _chat.Tell(new ReportChatStatus(word, "someone", null, null) { Undated = true }, new($"chat {word}", default)).Receipt.Outcome;

    private IEnumerable<string> Reasons() => _chat.State.Attention.Select(attention => attention.Reason);
}
