using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>What happened to an order. Facts change its state (<see cref="Order.Evolve"/>) and tell its story (<see cref="Story"/>).</summary>
public abstract record Fact;

/// <summary>What became of one request: it goes on otherwise than before, or ended.</summary>
/// <param name="RequestId">The request.</param>
public abstract record RequestFact(string RequestId) : Fact;

/// <summary>A cart was edited.</summary>
public sealed record CartEdited(OrderContent Cart) : Fact;

/// <summary>A cart was edited after it was placed: answered, and nothing else.</summary>
public sealed record CartEditedTooLate : Fact;

/// <summary>
/// Nobody finished the cart in time: what it knew of persons is dropped. It stays a draft, since a later edit or provisioning,
/// which carries the whole order, is taken as ever.
/// </summary>
public sealed record DraftExpired : Fact;

/// <summary>A checker call was answered.</summary>
public sealed record CheckAnswered(RecordCheck Check) : Fact;

/// <summary>The last change lies ahead of the clock, by minutes or years: its times are counted anew. <paramref name="Shown"/> is the latest time that the clock showed.</summary>
public sealed record ClockDoubted(DateTimeOffset Shown) : Fact;

/// <summary>The clock shows a time that was doubted: what ages the order is counted anew.</summary>
public sealed record ClockCaughtUp : Fact;

/// <summary>A source reported a status that is higher than the order's.</summary>
public sealed record StatusReached(OrderStatus Status, string Source) : Fact;

/// <summary>A source reported a status that the order has left behind.</summary>
public sealed record StatusCameLate(OrderStatus Status, string Source) : Fact;

/// <summary>Content of at least the rank of what was known.</summary>
public sealed record ContentTaken(Encoded<OrderContent> Content, OrderStatus Rank) : Fact;

/// <summary>Something in what was sent looks wrong; it is placed all the same.</summary>
public sealed record Warned(ImmutableArray<string> Warnings) : Fact;

/// <summary>OPABOX's own code.</summary>
public sealed record OpaboxStatusSeen(int Status) : Fact;

/// <summary>OmniChat's own word.</summary>
public sealed record ChatStatusSeen(string Status, string? Responsible, string? Note) : Fact;

/// <summary>A refused cart was provisioned again.</summary>
public sealed record PlacementAskedAgain : Fact;

/// <summary>The hub withheld a cart that looks wrong (setting <c>OnInvalid</c>).</summary>
/// <param name="Why">All that looks wrong, for the timeline.</param>
/// <param name="Told">The same as OmniChat's salesperson reads it.</param>
public sealed record PlacementWithheld(string Why, string? Told = null) : Fact;

/// <summary>The grace of a rejected payment ran out.</summary>
public sealed record GraceRanOut : Fact;

/// <summary>VTEX enqueued a placement or an approval; <paramref name="SendsAgain"/> where its result was faster and it is to be sent again.</summary>
public sealed record VtexEnqueued(string RequestId, VtexAnswer Answer, bool SendsAgain = false) : Fact;

/// <summary>VTEX has the order.</summary>
public sealed record VtexIntegrated(string Code, string? OrderId, string? FranchiseOrderId, string? OperationId) : Fact;

/// <summary>VTEX approved the order.</summary>
public sealed record VtexApproved(string Code, string? OrderId, string? OperationId) : Fact;

/// <summary>VTEX waits for the seller's decision (EOI011).</summary>
public sealed record VtexAwaitsSeller(string RequestId, string? Message) : Fact;

/// <summary>VTEX refused a request for good, or too often.</summary>
public sealed record VtexSaidNo(string RequestId, string Code, string? Message, string? OperationId) : RequestFact(RequestId)
{
    /// <summary>Whether a notification said so; its call was counted when VTEX enqueued it.</summary>
    public bool Notified { get; init; }
}

/// <summary>VTEX said something that changes nothing.</summary>
public sealed record VtexResultIgnored(string Code, string? OperationId, string Why) : Fact;

/// <summary>VTEX told how far the order got.</summary>
public sealed record VtexProgressed(VtexProgress Progress, string? OrderId, string? Note) : Fact;

