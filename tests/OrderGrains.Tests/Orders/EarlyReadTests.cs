namespace OrderGrains.Tests.Orders;

/// <summary>
/// VTEX shows an order later than it takes it, so a placement that it may have is awaited for <c>Retry.ResultTimeout</c> and read then. An
/// operator may have it read before; only what that finds is believed. Found by seeds of the simulator.
/// </summary>
public class EarlyReadTests
{
    private readonly Scenario _order = new(Some.Order("46ad3bd0"));
    private readonly DateTimeOffset _due = Some.Morning.AddMinutes(15);

    public EarlyReadTests() => _order.Opabox(1);

    private OwedRequest Place => _order.Request(Operation.PlaceOrder);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void A_404_before_the_result_is_due_sends_nothing_again(bool taken, bool givenUpInBetween)
    {
        Sent(taken);
        if (givenUpInBetween)
        {
            _order.Tell(new SkipRequest(Place.Id, "ana"));
        }

        Retry();
        Assert.Equal((RequestState.Waiting, Step.Read), (Place.State, Place.Step));

        Read(new NotFound());
        Assert.Equal((RequestState.AwaitingResult, _due), (Place.State, Place.DueAt));
        _order.After(_due - _order.Now);
        Read(new NotFound());
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    [Fact]
    public void What_it_finds_is_believed()
    {
        Sent(taken: true);
        Retry();
        Read(new VtexRead(VtexStanding.Integrated, "MKP-OB-46ad3bd0", "waiting"));
        Assert.Equal(RequestState.Done, Place.State);
    }

    [Fact]
    public void A_404_that_was_asked_for_early_and_came_late_is_asked_for_once_more()
    {
        Sent(taken: true);
        Retry();
        _order.After(TimeSpan.FromMinutes(20));
        Read(new NotFound());
        Assert.Equal((RequestState.AwaitingResult, _order.Now), (Place.State, Place.DueAt));
        Read(new NotFound());
        Assert.Equal((RequestState.Waiting, Step.Send), (Place.State, Place.Step));
    }

    [Fact]
    public void Said_twice_it_is_no_less_early()
    {
        Sent(taken: true);
        Retry();
        _order.Answer(Operation.PlaceOrder, new RetryLater("HTTP 503", "busy"), Step.Read);
        Retry();
        Read(new NotFound());
        Assert.Equal((RequestState.AwaitingResult, _due), (Place.State, Place.DueAt));
    }

    [Fact]
    public void Nor_is_a_doubted_refusal_forgotten_over_it()
    {
        Sent(taken: false);
        _order.After(_due - _order.Now);
        Read(new NotFound());
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("EOI002");
        Retry();
        Read(new NotFound());
        Assert.Equal((RequestState.AwaitingResult, "EOI002"), (Place.State, Place.LastCode));
        _order.After(Place.DueAt!.Value - _order.Now);
        Read(new NotFound());
        Assert.Equal((RequestState.Parked, "EOI002"), (Place.State, _order.State.Vtex.RefusalCode));
    }

    private void Sent(bool taken)
    {
        if (taken)
        {
            _order.Enqueued(Operation.PlaceOrder);
        }
        else
        {
            _order.Answer(Operation.PlaceOrder, new DeliveryUnknown("Timeout", "no answer"));
        }
    }

    private void Retry() => _order.After(TimeSpan.FromSeconds(1)).Tell(new RetryRequest(Place.Id, "ana"));

    private void Read(TargetAnswer answer) => _order.Answer(Operation.PlaceOrder, new Delivered(answer), Step.Read);
}
