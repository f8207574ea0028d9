namespace OrderGrains.Gateway.Console.Lists;

/// <summary>Which orders a list shows.</summary>
public enum Show
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those that need a person.</summary>
    Person,

    /// <summary>Those of which a call failed and is tried again.</summary>
    Retrying,

    /// <summary>Those that wait for what a system will tell.</summary>
    Waiting,

    /// <summary>Those of which a call stopped.</summary>
    Parked,
}

/// <summary>What to list; null matches all.</summary>
/// <param name="Show">Which list.</param>
/// <param name="Tenant">The retailer.</param>
/// <param name="Status">What the order shows.</param>
/// <param name="Reason">The reason why it needs a person; of the list of these alone.</param>
/// <param name="Search">Start of a number.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Where the page before ended.</param>
public sealed record ListQuery(
    Show Show, string? Tenant = null, OrderStatus? Status = null, string? Reason = null, string? Search = null, int Limit = 50, string? Cursor = null);

/// <summary>A page of a list.</summary>
/// <param name="Orders">The orders.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
/// <param name="Looked">Where a list has no index: how many orders were looked through; null where it has one.</param>
public sealed record OrderSlice(IReadOnlyList<RecordHead> Orders, string? Next, int? Looked = null);

/// <summary>The console's lists over what finds orders. Whatever finds them better takes the place of <see cref="IndexLists"/>.</summary>
public interface IOrderLists
{
    /// <summary>A page of a list, the newest change first.</summary>
    /// <exception cref="FormatException">The cursor is none that this list gave.</exception>
    Task<OrderSlice> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>How many orders match; null where that is not counted.</summary>
    Task<int?> CountAsync(ListQuery query, CancellationToken cancellationToken);
}
