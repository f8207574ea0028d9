namespace OrderGrains;

/// <summary>A store's overrides; what it leaves out is the tenant's.</summary>
internal static class StoreCheck
{
    public static void Check(string key, StoreSettings store, TenantSettings retailer, ProblemList problems)
    {
        var tenant = retailer.Vtex?.Fulfillment ?? new();
        if (store.Vtex is { } own)
        {
            Vtex($"{key}:Vtex", own, retailer, problems);
        }

        if (store.Fulfillment is { } fulfillment)
        {
            FulfillmentCheck.Check($"{key}:Fulfillment", fulfillment, tenant, problems);
            FulfillmentCheck.Warehouse($"{key}:Fulfillment", fulfillment, tenant, problems);
        }

        VtexCheck.SalesChannel($"{key}:SalesChannel", store.SalesChannel, problems);
    }

    /// <summary>The shop's VTEX as a whole. What is wrong with the tenant's already is told there.</summary>
    private static void Vtex(string key, ShopVtexSettings own, TenantSettings retailer, ProblemList problems)
    {
        if (retailer.Vtex is not { } tenant)
        {
            problems.Add(key, "A shop's Vtex is what differs from the tenant's, which has none.");
            return;
        }

        var (known, found) = (new ProblemList(problems.Development), new ProblemList(problems.Development));
        VtexCheck.Check(key, tenant, known);
        VtexCheck.Check(key, own.Over(tenant), found);
        foreach (var problem in found.Found.Except(known.Found))
        {
            problems.Add(problem.Key, problem.Message);
        }

        problems.When(
            own.Account is { } account && !account.Equals(tenant.Account, StringComparison.OrdinalIgnoreCase)
                && own is { AppKey: null, AppToken: null, AuthCookie: null },
            $"{key}:AppKey",
            "An account of its own takes keys of its own: VTEX's are an account's.");
    }
}
