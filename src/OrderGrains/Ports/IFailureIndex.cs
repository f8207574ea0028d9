namespace OrderGrains;

/// <summary>Groups what failed: a thousand orders that one dead system holds back are one line.</summary>
public interface IFailureIndex
{
    /// <summary>Most groups of one answer.</summary>
    const int MaxGroups = 200;

    /// <summary>Calls that are owed and have failed, and those that stopped, by kind; the largest groups first.</summary>
    /// <param name="tenant">The retailer; null for all.</param>
    /// <param name="query">What the calls are to be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default);
}

/// <summary>Groups of failures, and whether there are more than these.</summary>
public sealed record FailureGroups(IReadOnlyList<FailureGroup> Groups, bool More)
{
    /// <summary>The answer that all groups, in any order, come to.</summary>
    public static FailureGroups Of(IEnumerable<FailureGroup> all)
    {
        var largest = all.OrderByDescending(group => group.Count).ThenBy(group => $"{group.Tenant} {group.Target} {group.Operation} {group.Code} {group.Shape}", StringComparer.Ordinal)
            .Take(IFailureIndex.MaxGroups + 1).ToList();
        return new([.. largest.Take(IFailureIndex.MaxGroups)], largest.Count > IFailureIndex.MaxGroups);
    }

    /// <summary>The groups of some heads, counted here.</summary>
    /// <param name="heads">Each order once.</param>
    /// <param name="query">What the calls are to be.</param>
    public static FailureGroups Of(IEnumerable<RecordHead> heads, OwedQuery query) => Of(
        from head in heads
        let order = OrderId.Parse(head.Id)
        from owed in head.Owed ?? []
        where owed.Code is not null && query.Matches(owed)
        group (Order: order, Owed: owed) by (order.Tenant, owed.Target, owed.Operation, owed.Code, owed.Shape) into kind
        let oldest = kind.MinBy(static one => one.Owed.Since)
        select new FailureGroup(
            kind.Key.Tenant, kind.Key.Target, kind.Key.Operation, kind.Key.Code, kind.Key.Shape, kind.Count(),
            kind.Count(static one => one.Owed.State == RequestState.Parked), oldest.Owed.Since, kind.Max(static one => one.Owed.Since), oldest.Order));
}

/// <summary>Failures of one kind.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Target">One of <see cref="OrderGrains.Target"/>.</param>
/// <param name="Operation">What the calls do there.</param>
/// <param name="Code">Code of their last failure.</param>
/// <param name="Shape">What that said, without what differs from order to order; null where it said nothing else.</param>
/// <param name="Count">How many calls.</param>
/// <param name="Parked">How many of them stopped; the others are tried again by themselves.</param>
/// <param name="Oldest">Since when the one that is owed longest is owed.</param>
/// <param name="Newest">Since when the latest is.</param>
/// <param name="Example">The order that owes it longest.</param>
public sealed record FailureGroup(
    string Tenant, string Target, Operation Operation, string Code, string? Shape, int Count, int Parked, DateTimeOffset Oldest, DateTimeOffset Newest, OrderId Example);
