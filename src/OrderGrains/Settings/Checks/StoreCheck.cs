namespace OrderGrains;

/// <summary>A store's overrides; what it leaves out is the tenant's.</summary>
internal static class StoreCheck
{
    public static void Check(string key, StoreSettings store, FulfillmentSettings tenant, ProblemList problems)
    {
        if (store.Fulfillment is { } fulfillment)
        {
            FulfillmentCheck.Check($"{key}:Fulfillment", fulfillment, tenant, problems);
            FulfillmentCheck.Warehouse($"{key}:Fulfillment", fulfillment, tenant, problems);
        }

        VtexCheck.SalesChannel($"{key}:SalesChannel", store.SalesChannel, problems);
    }
}
