namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>Finds the order that a VTEX message is about.</summary>
internal sealed class VtexOrders(IOrderEngine engine)
{
    /// <summary>
    /// The order that one of the ids names, the first id that names any; where it may name several the one that exists, and the
    /// likeliest where none does. Null where no id is of our making.
    /// </summary>
    public async Task<VtexOrderMatch?> FindAsync(string tenant, string affiliateId, IEnumerable<string?> ids, HookTime time)
    {
        var candidates = ids.OfType<string>()
            .Select(id => VtexOrderIds.Candidates(tenant, affiliateId, id).DistinctBy(match => match.Order).ToArray())
            .FirstOrDefault(found => found.Length > 0) ?? [];
        if (candidates is [] or [_])
        {
            return candidates is [var only] ? only : null;
        }

        foreach (var candidate in candidates)
        {
            if (await time.For(engine.ReadAsync(candidate.Order, CancellationToken.None)) is not null)
            {
                return candidate;
            }
        }

        return candidates[0];
    }
}
