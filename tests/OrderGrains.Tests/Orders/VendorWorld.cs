namespace OrderGrains.Tests.Orders;

/// <summary>
/// VTEX and BonifiQ as an order sees them, on a virtual clock: takes what is due, tells results, and may lose answers. Enough
/// to ask where each vendor ends.
/// </summary>
internal sealed class VendorWorld(Scenario order, Random? chance = null)
{
    private readonly Queue<VtexResult> _notifications = new();

    public int Places { get; private set; }

    public bool InVtex { get; private set; }

    public bool Approved { get; private set; }

    public bool Cancelled { get; private set; }

    public LoyaltyStanding Loyalty { get; private set; }

    /// <summary>An order that was never placed counts as one that was cancelled.</summary>
    public (OrderStatus, bool, LoyaltyStanding) Standing() => (
        order.State.Status,
        InVtex && !Cancelled && Approved,
        Loyalty == LoyaltyStanding.None ? LoyaltyStanding.Cancelled : Loyalty);

    /// <summary>VTEX did of itself what its hook tells.</summary>
    public void Hears(Command told)
    {
        Approved |= told is ReportVtexInvoice or ReportVtexState;
        Cancelled |= told is ReportVtexProgress { Progress: VtexProgress.Cancelled };
    }

    /// <summary>Serves one call or one notification; false where nothing is due.</summary>
    public bool Step()
    {
        if (_notifications.TryDequeue(out var result))
        {
            order.Vtex(result);
            return true;
        }

        var due = order.State.Requests.FirstOrDefault(request => request.IsDue(order.Now));
        if (due is null)
        {
            return false;
        }

        var step = due.StepOf(perhapsSent: false);
        var answer = due.Operation == Operation.SendOrder ? Send(due) : step == OrderGrains.Step.Read ? Read() : Call(due);
        var lost = chance?.Next(5) == 0;
        order.Tell(order.Answered(due, lost ? new DeliveryUnknown("Timeout", "no answer") : answer, step));
        return true;
    }

    /// <summary>Serves and advances the clock until nothing is owed.</summary>
    public void Settle()
    {
        for (var steps = 0; steps < 2000; steps++)
        {
            if (Step())
            {
                continue;
            }

            if (order.Record.NextDue() is not { } next)
            {
                return;
            }

            order.After(next > order.Now ? next - order.Now : TimeSpan.Zero);
            order.Tell(new Wake());
        }

        Assert.Fail("The order never settles.");
    }

    private DeliveryResult Send(OwedRequest request)
    {
        Loyalty = Enum.Parse<LoyaltyStanding>(request.Argument!);
        return new Delivered();
    }

    private DeliveryResult Read() => new Delivered(
        !InVtex ? new NotFound()
        : new VtexRead(Cancelled ? VtexStanding.Cancelled : Approved ? VtexStanding.Approved : VtexStanding.Integrated, "MKP-1", "read"));

    private DeliveryResult Call(OwedRequest request)
    {
        var asApproved = order.State.Status >= OrderStatus.PayOnDelivery;
        switch (request.Operation)
        {
            case Operation.PlaceOrder when InVtex:
                _notifications.Enqueue(Some.Result("EOI007"));
                break;
            case Operation.PlaceOrder:
                Places++;
                InVtex = true;
                Approved = asApproved;
                _notifications.Enqueue(Some.Result("SOI001"));
                if (asApproved)
                {
                    _notifications.Enqueue(Some.Result("SOI002"));
                }

                break;
            case Operation.ApproveOrder:
                Approved |= !Cancelled;
                _notifications.Enqueue(Some.Result(Cancelled ? "EOI009" : "SOI002"));
                break;
            default:
                Cancelled = true;
                return new Delivered(new VtexCancelAccepted("r"));
        }

        return new Delivered(new VtexAnswer(Some.Result("SOI003"), asApproved, order.State.ContentVersion));
    }
}