/// <summary>VTEX invoiced some or all of the order, or told more of an invoice.</summary>
public sealed record VtexInvoiced(VtexInvoice Invoice) : Fact;

/// <summary>VTEX told a state that says nothing of how far the order got.</summary>
public sealed record VtexStateTold(string State) : Fact;

/// <summary>A request entered the order's debts.</summary>
public sealed record RequestQueued(OwedRequest Request) : Fact;

/// <summary>A request is done; <paramref name="Answered"/> where a call of its own said so, and not a notification.</summary>
public sealed record RequestDone(string RequestId, bool Answered = false) : RequestFact(RequestId);

/// <summary>A request failed and is due again.</summary>
public sealed record RequestDelayed(string RequestId, string Code, string Error, Step Step, DateTimeOffset DueAt, TimeSpan Wait) : RequestFact(RequestId)
{
    /// <summary>Whether it is one of the failures that are tried three times only.</summary>
    public bool Unexplained { get; init; }

    /// <summary>Whether the target said that the order is there already.</summary>
    public bool AlreadyThere { get; init; }

    /// <summary>Whether the answer to the call itself says that the target did not take it.</summary>
    public bool NotTaken { get; init; }

    /// <inheritdoc cref="VtexSaidNo.Notified"/>
    public bool Notified { get; init; }
}

/// <summary>A request's outcome is awaited, and read at a time where nobody tells it.</summary>
public sealed record ResultAwaited(string RequestId, string? Code, string? Why, DateTimeOffset ReadAt) : RequestFact(RequestId)
{
    /// <inheritdoc cref="VtexSaidNo.Notified"/>
    public bool Notified { get; init; }
}

/// <summary>A request changes course: sent or read at a time. <paramref name="Why"/> is null where it goes without saying.</summary>
public sealed record RequestRedirected(string RequestId, RequestState State, Step Step, DateTimeOffset? DueAt, string? Why) : RequestFact(RequestId);

/// <summary>A request stopped; a person decides.</summary>
public sealed record RequestParked(string RequestId, string Code, string Error) : RequestFact(RequestId)
{
    /// <inheritdoc cref="VtexSaidNo.Notified"/>
    public bool Notified { get; init; }
}

/// <summary>What an operator said that changes nothing, or why.</summary>
public sealed record OperatorNoted(string What, string Note) : Fact;

/// <summary>A command that cannot be.</summary>
public sealed record CommandRefused(string What, string Why) : Fact;

/// <summary>A request is no longer needed.</summary>
public sealed record RequestSuperseded(string RequestId, string Why) : RequestFact(RequestId);

/// <summary>An operator gave a request up.</summary>
public sealed record RequestSkipped(string RequestId, string Operator) : RequestFact(RequestId);

/// <summary>An operator sent a request on.</summary>
public sealed record RequestRetried(string RequestId, string Operator, DateTimeOffset DueAt) : RequestFact(RequestId);

/// <summary>OmniChat took a status of ours, or a provision.</summary>
public sealed record ChatTold(string RequestId, string Status) : RequestFact(RequestId);

/// <summary>The cart was compared with the order as a placement has it; null where nothing differs.</summary>
public sealed record CheckoutCompared(int Placement, string? Digest) : Fact;

/// <summary>OmniChat took what differs; <paramref name="Parts"/> names it.</summary>
public sealed record CheckoutTold(string RequestId, string Parts) : RequestFact(RequestId);

/// <summary>BonifiQ acknowledged a standing.</summary>
public sealed record LoyaltyAcknowledged(string RequestId, LoyaltyStanding Standing, string? Warning) : RequestFact(RequestId);

/// <summary>Nothing is sent to BonifiQ, and why.</summary>
public sealed record LoyaltyLeftOut(string Why) : Fact;

/// <summary>An operator had the order placed anew.</summary>
public sealed record Replaced(int Placement, string Operator) : Fact;

/// <summary>An OPABOX order and a chat order were linked: <paramref name="Order"/> is the other one.</summary>
public sealed record Linked(string Order, string? Operator) : Fact;

/// <summary>An operator decided about an order that was delivered after it was cancelled: whether the delivery stands.</summary>
public sealed record DeliveryDecided(bool Stands, string Operator) : Fact;
