namespace OrderGrains;

/// <summary>A source said something of the money that is more than was known.</summary>
public sealed record PaymentSeen(PaymentStanding Payment) : PaymentFact;

/// <summary>A message about less money than is known came again, word by word: it was sent twice, or is news. <paramref name="Word"/> is OmniChat's.</summary>
public sealed record PaymentDoubted(string Word) : PaymentFact;

/// <summary>An operator confirmed a payment that asked for a person.</summary>
public sealed record PaymentConfirmed(string Operator) : PaymentFact;

/// <summary>The money of an order that ended went back; <paramref name="Operator"/> is null where OmniChat says so.</summary>
public sealed record Refunded(string? Operator) : PaymentFact;

/// <summary>What is known of the money: the furthest that any source said, so that its words may come in any order.</summary>
public enum PaymentStanding
{
    /// <summary>Nobody said anything.</summary>
    None,

    /// <summary>OmniChat reports an error of it.</summary>
    Error,

    /// <summary>Paid in part.</summary>
    Partial,

    /// <summary>Paid.</summary>
    Paid,

    /// <summary>Paid beyond the total.</summary>
    Over,

    /// <summary>Paid beyond the total, and an operator has looked at it: heard again it is no news.</summary>
    Settled,
}

/// <summary>Whether a person was asked about a message that is a repeat or news, which is done once.</summary>
public enum PaymentDoubt
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>A person is asked.</summary>
    Asked,

    /// <summary>A person has looked at it.</summary>
    Settled,
}

/// <summary>Money: what was paid, what asks for a person, and whether it went back.</summary>
internal static class Payments
{
    /// <summary>What OmniChat's word says of the money; nothing for a word that says nothing of it, or no more than is known.</summary>
    public static IEnumerable<Fact> Seen(OrderState state, string word) => word switch
    {
        "ERROR" => Seen(state, PaymentStanding.Error),
        "PARTIAL_PAID" => Seen(state, PaymentStanding.Partial),
        "PAID" => Seen(state, PaymentStanding.Paid),
        "OVER_PAID" => Seen(state, PaymentStanding.Over),
        "REVERTED" when !state.Refunded => [new Refunded(null)],
        _ => [],
    };

    /// <summary>What somebody said of the money, where that is more than is known.</summary>
    public static IEnumerable<Fact> Seen(OrderState state, PaymentStanding payment) => payment > state.Payment ? [new PaymentSeen(payment)] : [];

    /// <summary>The same of a status: only <see cref="OrderStatus.Paid"/> says that money came.</summary>
    public static IEnumerable<Fact> Seen(OrderState state, OrderStatus status) =>
        status == OrderStatus.Paid ? Seen(state, PaymentStanding.Paid) : [];

    /// <summary>
    /// A message that was heard before. Where it says less than is known, other words came in between, and it bears no time of its own, nobody can tell whether it was only sent
    /// again: a person is asked, once.
    /// </summary>
    public static IEnumerable<Fact> HeardAgain(OrderState state, Command command) =>
        command is ReportChatStatus { Undated: true, Status: "NOT_PAID" or "ERROR" or "PARTIAL_PAID" } report
        && state is { Payment: >= PaymentStanding.Paid, PaymentDoubt: PaymentDoubt.None }
        && report.Status != state.OmniChat.Status
            ? [new PaymentDoubted(report.Status)]
            : [];

    /// <summary>What an operator's <c>paid</c> changes of what is known of the money, apart from the order's status; null where it changes nothing of it.</summary>
    public static Fact? Decide(OrderState state, MarkPaid paid) =>
        !StatusTable.IsFinal(state.Status)
        && (state.Payment == PaymentStanding.Over || state.PaymentDoubt == PaymentDoubt.Asked
            || (state.Payment < PaymentStanding.Paid && state.Status >= OrderStatus.Paid))
            ? new PaymentConfirmed(paid.Operator)
            : null;

    /// <summary>Whether the payment itself asks for a person, for as long as the order goes on.</summary>
    public static bool IsProblem(OrderState state) =>
        (state.Payment is PaymentStanding.Error or PaymentStanding.Partial or PaymentStanding.Over || state.PaymentDoubt == PaymentDoubt.Asked)
        && !StatusTable.IsFinal(state.Status);

    /// <summary>Whether money came that nobody has said to have gone back.</summary>
    public static bool IsHeld(OrderState state) => state is { Payment: >= PaymentStanding.Partial, Refunded: false };

    /// <summary>Whether the order ended, money was paid, and nobody has said that it went back.</summary>
    public static bool IsRefundDue(OrderState state) =>
        IsHeld(state) && state is { Status: >= OrderStatus.RejectedByCustomer, DeliveryStands: false };

    public static OrderState Evolve(OrderState state, PaymentFact fact) => fact switch
    {
        PaymentSeen seen => state with { Payment = seen.Payment },
        PaymentDoubted => state with { PaymentDoubt = PaymentDoubt.Asked },
        PaymentConfirmed => state with
        {
            Payment = state.Payment >= PaymentStanding.Over ? PaymentStanding.Settled : PaymentStanding.Paid,
            PaymentDoubt = state.PaymentDoubt == PaymentDoubt.Asked ? PaymentDoubt.Settled : state.PaymentDoubt,
        },
        Refunded => state with { Refunded = true },
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(PaymentFact fact) => fact switch
    {
        PaymentDoubted doubted => new($"OmniChat {doubted.Word}", Direction.In, LineStatus.Warning, "Told again after it was paid: sent twice, or news"),
        PaymentConfirmed confirmed => new("Payment", Direction.Internal, LineStatus.Success, $"Confirmed by {confirmed.Operator}"),
        Refunded { Operator: { } by } => new("Refund", Direction.Internal, LineStatus.Success, $"Given back, says {by}"),
        PaymentSeen or Refunded => null, // The word that brought it is on the story.
        _ => throw Order.Unknown(fact),
    };
}
