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

/// <summary>The console's lists over the index of orders.</summary>
internal sealed class OrderLists(IOrderIndex index)
{
    /// <summary>A page of a list, the newest change first.</summary>
    /// <exception cref="FormatException">The cursor is none that this list gave.</exception>
    public Task<OrderPage> ListAsync(ListQuery query, CancellationToken cancellationToken) => index.ListAsync(Of(query), cancellationToken);

    /// <summary>How many orders match, up to 1,000,000.</summary>
    public Task<int> CountAsync(ListQuery query, CancellationToken cancellationToken) => index.CountAsync(Of(query), cancellationToken);

    private static OrderQuery Of(ListQuery query) => new(
        Tenant: query.Tenant,
        Status: query.Status,
        Attention: query.Show == Show.Person ? query.Reason ?? "*" : null,
        Owed: query.Show switch
        {
            Show.Retrying => new(State: RequestState.Waiting, Failing: true),
            Show.Waiting => new(State: RequestState.AwaitingResult),
            Show.Parked => new(State: RequestState.Parked),
            _ => null,
        },
        Prefix: query.Search,
        Limit: query.Limit,
        Cursor: query.Cursor);
}
