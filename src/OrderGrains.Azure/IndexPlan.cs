namespace OrderGrains.Azure;

/// <summary>Which rows are read for a query. Each order that they name is then compared with the query itself.</summary>
/// <param name="Partitions">Lists, by the time of the change.</param>
/// <param name="Ids">Ranges of ids, each looked through up to <see cref="MaxIds"/>.</param>
internal sealed record IndexPlan(IReadOnlyList<string> Partitions, IReadOnlyList<RowRange> Ids)
{
    /// <summary>Most orders that are read for one beginning of an id: those whose ids sort first.</summary>
    public const int MaxIds = 1000;

    /// <summary>The fewest rows among which every order is that the query can match.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="tenants">All that have orders.</param>
    public static IndexPlan Of(OrderQuery query, IEnumerable<string> tenants)
    {
        var asked = tenants.Where(tenant => query.Tenant is null || query.Tenant == tenant).ToList();
        return query switch
        {
            { CustomerHash: { } hash } => new([IndexRows.OfCustomer(hash)], []),
            { Attention: not null } => Lists(IndexRows.Attention, asked),
            { Owed: { Failing: true } or { Code: not null } or { Shape: not null } or { State: RequestState.Parked } } => Lists(IndexRows.Failing, asked),
            { Prefix: { Length: > 0 } prefix } => (OrderIdStart.Of(prefix) is { } start ? OfOrderId(start, asked) : OfAnyId(prefix, asked))
                .And(asked.SelectMany(tenant => (RowRange[])[IndexRows.Numbers(tenant, prefix), IndexRows.Invoices(tenant, prefix)])),
            _ => Lists(IndexRows.Everything, asked),
        };
    }

    private IndexPlan And(IEnumerable<RowRange> ids) => this with { Ids = [.. Ids, .. ids] };

    private static IndexPlan Lists(string list, IEnumerable<string> tenants) =>
        new([.. tenants.SelectMany(tenant => IndexRows.Partitions(list, tenant))], []);

    private static IndexPlan OfOrderId(OrderIdStart start, IEnumerable<string> tenants)
    {
        var its = tenants.Where(tenant => tenant == start.Tenant).ToList();
        return start.ExternalId.Length == 0
            ? Lists(IndexRows.Everything, its)
            : new([], [.. its.Select(tenant => IndexRows.OwnIds(tenant, start.ExternalId))]);
    }

    /// <summary>The start of an external id, with or without what we put before it at VTEX, of VTEX's order id, or of a tenant's name.</summary>
    private static IndexPlan OfAnyId(string prefix, List<string> tenants) => new(
        Lists(IndexRows.Everything, tenants.Where(tenant => tenant.StartsWith(prefix, StringComparison.Ordinal))).Partitions,
        [
            .. tenants.Select(tenant => IndexRows.OwnIds(tenant, prefix)),
            .. tenants.Select(tenant => IndexRows.VtexIds(tenant, prefix)),
            .. VtexOrderIds.ReadStart(prefix) is var (_, externalId) ? tenants.Select(tenant => IndexRows.OwnIds(tenant, externalId)) : [],
        ]);
}
