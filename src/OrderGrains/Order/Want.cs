namespace OrderGrains;

/// <summary>How an order should stand at VTEX.</summary>
internal enum Want
{
    /// <summary>As it does.</summary>
    Nothing,

    /// <summary>Placed, whether approved or not.</summary>
    Placed,

    /// <summary>Placed and approved.</summary>
    Approved,

    /// <summary>Cancelled, or never there.</summary>
    Cancelled,
}

/// <summary>What an order's status wants of VTEX.</summary>
internal static class Wants
{
    /// <summary>The column "VTEX" of docs/opabox.md, "What each status does"; chat orders go by the same ranks.</summary>
    public static Want Of(OrderState state) => state.Status switch
    {
        OrderStatus.Unknown or OrderStatus.Draft => Want.Nothing,
        OrderStatus.Provisioning or OrderStatus.Placed => Want.Placed,
        OrderStatus.PaymentRejected => state.GraceOver ? Want.Cancelled : Want.Nothing,
        OrderStatus.PayOnDelivery or OrderStatus.Paid or OrderStatus.Preparing or OrderStatus.AwaitingCarrier or OrderStatus.AwaitingPickup
            or OrderStatus.InTransit or OrderStatus.Delivered => Cancellation.IsPerhapsDone(state) ? Want.Nothing : Want.Approved,
        OrderStatus.RejectedByCustomer or OrderStatus.Cancelled => Want.Cancelled,
        _ => throw Order.Unknown(state.Status),
    };
}
