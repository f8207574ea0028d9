using System.Text;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>An order at VTEX.</summary>
internal sealed class SimVtexOrder
{
    public bool Approved { get; set; }

    public bool Cancelled { get; set; }

    public bool Invoiced { get; set; }

    /// <summary>When reads show it.</summary>
    public long ShownAt { get; init; }

    /// <summary>Whether it was read since it was last placed, and not shown yet.</summary>
    public bool Missed { get; set; }

    /// <summary>Placings of what was there, and could be seen to be.</summary>
    public int Repeats { get; set; }

    /// <summary>Approvals and cancellations of what was so already.</summary>
    public int Again { get; set; }
}

/// <summary>VTEX as a model: what stands there, what it answers, and what it notifies later.</summary>
/// <param name="now">Ticks since the start.</param>
/// <param name="draw">Whether something of a share happens.</param>
/// <param name="showsLate">Whether reads show orders only after a while.</param>
internal sealed class SimVtex(Func<long> now, Func<double, bool> draw, bool showsLate)
{
    private readonly HashSet<string> _refusedLater = new(StringComparer.Ordinal); // A late refusal may speak of an earlier attempt.
    private int _operations;

    public Dictionary<string, SimVtexOrder> Orders { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes a call.</summary>
    /// <returns>The answer, and what VTEX tells of it later.</returns>
    public (DeliveryResult Answer, IReadOnlyList<(string Name, Command Command, Message Message)> Tells) Take(Delivery delivery)
    {
        var name = VtexOrderIds.MarketplaceOrderId(delivery.Order, delivery.Request.Placement);
        var order = Orders.GetValueOrDefault(name);
        return (delivery.Step, delivery.Request.Operation) switch
        {
            (Step.Read, _) => (Read(name, order), []),
            (_, Operation.PlaceOrder) => Place(delivery, name, order),
            (_, Operation.ApproveOrder) => Approve(delivery, name, order),
            _ => Cancel(delivery, name, order),
        };
    }

    /// <summary>VTEX invoices an order that it approved.</summary>
    public (string Name, Command Command, Message Message) Invoice(OrderId id, string name)
    {
        Orders[name].Invoiced = true;
        return Hook(id, name, "invoiced", 1);
    }

    public static string OrderId(string name) => $"MKP-{name}";

    private DeliveryResult Read(string name, SimVtexOrder? order)
    {
        if (order is null || order.ShownAt > now())
        {
            order?.Missed = true;
            return new Delivered(new NotFound());
        }

        return new Delivered(order switch
        {
            { Cancelled: true } => new VtexRead(VtexStanding.Cancelled, OrderId(name), "canceled"),
            { Invoiced: true } => new VtexRead(VtexStanding.Invoiced, OrderId(name), "invoiced"),
            { Approved: true } => new VtexRead(VtexStanding.Approved, OrderId(name), "ready-for-handling"),
            _ => new VtexRead(VtexStanding.Integrated, OrderId(name), "waiting-for-seller-confirmation"),
        });
    }

    /// <summary>
    /// Whether a hub that never heard of its earlier send, since it ended during that call, has asked for it and was told 404: that its
    /// next send gets through only when VTEX would show the order is nothing that it can know. One that heard SOI003 or EOI007 waits.
    /// </summary>
    private static bool WasAskedFor(SimVtexOrder order, Delivery delivery) =>
        order.Missed && delivery is { State.Vtex.LastCode: not "SOI003", Request.AlreadyThere: false };

    private (DeliveryResult, IReadOnlyList<(string, Command, Message)>) Place(Delivery delivery, string name, SimVtexOrder? order)
    {
        if (order is not null)
        {
            order.Repeats += order.ShownAt <= now() && !_refusedLater.Contains(name) && !WasAskedFor(order, delivery) ? 1 : 0;
            order.Missed = false;
            return (Said(name, "EOI007", "PlaceOrder", delivery), []);
        }

        if (draw(0.5) && Mood() is { } refusal)
        {
            if (draw(0.5))
            {
                return (Said(name, refusal, "PlaceOrder", delivery), []);
            }

            _refusedLater.Add(name);
            return (Said(name, "SOI003", "PlaceOrder", delivery), [Result(delivery.Order, name, refusal, "PlaceOrder")]);
        }

        var approved = delivery.State.Status is >= OrderStatus.PayOnDelivery and < OrderStatus.RejectedByCustomer;
        Orders[name] = new() { Approved = approved, ShownAt = showsLate ? now() + TimeSpan.TicksPerMinute : 0 };
        List<(string, Command, Message)> tells = [Result(delivery.Order, name, "SOI001", "PlaceOrder")];
        if (approved)
        {
            tells.Add(Result(delivery.Order, name, "SOI002", "ApproveOrder"));
        }

        return (Said(name, draw(0.2) ? "SOI001" : "SOI003", "PlaceOrder", delivery), tells);
    }

    private (DeliveryResult, IReadOnlyList<(string, Command, Message)>) Approve(Delivery delivery, string name, SimVtexOrder? order)
    {
        switch (order)
        {
            case null:
                return (Said(name, "EOI008", "ApproveOrder", delivery), []);
            case { Cancelled: true }:
                return (Said(name, "EOI009", "ApproveOrder", delivery), []);
            case { Approved: true }:
                order.Again++;
                break;
            case var _ when draw(0.15):
                return (Said(name, draw(0.5) ? "EOI011" : "EOI000", "ApproveOrder", delivery), []);
        }

        order.Approved = true;
        return (Said(name, draw(0.2) ? "SOI002" : "SOI003", "ApproveOrder", delivery), [Result(delivery.Order, name, "SOI002", "ApproveOrder")]);
    }

    private (DeliveryResult, IReadOnlyList<(string, Command, Message)>) Cancel(Delivery delivery, string name, SimVtexOrder? order)
    {
        if (order is null || order.ShownAt > now())
        {
            return (new Delivered(new NotFound()), []);
        }

        if (order.Invoiced)
        {
            return (new DeliveryRefused("HTTP 400", "The order is invoiced."), []);
        }

        order.Again += order.Cancelled ? 1 : 0;
        order.Cancelled = true;
        return (new Delivered(new VtexCancelAccepted("receipt")), [Hook(delivery.Order, name, "canceled", delivery.Request.Placement)]);
    }

    /// <summary>Why VTEX does not take a placement, where it does not.</summary>
    private string? Mood() => draw(0.1) ? "EOI002" : draw(0.1) ? "EOI006" : draw(0.1) ? "EOI000" : draw(0.1) ? "EOI010" : null;

    private DeliveryResult Said(string name, string code, string flow, Delivery delivery) => new Delivered(new VtexAnswer(
        Of(name, code, flow), delivery.State.Status is >= OrderStatus.PayOnDelivery and < OrderStatus.RejectedByCustomer, delivery.State.ContentVersion));

    private VtexResult Of(string name, string code, string flow) => new()
    {
        Success = code[0] == 'S',
        Code = code,
        Flow = flow,
        Account = "acme",
        Message = code,
        MarketplaceOrderId = name,
        OperationId = $"op-{++_operations}",
        MainOrderId = code is "SOI001" or "SOI002" ? OrderId(name) : null,
    };

    private (string, Command, Message) Result(OrderId id, string name, string code, string flow)
    {
        var result = Of(name, code, flow);
        return (code, new ReportVtexResult(result), Message.VtexResult(id.Tenant, result, Encoding.UTF8.GetBytes($"{name} {code} {result.OperationId}")));
    }

    private static (string, Command, Message) Hook(OrderId id, string name, string state, int placement) => (
        state,
        new ReportVtexState(state, OrderId(name), placement),
        Message.Webhook(id.Tenant, "vtex/order-hook", Encoding.UTF8.GetBytes($"{name} {state}")));
}
