namespace OrderGrains;

/// <summary>How long an order that is over is kept, counted from its last change; null keeps for ever.</summary>
/// <param name="Orders">Delivered, refused and cancelled orders.</param>
/// <param name="Drafts">Carts that nobody finished, and orders of which only a notification spoke.</param>
public sealed record RetentionPolicy(TimeSpan? Orders, TimeSpan? Drafts)
{
    /// <summary>Everything is kept for ever.</summary>
    public static readonly RetentionPolicy ForEver = new(null, null);

    /// <summary>Why an order is kept, in a sentence; null where it is over for so long that it goes. A last change that lies ahead is never long ago.</summary>
    public string? WhyKept(OrderRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var age = state.Status switch
        {
            OrderStatus.Draft or OrderStatus.Unknown => Drafts,
            OrderStatus.Delivered or OrderStatus.RejectedByCustomer or OrderStatus.Cancelled => Orders,
            OrderStatus.Provisioning or OrderStatus.Placed or OrderStatus.PaymentRejected or OrderStatus.PayOnDelivery or OrderStatus.Paid or OrderStatus.Preparing
                or OrderStatus.AwaitingCarrier or OrderStatus.AwaitingPickup or OrderStatus.InTransit => null,
            _ => throw Order.Unknown(state.Status),
        };
        return record.Version == 0 ? "Nothing is stored of the order."
            : age is null ? "Orders that stand so are kept for ever."
            : !(age <= now - record.ChangedAt) ? "Its last change is not long enough ago."
            : state.DoubtedTime <= now ? "A clock was wrong when it changed; its age counts from its next turn."
            : state.WakeAt is not null || state.Requests.Any(IsOwed) ? "It still has something to do."
            : !state.Attention.IsEmpty ? "It needs a person."
            : null;
    }

    private static bool IsOwed(OwedRequest request) => request.State is not (RequestState.Done or RequestState.Superseded or RequestState.Skipped);
}
