namespace OrderGrains.Tests.Connectors.BonifiQ;

/// <summary>Calls that are due to BonifiQ, and its answer where all is well.</summary>
internal static class BonifiQCalls
{
    public const string Ok = """{"ErrorMessage":null,"HasError":false,"Severity":0,"Result":{"Id":1}}""";

    /// <summary>An order that has points and is cancelled.</summary>
    public static OrderState WasCompleted() => SeedOrders.State(SeedOrders.OpaboxSample(), OrderStatus.Cancelled) with
    {
        BonifiQ = new() { Queued = LoyaltyStanding.Completed, CompletedAt = SeedOrders.PlacedAt.AddHours(1), CancelledAt = SeedOrders.PlacedAt.AddHours(2) },
    };

    public static Delivery Delivery(OrderId order, OrderState state, string standing) =>
        SeedOrders.Delivery(order, state, Target.BonifiQ, Operation.SendOrder, standing);
}
