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
/// <param name="Owed">What one of its calls is to be, besides what the list asks for.</param>
/// <param name="Shop">The shop.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Where the page before ended.</param>
public sealed record ListQuery(
    Show Show, string? Tenant = null, OrderStatus? Status = null, string? Reason = null, string? Search = null, OwedQuery? Owed = null, string? Shop = null, int Limit = 50,
    string? Cursor = null)
{
    /// <summary>The least age of a call as the address has it; null for any.</summary>
    public string? Age { get; init; }

    /// <summary>Whether it says more of the calls than the list does.</summary>
    public bool IsOfFailure => Owed is { Code: not null } or { Shape: not null };

    /// <summary>The calls that are meant.</summary>
    public OwedQuery? Calls => Show switch
    {
        Show.Retrying => (Owed ?? new()) with { State = RequestState.Waiting, Failing = true },
        Show.Waiting => (Owed ?? new()) with { State = RequestState.AwaitingResult },
        Show.Parked => (Owed ?? new()) with { State = RequestState.Parked },
        _ => Owed,
    };

    /// <summary>The question to the index.</summary>
    public OrderQuery ToIndex() => new(
        Tenant: Tenant,
        Status: Status,
        Attention: Show == Show.Person ? Reason ?? "*" : null,
        Owed: Calls,
        Prefix: Search,
        Store: Shop,
        Limit: Limit,
        Cursor: Cursor);
}
