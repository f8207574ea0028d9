using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// The rule book of an order, pure, as tables of who rules what. A subject is a static class with the same verbs: Decide (what a command means), Evolve (what a fact changes), React (what
/// is owed because of how the order stands) and Tell (what people read). Everything of it, its facts too, stands in the file of its name.
/// </summary>
public static class Order
{
    /// <summary>What a command means for an order as it stands. No facts: it was known already.</summary>
    public static ImmutableArray<Fact> Decide(OrderId id, OrderState state, Command command, OrderPolicy policy, DateTimeOffset now) =>
        [.. command switch
        {
            EditCart edit => Carts.Decide(state, edit),
            RecordCheck check => Carts.Decide(check),
            AskProvisioning ask => Chat.Decide(state, ask, policy),
            ReportChatStatus report => Chat.Decide(state, report, policy),
            ReportOpaboxStatus report => Statuses.Decide(state, report, policy),
            ReportVtexResult report => VtexResults.Decide(id, state, report.Result, null, policy, now),
            ReportVtexProgress or ReportVtexState or ReportVtexInvoice => Progress.Decide(id, state, command, now),
            RecordAnswer answer => Requests.Decide(id, state, answer, policy, now),
            RetryRequest retry => Requests.Decide(state, retry, now),
            SkipRequest skip => Requests.Decide(state, skip),
            CancelByOperator or MarkPaid or ReplaceOrder => Operators.Decide(id, state, command),
            LinkToChat link => Links.Decide(state, link),
            ReportLinkedStatus report => Links.Decide(state, report),
            ErasePersons erase => Erasure.Decide(state, erase),
            Wake { InDoubt: true } => [],
            Wake => Clocks.Decide(state, policy, now),
            _ => throw Unknown(command),
        }];

    /// <summary>The state after a fact.</summary>
    /// <param name="state">Before it.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="policy">For graces and waits.</param>
    /// <param name="now">When.</param>
    public static OrderState Evolve(OrderState state, Fact fact, OrderPolicy policy, DateTimeOffset now) => fact switch
    {
        CartFact cart => Carts.Evolve(state, cart, now),
        StatusFact status => Statuses.Evolve(state, status, policy, now),
        PaymentFact payment => Payments.Evolve(state, payment),
        ClockFact clock => Clocks.Evolve(state, clock, policy, now),
        OperatorFact operated => Operators.Evolve(state, operated),
        ResultFact result => VtexResults.Evolve(state, result),
        PlacementFact placement => Placement.Evolve(state, placement),
        ApprovalFact approval => Approval.Evolve(state, approval),
        ProgressFact progress => Progress.Evolve(state, progress),
        InvoiceFact invoice => Invoices.Evolve(state, invoice),
        ChatFact chat => Chat.Evolve(state, chat),
        CheckoutFact checkout => Checkout.Evolve(state, checkout),
        LoyaltyFact loyalty => Loyalty.Evolve(state, loyalty),
        LinkFact link => Links.Evolve(state, link),
        ErasureFact erasure => Erasure.Evolve(state, erasure),
        RequestFact request => Requests.Evolve(state, request, policy, now),
        _ => throw Unknown(fact),
    };

    /// <summary>The story line of a fact; null where it goes without saying.</summary>
    internal static StoryLine? Tell(OrderState state, Fact fact) => fact switch
    {
        CartFact cart => Carts.Tell(cart),
        StatusFact status => Statuses.Tell(state, status),
        PaymentFact payment => Payments.Tell(payment),
        ClockFact clock => Clocks.Tell(clock),
        OperatorFact operated => Operators.Tell(operated),
        ResultFact result => VtexResults.Tell(result),
        PlacementFact placement => Placement.Tell(placement),
        ApprovalFact approval => Approval.Tell(approval),
        ProgressFact progress => Progress.Tell(progress),
        InvoiceFact invoice => Invoices.Tell(invoice),
        ChatFact chat => Chat.Tell(state, chat),
        CheckoutFact checkout => Checkout.Tell(state, checkout),
        LoyaltyFact loyalty => Loyalty.Tell(state, loyalty),
        LinkFact link => Links.Tell(link),
        ErasureFact erasure => Erasure.Tell(erasure),
        RequestFact request => Requests.Tell(state, request),
        _ => throw Unknown(fact),
    };

    /// <summary>
    /// What has to change in what is owed, given how the order stands: empty where everything owed is queued. It compares where
    /// each system should be with where it perhaps is, instead of answering single facts, so that the order in which facts came
    /// makes no difference. Applied until it is empty.
    /// </summary>
    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now) =>
        Links.IsRedirect(id, state) ? Links.React(id, state, policy, now)
        : Invoices.AreAhead(state) ? Invoices.React(id, state)
        : Statuses.IsFromBefore(id, state, policy) ? []
        : ReactVtex(id, state, policy, now)
            .Concat(Checkout.React(id, state, policy, now))
            .Concat(Chat.React(id, state, policy, now))
            .Concat(Loyalty.React(id, state, policy, now));

    private static IEnumerable<Fact> ReactVtex(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now) =>
        !policy.HasVtex || !Placement.Concerns(state) ? []
        : Placement.LetGoOfEarlier(state).Concat(Wants.Of(state) switch
        {
            Want.Nothing => Approval.LetGo(state),
            Want.Placed => ReactPlaced(id, state, policy, now),
            Want.Approved => ReactPlaced(id, state, policy, now).Concat(Approval.React(id, state, policy, now)),
            Want.Cancelled => Cancellation.React(id, state, Placement.TargetOf(state, policy), now),
            var other => throw Unknown(other),
        });

    private static IEnumerable<Fact> ReactPlaced(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now) =>
        Cancellation.LetGo(state).Concat(Placement.React(id, state, policy, now));

    /// <summary>Whether a message that was heard before says nothing new. Within the epoch in which it was taken it does; of a VTEX result <see cref="VtexResults.IsRepeat"/> decides.</summary>
    internal static bool IsRepeat(OrderState state, Command command, int seenIn) =>
        command is ReportVtexResult report ? VtexResults.IsRepeat(state, report, seenIn) : seenIn == state.Epoch;

    /// <summary>The facts of a message that was heard before and says nothing new: none, except where it is perhaps no repeat.</summary>
    internal static IEnumerable<Fact> DecideRepeat(OrderState state, Command command) => Payments.HeardAgain(state, command);

    /// <summary>What the sender of a command gets back, where that is more than how it ended.</summary>
    internal static Receipt Answer(OrderState state, Command command, Receipt receipt) =>
        command is EditCart edit ? Carts.Answered(receipt, state, edit) : receipt;

    /// <summary>What nobody rules is a mistake of the program: what a newer one wrote is declined before, by the record's envelope.</summary>
    internal static ArgumentOutOfRangeException Unknown(object what) => new(nameof(what), what, $"The order does not know {what.GetType().Name}.");
}
