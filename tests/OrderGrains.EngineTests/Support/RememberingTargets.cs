namespace OrderGrains.EngineTests.Support;

/// <summary>
/// VTEX and BonifiQ with a memory, and with moods: a call in five fails before or after it was taken. Draws are seeded, but which
/// call gets which depends on the schedule.
/// </summary>
public sealed class RememberingTargets(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<OrderId, VtexStanding> _standings = [];
    private readonly Dictionary<OrderId, int> _placements = [];
    private readonly Dictionary<OrderId, string> _loyalty = [];

    /// <summary>Whether calls fail.</summary>
    public bool Moody { get; set; } = true;

    public VtexStanding? Standing(OrderId order) => _standings.TryGetValue(order, out var standing) ? standing : null;

    public int Placements(OrderId order) => _placements.GetValueOrDefault(order);

    public string? Loyalty(OrderId order) => _loyalty.GetValueOrDefault(order);

    public Task<ConnectorReply> AnswerAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var mood = Moody ? _random.Next(10) : 5;
            if (mood == 0)
            {
                return Task.FromResult(new ConnectorReply(new RetryLater("HTTP 503", "busy")));
            }

            var reply = delivery.Request.Target == Target.Vtex ? Vtex(delivery) : Loyalty(delivery);
            return Task.FromResult(mood == 1 ? new ConnectorReply(new DeliveryUnknown("Broken", "the connection broke")) : reply);
        }
    }

    private ConnectorReply Vtex(Delivery delivery)
    {
        var order = delivery.Order;
        if (delivery.Step == Step.Read)
        {
            return new(new Delivered(Standing(order) is { } standing ? new VtexRead(standing, "MKP", standing.ToString()) : new NotFound()));
        }

        switch (delivery.Request.Operation)
        {
            case Operation.PlaceOrder:
                _placements[order] = Placements(order) + 1;
                _standings[order] = VtexStanding.Integrated;
                break;
            case Operation.ApproveOrder:
                _standings[order] = VtexStanding.Approved;
                break;
            default:
                _standings[order] = VtexStanding.Cancelled;
                break;
        }

        return ScriptedConnector.Taken(delivery);
    }

    private ConnectorReply Loyalty(Delivery delivery)
    {
        _loyalty[delivery.Order] = delivery.Request.Argument!;
        return ScriptedConnector.Taken(delivery);
    }
}
