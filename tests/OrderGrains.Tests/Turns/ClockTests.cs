using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Turns;

/// <summary>A clock that jumps, either way, deletes nothing, ages nothing and gives nothing up; it is told at once and comes right by itself.</summary>
public class ClockTests
{
    private static readonly TimeSpan Years = TimeSpan.FromDays(1_100);

    private static readonly Command Anything = new RecordCheck(0, 0, false, TimeSpan.Zero, null);

    private readonly Scenario _order = new(Some.Order("46ad3bd0"));

    private OwedRequest Place => _order.Request(Operation.PlaceOrder);

    [Fact]
    public void A_turn_goes_by_the_clock_as_it_is()
    {
        _order.Opabox(1);
        _order.After(-TimeSpan.FromMinutes(4)).Opabox(2);
        Assert.Equal(_order.Now, _order.Record.ChangedAt);
        Assert.DoesNotContain(_order.Record.Timeline, line => line.Operation == "Clock");
    }

    [Fact]
    public void What_was_queued_under_a_clock_that_was_ahead_is_due_now_once_it_is_right()
    {
        _order.After(Years).Opabox(1);
        _order.After(-Years).Tell(new Wake());

        Assert.Equal((_order.Now, _order.Now, _order.Now), (Place.DueAt, Place.QueuedAt, _order.State.FirstSeenAt));
        Assert.Equal((_order.Now, _order.Now), (_order.Record.ChangedAt, _order.State.StatusAt));
        Assert.True(_order.Record.NextDue() <= _order.Now);
        Assert.Single(_order.Record.Timeline, line => line.Operation == "Clock");
    }

