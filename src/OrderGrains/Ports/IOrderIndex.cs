namespace OrderGrains;

/// <summary>Finds orders by what their heads show.</summary>
public interface IOrderIndex
{
    /// <summary>A page of orders, the newest change first.</summary>
    Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default);

    /// <summary>How many orders match, up to 1,000,000.</summary>
    Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default);
}

/// <summary>What to search for; null matches all.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Status">What the order shows.</param>
/// <param name="Attention">The code of any of its reasons to need a person, or <c>*</c> for those that have one.</param>
/// <param name="Owed">What one of the calls that it owes, or that stopped, is to be.</param>
/// <param name="Prefix">Beginning of an order id, of its external id, of VTEX's order id, of an invoice's number or of the number that the shop's staff see.</param>
/// <param name="CustomerHash">Keyed hash of the customer's document.</param>
/// <param name="Store">The shop, by the name that the sender gives it.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Where the last page ended.</param>
public sealed record OrderQuery(
    string? Tenant = null,
    OrderStatus? Status = null,
    string? Attention = null,
    OwedQuery? Owed = null,
    string? Prefix = null,
    string? CustomerHash = null,
    string? Store = null,
    int Limit = 50,
    string? Cursor = null);

/// <summary>What to look for among the calls that orders owe, and those that stopped; null matches all of them. One call has to match all that is said.</summary>
/// <param name="Target">One of <see cref="OrderGrains.Target"/>.</param>
/// <param name="Operation">What it does there.</param>
/// <param name="State">Where it stands, one of <see cref="OwedHead.States"/>.</param>
/// <param name="Code">The code of its last failure.</param>
/// <param name="Shape">The shape of what that failure said.</param>
/// <param name="Before">It is owed since that time, or before.</param>
/// <param name="Failing">Whether only those are meant that failed or stopped.</param>
public sealed record OwedQuery(
    string? Target = null,
    Operation? Operation = null,
    RequestState? State = null,
    string? Code = null,
    string? Shape = null,
    DateTimeOffset? Before = null,
    bool Failing = false)
{
    /// <summary>Whether a call is what is asked for.</summary>
    public bool Matches(OwedHead head) =>
        (Target is null || Target == head.Target)
        && (Operation is null || Operation == head.Operation)
        && (State is null || State == head.State)
        && (Code is null || Code == head.Code)
        && (Shape is null || Shape == head.Shape)
        && (Before is null || head.Since <= Before)
        && (!Failing || head.Code is not null);
}

/// <summary>A page of heads, and where the next one starts; null at the end.</summary>
public sealed record OrderPage(IReadOnlyList<RecordHead> Orders, string? Next);
