namespace OrderGrains;

/// <summary>
/// What an order shows. The number of each is its rank: statuses form a lattice and the order shows the highest that was
/// reported, so that reports may come in any order.
/// </summary>
public enum OrderStatus
{
    /// <summary>Nothing is known but a notification that names the order.</summary>
    Unknown = -1,

    /// <summary>A cart that a salesperson edits.</summary>
    Draft = 0,

    /// <summary>OmniChat asked us to place the cart.</summary>
    Provisioning = 5,

    /// <summary>The shopper ordered; nothing is paid.</summary>
    Placed = 10,

    /// <summary>A payment was rejected; it may be tried again.</summary>
    PaymentRejected = 20,

    /// <summary>To be paid at the door: may be prepared.</summary>
    PayOnDelivery = 30,

    /// <summary>Paid: may be prepared.</summary>
    Paid = 35,

    /// <summary>The shop prepares it.</summary>
    Preparing = 40,

    /// <summary>Ready, waits for a carrier.</summary>
    AwaitingCarrier = 50,

    /// <summary>Ready, waits for the shopper.</summary>
    AwaitingPickup = 60,

    /// <summary>On its way.</summary>
    InTransit = 65,

    /// <summary>Handed over.</summary>
    Delivered = 80,

    /// <summary>The shopper did not take it.</summary>
    RejectedByCustomer = 90,

    /// <summary>Ended without a sale.</summary>
    Cancelled = 100,
}

/// <summary>The senders' status words and the order statuses they stand for.</summary>
public static class StatusTable
{
    /// <summary>OPABOX's twelve codes (apidocs.opa4.store/webhook_orders); null for a code that the page does not list.</summary>
    public static OrderStatus? FromOpabox(int code) => code switch
    {
        1 => OrderStatus.Placed,
        2 => OrderStatus.Paid,
        3 => OrderStatus.PaymentRejected,
        4 => OrderStatus.Preparing,
        5 => OrderStatus.InTransit,
        6 => OrderStatus.Delivered,
        7 or 8 => OrderStatus.Cancelled,
        9 => OrderStatus.AwaitingPickup,
        10 => OrderStatus.RejectedByCustomer,
        11 => OrderStatus.AwaitingCarrier,
        22 => OrderStatus.PayOnDelivery,
        _ => null,
    };

    /// <summary>
    /// OmniChat's words that say something about the order itself (developers.omni.chat, how-to-implement-the-statuschange-api);
    /// null for those that only mirror progress or that nobody documented.
    /// </summary>
    public static OrderStatus? FromOmniChat(string status) => status switch
    {
        "PAID" or "OVER_PAID" => OrderStatus.Paid,
        "NOT_PAID" => OrderStatus.PaymentRejected,
        "CANCELLED" or "REVERTED" => OrderStatus.Cancelled,
        _ => null,
    };

    /// <summary>Whether no later report can change what the order is.</summary>
    public static bool IsFinal(OrderStatus status) => status >= OrderStatus.Delivered;
}
