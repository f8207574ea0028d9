using System.Text;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>The vendors of a run: what stands at each, and every call that came.</summary>
internal sealed class SimVendors(Func<long> now, Func<double, bool> draw, bool showsLate)
{
    public SimVtex Vtex { get; } = new(now, draw, showsLate);

    /// <summary>Standings that BonifiQ took, the latest last.</summary>
    public Dictionary<OrderId, List<LoyaltyStanding>> BonifiQ { get; } = [];

    /// <summary>Statuses that OmniChat took, the latest last.</summary>
    public Dictionary<OrderId, List<(string Status, string RequestId)>> OmniChat { get; } = [];

    /// <summary>Ids of requests that were called.</summary>
    public Dictionary<OrderId, HashSet<string>> Called { get; } = [];

    /// <summary>Whether OmniChat shows an order as cancelled, by the hub's word.</summary>
    public bool IsCancelledAtChat(OrderId order) => OmniChat.GetValueOrDefault(order) is [.., ("CANCELLED", _)];

    /// <summary>A call has its effect.</summary>
    public (DeliveryResult Answer, IReadOnlyList<(string Name, Command Command, Message Message)> Tells) Take(Delivery delivery)
    {
        Of(Called, delivery.Order).Add(delivery.Request.Id);
        switch (delivery.Request.Target)
        {
            case Target.Vtex:
                return Vtex.Take(delivery);
            case Target.BonifiQ:
                Of(BonifiQ, delivery.Order).Add(Enum.Parse<LoyaltyStanding>(delivery.Request.Argument!));
                return (new Delivered(new LoyaltyAnswer(null)), []);
            default:
                var status = delivery.Request.Argument!;
                Of(OmniChat, delivery.Order).Add((status, delivery.Request.Id));
                var echo = new ReportChatStatus(status, "ordergrains", null, null);
                var body = Encoding.UTF8.GetBytes($"{delivery.Order} echo {status}");
                return (new Delivered(), [($"echo {status}", echo, Message.Webhook(delivery.Order.Tenant, "omnichat/status-change", body))]);
        }
    }

    private static T Of<T>(Dictionary<OrderId, T> all, OrderId order)
        where T : new()
    {
        if (!all.TryGetValue(order, out var one))
        {
            all[order] = one = new();
        }

        return one;
    }
}
