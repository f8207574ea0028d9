namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>Says which orders an id in VTEX's words may name, the likeliest first.</summary>
public interface IVtexOrderNames
{
    /// <summary>The candidates; none where the id is not of our making.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="affiliateId">The prefix that VTEX puts before our ids.</param>
    /// <param name="vtexId">A marketplace order id, main order id or franchise order id.</param>
    IReadOnlyList<OrderId> Candidates(string tenant, string affiliateId, string vtexId);
}

/// <summary>Finds the order that a VTEX message is about.</summary>
internal sealed class VtexOrders(IOrderEngine engine, IVtexOrderNames names)
{
    /// <summary>
    /// The order that one of the ids names, the first id that names any; where it may name several the one that exists, and the
    /// likeliest where none does. Null where no id is of our making.
    /// </summary>
    public async Task<OrderId?> FindAsync(string tenant, string affiliateId, IEnumerable<string?> ids)
    {
        var candidates = ids.OfType<string>()
            .Select(id => names.Candidates(tenant, affiliateId, id))
            .FirstOrDefault(found => found.Count > 0) ?? [];
        if (candidates is [] or [_])
        {
            return candidates is [var only] ? only : null;
        }

        foreach (var candidate in candidates)
        {
            if (await engine.ReadAsync(candidate, CancellationToken.None) is not null)
            {
                return candidate;
            }
        }

        return candidates[0];
    }
}
