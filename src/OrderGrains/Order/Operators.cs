namespace OrderGrains;

/// <summary>What an operator said that changes nothing, or why.</summary>
public sealed record OperatorNoted(string What, string Note) : OperatorFact;

/// <summary>A command that cannot be.</summary>
public sealed record CommandRefused(string What, string Why) : OperatorFact;

/// <summary>An operator had the order placed anew.</summary>
public sealed record Replaced(int Placement, string Operator) : OperatorFact;

/// <summary>An operator said what the next placement takes with it.</summary>
public sealed record AdditionsGiven(Additions Additions, string Operator) : OperatorFact;

/// <summary>An operator decided about an order that was delivered after it was cancelled: whether the delivery stands.</summary>
public sealed record DeliveryDecided(bool Stands, string Operator) : OperatorFact;

/// <summary>What operators say of an order. What they have done with one request is <see cref="Requests"/>. What is granted changes something; all else is refused.</summary>
internal static class Operators
{
    public static IEnumerable<Fact> Decide(OrderId id, OrderState state, Command command) => command switch
    {
        _ when Links.IsRedirect(id, state) => [new CommandRefused(command.GetType().Name, $"The order is linked: act on {state.Opabox.Link}.")],
        MarkPaid { Additions: { } given } paid => Give(state, given, $"Paid by {paid.Operator}", paid.Operator,
            [.. Decide(id, state, paid with { Additions = null })], stands: Placement.MayStand(state) && !Placement.IsStillToSend(state), alone: state.Status >= OrderStatus.Paid),
        ReplaceOrder { Additions: { } given } replace => Give(state, given, $"Replace by {replace.Operator}", replace.Operator,
            [.. Decide(id, state, replace with { Additions = null })], stands: false, alone: false),
        CancelByOperator cancel when IsDeliveryOpen(state) => [new DeliveryDecided(false, cancel.Operator)],
        MarkPaid paid when IsDeliveryOpen(state) => [new DeliveryDecided(true, paid.Operator)],
        MarkPaid paid when Payments.Decide(state, paid) is { } settled => [settled],
        CancelByOperator { Refunded: true } cancel => GiveBack(state, cancel),
        CancelByOperator cancel => Reach(state, OrderStatus.Cancelled, cancel.Operator, "Cancel", cancel.Reason),
        MarkPaid paid => Reach(state, OrderStatus.Paid, paid.Operator, "Paid", null),
        ReplaceOrder replace => [Replace(state, replace)],
        _ => throw Order.Unknown(command),
    };

    public static OrderState Evolve(OrderState state, OperatorFact fact) => fact switch
    {
        DeliveryDecided decided => state with { DeliveredAfterCancel = false, DeliveryStands = decided.Stands },
        Replaced replaced => state with
        {
            Placement = replaced.Placement,
            Vtex = new(),
            OmniChat = Chat.HearsAnew(state.OmniChat),
            GraceOver = false,
            GraceEndsAt = null,
        },
        AdditionsGiven given => state with { Additions = given.Additions },
        CommandRefused or OperatorNoted => state,
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(OperatorFact fact) => fact switch
    {
        OperatorNoted noted => new(noted.What, Direction.Internal, LineStatus.Success, noted.Note),
        CommandRefused refused => new(refused.What, Direction.In, LineStatus.Refused, refused.Why),
        Replaced replaced => new("Replace", Direction.In, LineStatus.Success, $"Placement {replaced.Placement}, by {replaced.Operator}"),
        AdditionsGiven given => new("Additions", Direction.In, LineStatus.Success, $"To go with the placement, by {given.Operator}: {given.Additions.Told()}"),
        DeliveryDecided decided => new("Delivery after the cancellation", Direction.Internal, LineStatus.Success,
            $"{(decided.Stands ? "It stands, and so do its points" : "The cancellation stands")}, by {decided.Operator}"),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>What an operator adds to the next placement, beside what else the command says.</summary>
    /// <param name="state">The order.</param>
    /// <param name="given">What is added.</param>
    /// <param name="what">The command, for the timeline.</param>
    /// <param name="by">The operator.</param>
    /// <param name="said">What else the command says, or why that is refused.</param>
    /// <param name="stands">Whether VTEX has the placement, or may have it: it takes no more.</param>
    /// <param name="alone">Whether it is taken also where the rest is refused, as by an order that is paid already.</param>
    private static IEnumerable<Fact> Give(OrderState state, Additions given, string what, string by, Fact[] said, bool stands, bool alone)
    {
        var why = given.WhyNot(state)
            ?? (stands ? "VTEX has the order, or may have it: taxes and tracking hints go with a placement." : null)
            ?? (alone ? null : said.OfType<CommandRefused>().FirstOrDefault()?.Why);
        return why is not null ? [new CommandRefused(what, why)] : [.. said.Where(fact => fact is not CommandRefused), new AdditionsGiven(given, by)];
    }

    /// <summary>Whether it was delivered after it was cancelled and nobody has decided about that.</summary>
    private static bool IsDeliveryOpen(OrderState state) => state.DeliveredAfterCancel && state.Status >= OrderStatus.RejectedByCustomer;

    /// <summary>An operator says what the order is. Where it is so already only a reason changes something: it is kept.</summary>
    private static IEnumerable<Fact> Reach(OrderState state, OrderStatus status, string by, string what, string? reason)
    {
        if (status < state.Status || (status == state.Status && reason is null))
        {
            yield return new CommandRefused($"{what} by {by}", $"The order is {state.Status} already.");
            yield break;
        }

        foreach (var fact in Payments.Seen(state, status))
        {
            yield return fact;
        }

        if (status > state.Status)
        {
            yield return new StatusReached(status, $"operator {by}");
        }

        foreach (var fact in Note(what, by, reason))
        {
            yield return fact;
        }
    }

    /// <summary>An operator says that the money went back. A cancellation alone never does: sent twice it would say what nobody did.</summary>
    private static IEnumerable<Fact> GiveBack(OrderState state, CancelByOperator cancel) => Payments.IsRefundDue(state)
        ? [new Refunded(cancel.Operator), .. Note("Refund", cancel.Operator, cancel.Reason)]
        : [new CommandRefused($"Refund by {cancel.Operator}", "No money of an order that is over waits to be given back.")];

    private static IEnumerable<Fact> Note(string what, string by, string? reason) =>
        reason is null ? [] : [new OperatorNoted($"{what} by {by}", PersonalData.Told(reason))];

    private static OperatorFact Replace(OrderState state, ReplaceOrder replace)
    {
        var alive = state.Status is >= OrderStatus.PayOnDelivery and < OrderStatus.RejectedByCustomer;
        if (!alive || !(Cancellation.IsDone(state) || Placement.IsRefusedAndOver(state)))
        {
            return new CommandRefused(
                $"Replace by {replace.Operator}",
                alive ? "VTEX has not cancelled the placement." : $"The order is {state.Status}: there is nothing to place anew.");
        }

        return state.Content is { } content && Contents.CanBePlaced(content)
            ? new Replaced(state.Placement + 1, replace.Operator)
            : new CommandRefused($"Replace by {replace.Operator}", "The order has nothing that can be placed: have the cart corrected and sent again, or cancel the order.");
    }
}
