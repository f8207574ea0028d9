namespace OrderGrains.Sandbox.Vtex;

/// <summary>One order, or the memory of one that was refused. Guarded by the stand-in's lock.</summary>
internal sealed class VtexOrder(string account, string marketplaceOrderId)
{
    private readonly List<long> _invoices = [];
    private string? _status;

    public string Account => account;

    public string MarketplaceOrderId => marketplaceOrderId;

    public string? OrderId { get; private set; }

    public string? FranchiseOrderId { get; private set; }

    public VtexPlacement? Placement { get; private set; }

    public DateTimeOffset VisibleAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public string? LastCode { get; set; }

    public int Repeats { get; set; }

    public int Approvals { get; private set; }

    public bool Delivered { get; private set; }

    /// <summary>Value of each invoice in cents: one for all, or one for a part and one for the rest.</summary>
    public IReadOnlyList<long> Invoices => _invoices;

    /// <summary>The last status that an event of the order hook told.</summary>
    public string? LastTold { get; set; }

    /// <summary>When a cancel of the hub takes effect, null without one.</summary>
    public DateTimeOffset? CancelAt { get; private set; }

    /// <summary>VTEX's receipt for the hub's cancel; a repeat gets the same.</summary>
    public string? Receipt { get; private set; }

    public bool IsPlaced => Placement is not null;

    public bool IsVisible(DateTimeOffset now) => IsPlaced && VisibleAt <= now;

    public string? Status(DateTimeOffset now) => CancelAt is not { } at ? _status
        : at <= now ? VtexStatus.Canceled
        : VtexStatus.CancellationRequested;

    public void Place(VtexPlacement placement, VtexOrderIds ids, DateTimeOffset visibleAt)
    {
        Placement = placement;
        (OrderId, FranchiseOrderId) = (ids.OrderId, ids.FranchiseOrderId);
        VisibleAt = visibleAt;
        Change(placement.AwaitsSeller ? VtexStatus.AwaitsSeller : VtexStatus.AwaitsFulfillment, visibleAt);
    }

    /// <summary>The code that approving gives; approved already is approved again and changes nothing.</summary>
    public string Approve(DateTimeOffset now)
    {
        switch (Status(now))
        {
            case VtexStatus.AwaitsFulfillment:
                Approvals++;
                Change(VtexStatus.Ready, now);
                return VtexCodes.Approved;
            case VtexStatus.AwaitsSeller:
                return VtexCodes.AwaitsSeller;
            case VtexStatus.Ready or VtexStatus.Handling or VtexStatus.Invoiced:
                return VtexCodes.Approved;
            default:
                return VtexCodes.NotApprovable;
        }
    }

    /// <summary>The receipt of the cancel; null for an invoiced order, which VTEX does not cancel.</summary>
    public string? Cancel(DateTimeOffset now, TimeSpan takes, string receipt)
    {
        if (Status(now) is VtexStatus.Invoiced)
        {
            return null;
        }

        if (_status != VtexStatus.Canceled && CancelAt is null)
        {
            CancelAt = now + takes;
            ChangedAt = now;
        }

        return Receipt ??= receipt;
    }

    /// <summary>Moves the order as the seller would; false where VTEX knows no such move. Moving it where it is changes nothing.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="part">For a first invoice: the cents that it is for, less than the order's.</param>
    /// <param name="now">When.</param>
    public bool Advance(string to, long? part, DateTimeOffset now)
    {
        switch (to, Status(now))
        {
            case ("authorized", VtexStatus.AwaitsSeller):
                Change(VtexStatus.AwaitsFulfillment, now);
                return true;
            case ("handling", VtexStatus.Ready):
                Change(VtexStatus.Handling, now);
                return true;
            case ("invoiced", VtexStatus.Ready or VtexStatus.Handling):
                Invoice(part, now);
                return true;
            case ("delivered", VtexStatus.Invoiced):
                Delivered = true;
                ChangedAt = now;
                return true;
            case ("canceled", VtexStatus.CancellationRequested):
                CancelAt = now;
                return true;
            case ("canceled", not (VtexStatus.Invoiced or VtexStatus.Canceled)):
                Change(VtexStatus.Canceled, now);
                return true;
            default:
                return to == Status(now);
        }
    }

    private void Invoice(long? part, DateTimeOffset now)
    {
        var left = Placement!.PaymentValue - _invoices.Sum();
        var isPart = _invoices.Count == 0 && part > 0 && part < left;
        _invoices.Add(isPart ? part!.Value : left);
        Change(isPart ? VtexStatus.Handling : VtexStatus.Invoiced, now);
    }

    public VtexStanding Standing(DateTimeOffset now) => new(
        MarketplaceOrderId, OrderId, Account, Status(now), Delivered,
        IsPlaced ? 1 : 0, Repeats, Approvals, CancelAt is null ? 0 : 1, LastCode);

    private void Change(string status, DateTimeOffset now) => (_status, ChangedAt) = (status, now);
}

/// <summary>VTEX's ids of an order: <c>{affiliate}-{marketplaceOrderId}</c>, and with franchises those of scenario 6 of New Order Integration.</summary>
internal sealed record VtexOrderIds(string OrderId, string? FranchiseOrderId)
{
    public static VtexOrderIds Of(string affiliate, string marketplaceOrderId, bool franchises) => franchises
        ? new VtexOrderIds($"{affiliate}-{marketplaceOrderId}-01", $"MKT-{affiliate}-{marketplaceOrderId}-01")
        : new VtexOrderIds($"{affiliate}-{marketplaceOrderId}", null);
}
