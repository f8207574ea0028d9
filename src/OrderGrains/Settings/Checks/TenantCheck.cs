namespace OrderGrains;

/// <summary>One retailer.</summary>
internal static class TenantCheck
{
    public static void Check(string name, TenantSettings tenant, ProblemList problems)
    {
        var key = $"{SettingsCheck.Section}:Tenants:{name}";
        problems.When(!OrderId.IsTenant(name), key, "A tenant's name is 1 to 32 of a-z, 0-9 and the hyphen.");
        problems.When(tenant.Mode is not ("Live" or "Observe"), $"{key}:Mode", "One of Live, Observe.");
        if (tenant.OmniChat is { } chat)
        {
            OmniChatCheck.Check($"{key}:OmniChat", chat, problems);
        }

        if (tenant.Opabox is { } opabox)
        {
            OpaboxCheck.Check($"{key}:Opabox", opabox, problems);
        }

        if (tenant.Vtex is { } vtex)
        {
            VtexCheck.Check($"{key}:Vtex", vtex, problems);
            if (!tenant.Stores.Values.Any(store => store.Fulfillment?.WarehouseId is not null))
            {
                FulfillmentCheck.Warehouse($"{key}:Vtex:Fulfillment", vtex.Fulfillment, new(), problems);
            }
        }

        if (tenant.BonifiQ is { } bonifiQ)
        {
            BonifiQCheck.Check($"{key}:BonifiQ", bonifiQ, problems);
        }

        CheckerCheck.Check($"{key}:Checker", tenant, problems);
        SystemsCheck.Check(key, tenant, problems);
        foreach (var (store, overrides) in tenant.Stores)
        {
            StoreCheck.Check($"{key}:Stores:{store}", overrides, tenant, problems);
        }
    }
}
