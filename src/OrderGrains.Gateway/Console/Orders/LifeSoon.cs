using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>Something that is to come, drawn behind now.</summary>
/// <param name="Lane">Who tells, or is told.</param>
/// <param name="Told">Whether that system tells us.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Mark">What stands in its dot.</param>
internal sealed record LifeSoon(Lane Lane, bool Told, string Label, string Mark)
{
    /// <summary>What is to come: what is owed first, else what somebody has to say; at most two.</summary>
    public static IReadOnlyList<LifeSoon> Of(OrderFacts facts)
    {
        var number = facts.Story.Count;
        string Next() => (++number).ToString();
        var calls = facts.Open.Where(request => request.State != RequestState.Held && LaneOf(request.Target) is not null).Take(2)
            .Select(request => new LifeSoon(LaneOf(request.Target)!.Value, request.State == RequestState.AwaitingResult, Names.Asked(request, facts.L), Next())).ToList();
        if (calls.Count > 0)
        {
            return calls;
        }

        if (facts.Stopped is [var stopped, ..] && LaneOf(stopped.Target) is { } lane)
        {
            return [new(lane, false, Names.Asked(stopped, facts.L), "?")];
        }

        if (facts.State.Attention.Length > 0)
        {
            return [];
        }

        var sender = facts.Id.Channel == Channel.Opabox ? Lane.Opabox : facts.State.Status >= OrderStatus.Paid ? Lane.Vtex : Lane.OmniChat;
        return facts.State.Status switch
        {
            OrderStatus.InTransit when facts.Policy.HasBonifiQ && facts.State.BonifiQ.LeftOut is null =>
            [
                new(sender, true, Names.Of(OrderStatus.Delivered, facts.L), Next()),
                new(Lane.BonifiQ, false, Names.Standing(nameof(LoyaltyStanding.Completed), facts.L), Next()),
            ],
            OrderStatus.Unknown or OrderStatus.Draft or OrderStatus.PaymentRejected => [],
            OrderStatus.Placed or OrderStatus.Provisioning when facts.Policy.HasVtex =>
                [new(sender, true, Names.Of(OrderStatus.Paid, facts.L), Next()), new(Lane.Vtex, false, facts.L["approve", "aprovar"], Next())],
            < OrderStatus.Delivered => [new(sender, true, Names.Of(Following(facts.State.Status), facts.L), Next())],
            _ => [],
        };
    }

    /// <summary>The status that the band will show.</summary>
    public static OrderStatus? Status(OrderFacts facts) => facts.State.Attention.Length > 0 || facts.Open.Count > 0 ? null : facts.State.Status switch
    {
        OrderStatus.Unknown or OrderStatus.Draft or OrderStatus.PaymentRejected => null,
        < OrderStatus.Delivered => Following(facts.State.Status),
        _ => null,
    };

    private static OrderStatus Following(OrderStatus status) => status switch
    {
        OrderStatus.Provisioning or OrderStatus.Placed => OrderStatus.Paid,
        OrderStatus.PayOnDelivery or OrderStatus.Paid => OrderStatus.Preparing,
        OrderStatus.Preparing or OrderStatus.AwaitingCarrier => OrderStatus.InTransit,
        _ => OrderStatus.Delivered,
    };

    private static Lane? LaneOf(string target) => Target.KindOf(target) switch
    {
        Target.Vtex => Lane.Vtex,
        Target.BonifiQ => Lane.BonifiQ,
        Target.OmniChat => Lane.OmniChat,
        _ => null,
    };
}
