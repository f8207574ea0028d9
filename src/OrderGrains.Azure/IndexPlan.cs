namespace OrderGrains.Azure;

/// <summary>Where to look for what a query asks. Everything found is then held against the query.</summary>
/// <param name="Partitions">Lists, by the time of the change.</param>
/// <param name="Ids">Ranges of ids, each looked through up to <see cref="MaxIds"/>.</param>
internal sealed record IndexPlan(IReadOnlyList<string> Partitions, IReadOnlyList<RowRange> Ids)
{
    /// <summary>Orders that one beginning of an id is looked through for, those first whose ids sort first.</summary>
    public const int MaxIds = 1000;

    /// <summary>The narrowest that has all of it.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="tenants">All that have orders.</param>
    public static IndexPlan Of(OrderQuery query, IEnumerable<string> tenants)
    {
        var asked = tenants.Where(tenant => query.Tenant is null || query.Tenant == tenant).ToList();
        return query switch
        {
            { CustomerHash: { } hash } => new([IndexRows.OfCustomer(hash)], []),
            { Attention: not null } => Lists(IndexRows.Attention, asked),
            { Parked: true } => Lists(IndexRows.Parked, asked),
            { Prefix: { Length: > 0 } prefix } => prefix.Contains('/') ? OfOrderId(prefix.Split('/', 3), asked) : OfAnyId(prefix, asked),
            _ => Lists(IndexRows.Everything, asked),
        };
    }

    /// <summary>Whether a head is what a query asks; the same words find the same orders as in every store.</summary>
    public static bool Matches(OrderQuery query, RecordHead head)
    {
        var id = OrderId.Parse(head.Id);
        return (query.Tenant is null || query.Tenant == id.Tenant)
            && (query.Status is null || query.Status == head.Status)
            && (query.Attention is null || (query.Attention == "*" ? head.Attention is not null : query.Attention == head.Attention))
            && (query.Parked is null || query.Parked == head.Parked)
            && (query.CustomerHash is null || query.CustomerHash == head.CustomerHash)
            && (query.Prefix is not { Length: > 0 } prefix || Starts(prefix, id, head));
    }

    private static IndexPlan Lists(string list, IEnumerable<string> tenants) =>
        new([.. tenants.SelectMany(tenant => IndexRows.Partitions(list, tenant))], []);

    /// <summary><c>acme/opabox/46a</c>: the tenant is whole, the channel may be, the external id is a start.</summary>
    private static IndexPlan OfOrderId(string[] parts, IEnumerable<string> tenants)
    {
        var its = tenants.Where(tenant => tenant == parts[0]).ToList();
        return parts.Length < 3
            ? Lists(IndexRows.Everything, its)
            : new([], [.. its.Select(tenant => IndexRows.OwnIds(tenant, parts[2]))]);
    }

    /// <summary>The start of an external id, with or without what we put before it at VTEX, of VTEX's order id, or of a tenant's name.</summary>
    private static IndexPlan OfAnyId(string prefix, List<string> tenants) => new(
        Lists(IndexRows.Everything, tenants.Where(tenant => tenant.StartsWith(prefix, StringComparison.Ordinal))).Partitions,
        [
            .. tenants.Select(tenant => IndexRows.OwnIds(tenant, prefix)),
            .. tenants.Select(tenant => IndexRows.VtexIds(tenant, prefix)),
            .. prefix is ['O', 'B' or 'C', '-', .. var rest] ? tenants.Select(tenant => IndexRows.OwnIds(tenant, rest)) : [],
        ]);

    private static bool Starts(string prefix, OrderId id, RecordHead head) => prefix.Contains('/')
        ? head.Id.StartsWith(prefix, StringComparison.Ordinal)
        : id.ExternalId.StartsWith(prefix, StringComparison.Ordinal)
            || head.VtexOrderId?.StartsWith(prefix, StringComparison.Ordinal) == true
            || id.Tenant.StartsWith(prefix, StringComparison.Ordinal)
            || $"{(id.Channel == Channel.Opabox ? "OB" : "OC")}-{id.ExternalId}".StartsWith(prefix, StringComparison.Ordinal);
}
