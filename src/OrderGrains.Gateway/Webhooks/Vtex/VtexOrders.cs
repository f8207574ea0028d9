using System.Collections.Immutable;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>Finds the order that a VTEX message is about.</summary>
internal sealed class VtexOrders(IOrderEngine engine)
{
    /// <summary>
    /// The order that one of the ids names, the first id that names any; where it may name several the one that exists, and the
    /// likeliest where none does. Null where no id is of our making.
    /// </summary>
    public async Task<VtexOrderMatch?> FindAsync(string tenant, TenantSettings settings, IEnumerable<string?> ids, HookTime time)
    {
        var (id, candidates) = ids.OfType<string>()
            .Select(id => (id.Trim(), Candidates(tenant, settings, id)))
            .FirstOrDefault(found => found.Item2.Length > 0);
        if (candidates.IsDefaultOrEmpty || candidates is [{ OfFranchise: false }])
        {
            return candidates.IsDefaultOrEmpty ? null : candidates[0];
        }

        foreach (var candidate in candidates.DistinctBy(match => match.Order))
        {
            if (await time.For(engine.ReadAsync(candidate.Order, CancellationToken.None)) is { } view
                && (!candidate.OfFranchise || IsFranchisesId(id, candidate, view.Record.State, settings)))
            {
                return candidate;
            }
        }

        return candidates.FirstOrDefault(candidate => !candidate.OfFranchise);
    }

    /// <summary>
    /// Whether an id that ends in <c>-NN</c> is this order's: VTEX told us so, or, until it tells, franchises may deliver and it is the id by which the hub itself
    /// asks for the order. Any other is an order that nobody knows.
    /// </summary>
    private static bool IsFranchisesId(string id, VtexOrderMatch match, OrderState state, TenantSettings settings) =>
        id == state.Vtex.OrderId
        || id == state.Vtex.FranchiseOrderId
        || ((match.Placement != state.Placement || state.Vtex.OrderId is null)
            && AllowsFranchises(settings)
            && Affiliates(settings).Any(affiliate => VtexOrderIds.Guesses(affiliate, match.Order, match.Placement).Contains(id)));

    private static ImmutableArray<VtexOrderMatch> Candidates(string tenant, TenantSettings settings, string id) =>
        [.. Affiliates(settings).SelectMany(affiliate => VtexOrderIds.Candidates(tenant, affiliate, id)).Distinct().OrderBy(match => match.OfFranchise)];

    /// <summary>The affiliates of all shops.</summary>
    private static IEnumerable<string> Affiliates(TenantSettings settings) =>
        settings.Stores.Values.Select(store => store.Vtex?.AffiliateId).OfType<string>().Prepend(settings.Vtex!.AffiliateId).Distinct(StringComparer.Ordinal);

    private static bool AllowsFranchises(TenantSettings settings) =>
        settings.Vtex!.Fulfillment.AllowFranchises == true || settings.Stores.Values.Any(store => store.Fulfillment?.AllowFranchises == true);
}
