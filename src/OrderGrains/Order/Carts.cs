namespace OrderGrains;

/// <summary>A cart was edited.</summary>
public sealed record CartEdited(OrderContent Cart) : CartFact;

/// <summary>A cart was edited after it was placed: answered, and nothing else.</summary>
public sealed record CartEditedTooLate : CartFact
{
    internal override bool CameTooLate => true;
}

/// <summary>
/// Nobody finished the cart in time: what it knew of persons is dropped. It stays a draft, since a later edit or provisioning,
/// which carries the whole order, is taken as ever.
/// </summary>
public sealed record DraftExpired : CartFact;

/// <summary>A checker call was answered.</summary>
public sealed record CheckAnswered(RecordCheck Check) : CartFact;

/// <summary>The chat's cart, for as long as it is edited.</summary>
internal static class Carts
{
    public static IEnumerable<Fact> Decide(OrderState state, EditCart edit)
    {
        var cart = ChosenPickup.Mark(Merge(state.Content, edit), state.OmniChat);
        if (Contents.Same(cart, state.Content))
        {
            return [];
        }

        return state.Status <= OrderStatus.Draft ? [new CartEdited(cart)] : [new CartEditedTooLate()];
    }

    public static IEnumerable<Fact> Decide(RecordCheck check) => [new CheckAnswered(check)];

    public static OrderState Evolve(OrderState state, CartFact fact, DateTimeOffset now) => fact switch
    {
        CartEdited edited => Contents.Taken(state, Encoded.Of(edited.Cart), OrderStatus.Draft) with
        {
            Status = OrderStatus.Draft,
            StatusAt = now,
            DraftClosed = false,
        },
        DraftExpired => state with { Content = state.Content is { } cart ? Contents.WithoutPersons(cart) : null, DraftClosed = true },
        CheckAnswered { Check: var check } => state with { OmniChat = Checked(state.OmniChat, check) },
        CartEditedTooLate => state,
        _ => throw Order.Unknown(fact),
    };

    public static StoryLine? Tell(CartFact fact) => fact switch
    {
        CartEdited { Cart: var cart } => new("Cart edited", Direction.In, LineStatus.Success,
            $"{cart.Lines.Length} line(s), {cart.Lines.Sum(line => line.Quantity):0.###} unit(s), {Amounts.Total(cart):0.00} reais in all"),
        CartEditedTooLate => new("Cart edited", Direction.In, LineStatus.Stale, "Answered only: the order was placed before"),
        DraftExpired => new("Cart", Direction.Internal, LineStatus.Success, "Closed: nobody finished it. What it knew of persons was dropped"),
        CheckAnswered { Check: var check } => new("Cart checked", Direction.Out,
            check.Errors > 0 ? LineStatus.Warning : LineStatus.Success,
            $"{check.Errors} error(s), {check.Infos} notice(s){(check.Blocked ? ", blocked" : "")} in {check.Elapsed.TotalMilliseconds:0} ms{(check.Note is { } note ? $"; {note}" : "")}{(check.Said is { } said ? $": {said}" : "")}"),
        _ => throw Order.Unknown(fact),
    };

    /// <summary>What the sender of an edit gets back beside how it ended: the merged cart, and the discount that a rule last answered.</summary>
    public static Receipt Answered(Receipt receipt, OrderState state, EditCart edit) =>
        receipt with { Cart = Merge(state.Content, edit), RuleDiscount = state.OmniChat.RuleDiscount };

    /// <summary>When a cart that nobody edits any more is closed; null for anything but a cart that is open.</summary>
    public static DateTimeOffset? EndsAt(OrderState state, OrderPolicy policy) =>
        state is { Status: OrderStatus.Draft, DraftClosed: false } ? Clocks.Later(state.StatusAt, policy.DraftsExpireAfter) : null;

    /// <summary>The cart after an edit: <c>ITEM_UPDATE</c> carries only the lines and keeps the rest.</summary>
    private static OrderContent Merge(OrderContent? cart, EditCart edit) =>
        edit.ItemsOnly && cart is not null ? cart with { Lines = edit.Content.Lines } : edit.Content;

    private static ChatState Checked(ChatState chat, RecordCheck check) => (check.Offered is { } offered ? ChosenPickup.Learn(chat, offered) : chat) with
    {
        RuleDiscount = check.Discount is { } discount ? (discount.Value > 0 ? discount : null) : chat.RuleDiscount,
    };
}
