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
/// <param name="Parked">Whether a request is parked.</param>
/// <param name="Prefix">Beginning of an order id, of its external id, of VTEX's order id or of the number that the shop's staff see.</param>
/// <param name="CustomerHash">Keyed hash of the customer's document.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Where the last page ended.</param>
public sealed record OrderQuery(
    string? Tenant = null,
    OrderStatus? Status = null,
    string? Attention = null,
    bool? Parked = null,
    string? Prefix = null,
    string? CustomerHash = null,
    int Limit = 50,
    string? Cursor = null);

/// <summary>A page of heads, and where the next one starts; null at the end.</summary>
public sealed record OrderPage(IReadOnlyList<RecordHead> Orders, string? Next);
