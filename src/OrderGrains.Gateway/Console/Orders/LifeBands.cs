using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>A status, as long as the order showed it.</summary>
/// <param name="Label">Its name.</param>
/// <param name="From">Where it begins, in percent.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Kind">The class of its look: <c>last</c>, <c>stop</c> or none.</param>
/// <param name="HasDot">Whether a dot of the order itself stands at its beginning.</param>
internal sealed record Band(string Label, double From, double To, string? Kind, bool HasDot);

/// <summary>Finds the statuses in the story, by the lines that the hub tells of them.</summary>
internal static class LifeBands
{
    /// <summary>The bands up to now.</summary>
    /// <param name="facts">The order.</param>
    /// <param name="dots">What happened.</param>
    /// <param name="end">Where now is, or the end.</param>
    public static IReadOnlyList<Band> Of(OrderFacts facts, IReadOnlyList<Dot> dots, double end)
    {
        List<(OrderStatus Status, double X, bool HasDot)> begun = [];
        foreach (var dot in dots)
        {
            if (StatusOf(facts, dot.Entry) is { } status && (begun.Count == 0 || status > begun[^1].Status))
            {
                begun.Add((status, dot.X, dot.Lane == Lane.Hub));
            }
        }

        if (begun.Count == 0 && dots.Count > 0)
        {
            begun.Add((facts.State.Status, dots[0].X, false));
        }

        List<Band> bands = [];
        for (var index = 0; index < begun.Count; index++)
        {
            var last = index == begun.Count - 1;
            var label = Names.Of(begun[index].Status, facts.L);
            bands.Add(new(label, begun[index].X, last ? end : begun[index + 1].X, !last ? null : facts.State.Attention.IsEmpty ? "last" : "stop", begun[index].HasDot));
        }

        return bands;
    }

    /// <summary>The status that a line tells; null for one that tells none.</summary>
    public static OrderStatus? StatusOf(OrderFacts facts, StoryEntry entry)
    {
        if (entry.Status == LineStatus.Stale)
        {
            return null;
        }

        if (entry.Operation.StartsWith("OPABOX status ", StringComparison.Ordinal) && int.TryParse(entry.Operation["OPABOX status ".Length..], out var code))
        {
            return StatusTable.FromOpabox(code);
        }

        return entry.Message switch
        {
            "The cart is to be placed" => OrderStatus.Provisioning,
            "New order" => OrderStatus.Placed,
            "Payment rejected" => OrderStatus.PaymentRejected,
            "To be paid on delivery" => OrderStatus.PayOnDelivery,
            "Payment confirmed" => OrderStatus.Paid,
            "In preparation" => OrderStatus.Preparing,
            "Ready, waits for a carrier" => OrderStatus.AwaitingCarrier,
            "Ready, waits for the shopper" => OrderStatus.AwaitingPickup,
            "On its way" => OrderStatus.InTransit,
            "Delivered" => OrderStatus.Delivered,
            "The shopper did not take it" => OrderStatus.RejectedByCustomer,
            "Cancelled" => OrderStatus.Cancelled,
            _ when entry.Operation == "Cart edited" => OrderStatus.Draft,
            _ when entry.Operation == "VTEX SOI001" && facts.Id.Channel == Channel.OmniChat => OrderStatus.Placed,
            _ => null,
        };
    }
}
