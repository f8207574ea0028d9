namespace OrderGrains;

/// <summary>
/// What happened to an order. Facts change its state (<see cref="Order.Evolve"/>) and tell its story (<see cref="Order.Tell"/>). Each subject declares its own in its file, under the
/// kind by which both find the subject.
/// </summary>
public abstract record Fact
{
    /// <summary>Whether it says only that something came too late to change anything.</summary>
    internal virtual bool CameTooLate => false;

    /// <summary>Whether it is news no more where its message was heard in an earlier epoch.</summary>
    internal virtual bool IsNewsOnce => CameTooLate;

    /// <summary>Whether its message is not remembered: sent again, it is judged and told again.</summary>
    internal virtual bool IsJudgedAgain => false;
}

/// <summary>A fact that moves a request on: its state, its next call, or its end.</summary>
public interface IMovesRequest
{
    /// <summary>The request.</summary>
    string RequestId { get; }
}

/// <summary>A fact of <see cref="Carts"/>.</summary>
public abstract record CartFact : Fact;

/// <summary>A fact of <see cref="Statuses"/>.</summary>
public abstract record StatusFact : Fact;

/// <summary>A fact of <see cref="Payments"/>.</summary>
public abstract record PaymentFact : Fact;

/// <summary>A fact of <see cref="Clocks"/>.</summary>
public abstract record ClockFact : Fact;

/// <summary>A fact of <see cref="Operators"/>.</summary>
public abstract record OperatorFact : Fact;

/// <summary>A fact of <see cref="Placement"/>.</summary>
public abstract record PlacementFact : Fact;

/// <summary>A fact of <see cref="VtexResults"/>.</summary>
public abstract record ResultFact : Fact;

/// <summary>A fact of <see cref="Approval"/>.</summary>
public abstract record ApprovalFact : Fact;

/// <summary>A fact of <see cref="Progress"/>.</summary>
public abstract record ProgressFact : Fact;

/// <summary>A fact of <see cref="Invoices"/>.</summary>
public abstract record InvoiceFact : Fact;

/// <summary>A fact of <see cref="Chat"/>.</summary>
public abstract record ChatFact : Fact;

/// <summary>A fact of <see cref="Checkout"/>.</summary>
public abstract record CheckoutFact : Fact;

/// <summary>A fact of <see cref="Loyalty"/>.</summary>
public abstract record LoyaltyFact : Fact;

/// <summary>A fact of <see cref="Links"/>.</summary>
public abstract record LinkFact : Fact;

/// <summary>A fact of <see cref="Erasure"/>.</summary>
public abstract record ErasureFact : Fact;

/// <summary>A fact of <see cref="Requests"/>.</summary>
/// <param name="RequestId">The request.</param>
public abstract record RequestFact(string RequestId) : Fact, IMovesRequest;