    /// <summary>A claim of it stands under the other due time.</summary>
    [Fact]
    public void What_was_perhaps_sent_meanwhile_is_read_first()
    {
        _order.After(Years).Opabox(1);
        _order.After(-Years).Tell(new Wake());
        Assert.Equal((RequestState.Waiting, Step.Read), (Place.State, Place.Step));
        _order.Answer(Operation.PlaceOrder, new Delivered(new NotFound()), Step.Read);
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    [Fact]
    public void Times_that_can_be_stay_as_they_are()
    {
        _order.Opabox(1);
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "busy", TimeSpan.FromHours(3)));
        var due = Place.DueAt;
        _order.After(Years).Tell(Anything);
        _order.After(-Years).Tell(new Wake());
        Assert.Equal((due, Step.Send), (Place.DueAt, Place.Step));
    }

    [Fact]
    public void A_result_is_awaited_as_long_as_ever()
    {
        _order.After(Years).Opabox(1);
        _order.Enqueued(Operation.PlaceOrder);
        _order.After(-Years).Tell(new Wake());
        Assert.Equal((RequestState.AwaitingResult, _order.Now + RetrySchedule.Default.ResultTimeout), (Place.State, Place.DueAt));
    }

    [Fact]
    public void A_retry_waits_from_now_on()
    {
        _order.After(Years).Opabox(1);
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "busy"));
        _order.After(-Years).Tell(new Wake());
        Assert.InRange(Place.DueAt!.Value, _order.Now, _order.Now + RetrySchedule.Default.FirstDelay);
    }

    [Fact]
    public void A_grace_ends_no_later_than_one_that_began_now()
    {
        _order.After(Years).Opabox(3);
        _order.After(-Years).Tell(new Wake());
        Assert.Equal((_order.Now + Some.Policy.PaymentRejectedGrace, _order.State.WakeAt), (_order.State.GraceEndsAt, _order.State.GraceEndsAt));
        Assert.False(_order.State.GraceOver);
    }

    [Fact]
    public void A_grace_that_was_counted_by_a_clock_that_was_behind_begins_again()
    {
        _order.Opabox(3);
        _order.After(-Years).Tell(Anything);
        _order.After(Years).After(TimeSpan.FromMinutes(1)).Tell(new Wake());
        Assert.Equal((OrderStatus.PaymentRejected, false), (_order.State.Status, _order.State.GraceOver));
        Assert.Equal(_order.Now + Some.Policy.PaymentRejectedGrace, _order.State.GraceEndsAt);
        Assert.Equal(2, _order.Record.Timeline.Count(line => line.Operation == "Clock"));

        _order.After(Some.Policy.PaymentRejectedGrace).Tell(new Wake());
        Assert.True(_order.State.GraceOver);
    }

    [Fact]
    public void A_doubtful_clock_ends_no_grace_and_closes_no_cart_and_counts_anew_all_the_same()
    {
        var chat = new Scenario(Some.ChatOrder("ORDER_ID"));
        chat.Tell(new EditCart(Some.Content(), false));
        _order.Opabox(3);
        foreach (var order in (Scenario[])[chat, _order])
        {
            var version = order.Record.Version;
            order.After(Years).Tell(new Wake(InDoubt: true));
            Assert.Equal(version, order.Record.Version);
        }

        chat.Tell(new EditCart(Some.Content(30), false));
        chat.After(-Years).Tell(new Wake(InDoubt: true));
        Assert.Equal(("Clock", false), (chat.Record.Timeline[^1].Operation, chat.State.DraftClosed));
        _order.Tell(new Wake());
        Assert.True(_order.State.GraceOver);
    }

    [Fact]
    public void A_cart_that_was_edited_by_a_clock_that_was_behind_does_not_expire_when_it_is_right()
    {
        var chat = new Scenario(Some.ChatOrder("ORDER_ID"));
        chat.Tell(new EditCart(Some.Content(), false));
        chat.After(-Years).Tell(new EditCart(Some.Content(30), false));
        chat.After(Years).Tell(new Wake());
        Assert.False(chat.State.DraftClosed);
        Assert.Equal(chat.Now + Some.Policy.DraftsExpireAfter, chat.State.WakeAt);
    }

    [Fact]
    public void A_placement_is_not_given_up_as_too_late_but_by_the_clock_s_own_turn()
    {
        _order.Policy = Some.Policy with { PlaceWithin = TimeSpan.FromMinutes(30) };
        var told = Some.Content() with { PlacedAt = _order.Now };
        _order.After(Years).Opabox(1, told);
        Assert.Equal(RequestState.Waiting, Place.State); // Nobody wakes an order while the clock is doubtful.
        _order.After(-Years).Tell(new Wake());
        Assert.Equal((RequestState.Waiting, told.PlacedAt + TimeSpan.FromMinutes(30)), (Place.State, _order.State.WakeAt));
    }

    [Fact]
    public void An_answer_counts_whatever_the_clock_shows_by_then()
    {
        _order.Opabox(1);
        _order.After(-TimeSpan.FromMinutes(1)).Tell(_order.Answered(Place, new DeliveryUnknown("Timeout", "no answer")));
        Assert.Equal((RequestState.AwaitingResult, Step.Read), (Place.State, Place.Step));
    }

    [Fact]
    public void So_does_one_to_a_call_that_was_made_while_the_clock_was_ahead()
    {
        _order.After(Years).Opabox(1);
        var answer = _order.Answered(Place, new DeliveryUnknown("Timeout", "no answer"));
        _order.After(-Years).Tell(answer);
        Assert.Equal((RequestState.AwaitingResult, _order.Now + RetrySchedule.Default.ResultTimeout), (Place.State, Place.DueAt));
    }

    [Fact]
    public void What_was_perhaps_sent_is_looked_for_before_it_is_sent_on_though_the_clock_says_that_it_was_not_due_yet()
    {
        _order.Opabox(1);
        _order.After(-TimeSpan.FromMinutes(1)).Tell(new SkipRequest(Place.Id, "ana"));
        _order.Tell(new RetryRequest(Place.Id, "ana"));
        Assert.Equal((RequestState.Waiting, Step.Read), (Place.State, Place.Step));
    }

    [Fact]
    public void The_same_answer_told_twice_counts_once()
    {
        _order.Opabox(1);
        var answer = _order.Answered(Place, new RetryLater("HTTP 503", "busy"));
        _order.Tell(answer);
        var once = _order.Record;
        _order.After(TimeSpan.FromHours(1)).Tell(answer);
        Assert.Equal((1, once.State.Requests[0].DueAt), (Place.Attempts, Place.DueAt));
    }

    /// <summary>Found by an answer under a clock that stood still: its claim looked unsettled.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void The_next_call_of_a_request_is_never_due_at_the_instant_of_the_one_before(int then)
    {
        _order.Opabox(1);
        _order.Tell(_order.Answered(Place, new DeliveryUnknown("Timeout", "no answer")));
        _order.After(RetrySchedule.Default.ResultTimeout).Opabox(then);
        var read = Place;
        _order.Tell(_order.Answered(read, new Delivered(new NotFound()), Step.Read));
        Assert.NotEqual(read.DueAt, Place.DueAt);
        Assert.False(_order.State.Requests.Any(request => request.Id == read.Id && request.IsCalledAt(read.DueAt!.Value)));
    }

    [Fact]
    public void A_message_that_was_heard_before_is_a_repeat_and_mends_the_times_all_the_same()
    {
        _order.After(Years).Opabox(1);
        var turn = _order.After(-Years).Opabox(1);
        Assert.Equal((Outcome.Repeated, true), (turn.Receipt.Outcome, turn.Changed));
        Assert.Equal(_order.Now, Place.DueAt);
        Assert.Equal((Outcome.Repeated, false), (_order.Opabox(1).Receipt.Outcome, _order.Opabox(1).Changed));
    }

    [Fact]
    public void Points_are_dated_by_the_right_clock_unless_BonifiQ_was_told_already()
    {
        _order.After(Years).Opabox(6);
        _order.After(-Years).Tell(new Wake());
        Assert.Equal(_order.Now, _order.State.BonifiQ.CompletedAt);

        var told = new Scenario(Some.Order("46ad3bd0"));
        told.After(Years).Opabox(6);
        told.Answer(Operation.SendOrder, new Delivered());
        var ahead = told.State.BonifiQ.CompletedAt;
        told.After(-Years).Tell(new Wake());
        Assert.Equal(ahead, told.State.BonifiQ.CompletedAt);
    }

    [Fact]
    public void A_cancellation_that_was_given_up_is_asked_for_anew_however_late_the_clock_says_it_was_queued()
    {
        _order.Opabox(1);
        _order.Placed();
        _order.Opabox(3);
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _order.Tell(new SkipRequest(_order.Request(Operation.CancelOrder).Id, "ana"));
        _order.Opabox(2);
        _order.After(-TimeSpan.FromMinutes(90)).Opabox(7);
        Assert.Equal(RequestState.Waiting, _order.Request(Operation.CancelOrder).State);
    }

    [Fact]
    public void Every_step_of_an_order_under_a_clock_that_jumps_ends_where_it_ends_under_a_right_one()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var order = new Scenario(Some.Order("46ad3bd0"));
            var world = new VendorWorld(order, random);
            var codes = random.GetItems([1, 2, 4, 5, 6, 7], random.Next(1, 6));
            foreach (var code in codes)
            {
                var jump = random.Next(3) == 0 ? TimeSpan.FromDays(random.Next(-1_000, 1_000)) : TimeSpan.Zero;
                order.After(jump).Opabox(code);
                for (var steps = random.Next(4); steps > 0; steps--)
                {
                    world.Step();
                }

                order.After(-jump).Tell(new Wake());
            }

            world.Settle();
            Assert.InRange(world.Places, 0, 1);
            Assert.True(order.Now < Some.Morning.AddDays(30), $"seed {seed}: it took until {order.Now:u}");
            var told = codes.Max(code => StatusTable.FromOpabox(code));
            Assert.Equal((told, told is OrderStatus.Cancelled ? false : world.Approved), (order.State.Status, world.Standing().Item2));
        }
    }
}
