using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>A source reported a status that is higher than the order's.</summary>
public sealed record StatusReached(OrderStatus Status, string Source) : StatusFact;

/// <summary>A source reported a status that the order has left behind.</summary>
public sealed record StatusCameLate(OrderStatus Status, string Source) : StatusFact
{
    internal override bool CameTooLate => true;
}

/// <summary>Content of at least the rank of what was known.</summary>
public sealed record ContentTaken(Encoded<OrderContent> Content, OrderStatus Rank) : StatusFact;

/// <summary>Something in what was sent looks wrong; it is placed all the same.</summary>
public sealed record Warned(ImmutableArray<string> Warnings) : StatusFact;

/// <summary>An order that is older than the day from which on the hub serves OPABOX (setting <c>IgnorePlacedBefore</c>): it is kept and owes nothing.</summary>
public sealed record KeptAsOld(DateTimeOffset Before) : StatusFact;

/// <summary>OPABOX's own code.</summary>
public sealed record OpaboxStatusSeen(int Status) : StatusFact;

/// <summary>Statuses, the content that comes with them, and OPABOX's webhooks, which are both.</summary>
internal static class Statuses
{
    public static IEnumerable<Fact> Decide(OrderState state, ReportOpaboxStatus report, OrderPolicy policy)
    {
        var status = StatusTable.FromOpabox(report.Status)
            ?? throw new ArgumentOutOfRangeException(nameof(report), report.Status, "OPABOX has no such status.");
        foreach (var fact in Seen(state, report.Status, status).Concat(Payments.Seen(state, status)).Concat(Report(state, status, $"OPABOX status {report.Status}", report.Content)))
        {
            yield return fact;
            if (fact is ContentTaken && report.Warnings.Length > 0)
            {
                yield return new Warned(report.Warnings);
            }

            if (fact is ContentTaken && state.StoredContent is null && report.Content.PlacedAt < policy.IgnorePlacedBefore)
            {
                yield return new KeptAsOld(policy.IgnorePlacedBefore.Value);
            }
        }
    }

    /// <summary>OPABOX's code, where it is not below the highest that is known.</summary>
    public static IEnumerable<Fact> Seen(OrderState state, int code, OrderStatus status) =>
        code != state.Opabox.Status && !(RankOf(state.Opabox.Status) > status) ? [new OpaboxStatusSeen(code)] : [];

    /// <summary>A status and the content that came with it: each is taken where its rank is not below what is known.</summary>
    public static IEnumerable<Fact> Report(OrderState state, OrderStatus status, string source, OrderContent? content)
    {
        // OPABOX's webhooks all carry the order, so the highest status seen ranks the content even where it brought nothing new.
        var confirmed = state.Opabox is { Status: { } code, Link: null } ? StatusTable.FromOpabox(code) : null;
        var told = content is not null && status >= state.ContentRank && !(status < confirmed) ? Encoded.Of(content) : null;
        var newContent = told is not null && !(state.StoredContent is { } known && Contents.Same(told, known));
        if (status > state.Status)
        {
            yield return new StatusReached(status, source);
        }
        else if (status < state.Status)
        {
            yield return new StatusCameLate(status, source);
        }

        if (newContent)
        {
            yield return new ContentTaken(told!, status);
        }
    }

    /// <summary>Whether OPABOX took the order before the hub was there (setting <c>IgnorePlacedBefore</c>): it is kept, owes nothing and asks for nobody.</summary>
    public static bool IsFromBefore(OrderId id, OrderState state, OrderPolicy policy) =>
        id.Channel == Channel.Opabox && state.Content?.PlacedAt < policy.IgnorePlacedBefore;

    public static OrderState Evolve(OrderState state, StatusFact fact, OrderPolicy policy, DateTimeOffset now) => fact switch
    {
        StatusReached reached => (reached.Status >= OrderStatus.RejectedByCustomer ? Cancellation.AskedAnew(state) : state) with
        {
            Status = reached.Status,
            StatusSource = reached.Source,
            StatusAt = now,
            GraceEndsAt = reached.Status == OrderStatus.PaymentRejected ? now + policy.PaymentRejectedGrace : null,
        },
        StatusCameLate late => state with
        {
            DeliveredAfterCancel = state.DeliveredAfterCancel || (late.Status == OrderStatus.Delivered && !state.DeliveryStands),
        },
        ContentTaken taken => Contents.Taken(state, taken.Content, taken.Rank),
        OpaboxStatusSeen seen => state with { Opabox = state.Opabox with { Status = seen.Status } },
        Warned or KeptAsOld => state,
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(OrderState state, StatusFact fact) => fact switch
    {
        StatusReached { Status: OrderStatus.Placed } reached when reached.Source.StartsWith("VTEX", StringComparison.Ordinal) => null,
        StatusReached reached => new(reached.Source, DirectionOf(reached.Source), LineStatus.Success, Sentence(reached.Status)),
        StatusCameLate late => new(late.Source, Direction.In, LineStatus.Stale, $"{late.Status} came late; the order is {state.Status}"),
        ContentTaken when state.ContentVersion > 1 && Placement.HasContent(state) =>
            new("Content", Direction.In, LineStatus.Warning, "Changed after the order was placed"),
        ContentTaken when state.ContentVersion > 1 => new("Content", Direction.In, LineStatus.Success, "Changed"),
        Warned { Warnings: var warnings } => new("Looks wrong", Direction.In, LineStatus.Warning, string.Join("; ", warnings)),
        KeptAsOld old => new("Kept", Direction.Internal, LineStatus.Success, $"Ordered before {old.Before:u} (IgnorePlacedBefore): nothing is owed for it"),
        ContentTaken or OpaboxStatusSeen => null,
        _ => throw Order.Unknown(fact),
    };

    /// <summary>The rank of OPABOX's code.</summary>
    public static OrderStatus RankOf(int? opaboxCode) => StatusTable.FromOpabox(opaboxCode ?? 0) ?? OrderStatus.Unknown;

    private static Direction DirectionOf(string source) =>
        source.StartsWith("operator", StringComparison.Ordinal) ? Direction.Internal : Direction.In;

    private static string Sentence(OrderStatus status) => status switch
    {
        OrderStatus.Provisioning => "The cart is to be placed",
        OrderStatus.Placed => "New order",
        OrderStatus.PaymentRejected => "Payment rejected",
        OrderStatus.PayOnDelivery => "To be paid on delivery",
        OrderStatus.Paid => "Payment confirmed",
        OrderStatus.Preparing => "In preparation",
        OrderStatus.AwaitingCarrier => "Ready, waits for a carrier",
        OrderStatus.AwaitingPickup => "Ready, waits for the shopper",
        OrderStatus.InTransit => "On its way",
        OrderStatus.Delivered => "Delivered",
        OrderStatus.RejectedByCustomer => "The shopper did not take it",
        OrderStatus.Cancelled => "Cancelled",
        OrderStatus.Unknown or OrderStatus.Draft => status.ToString(),
        _ => throw Order.Unknown(status),
    };
}
