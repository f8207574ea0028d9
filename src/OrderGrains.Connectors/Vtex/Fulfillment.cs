namespace OrderGrains.Connectors;

/// <summary>
/// Who delivers an order and from where, the store's settings over the tenant's (developers.vtex.com, New Order Integration, scenarios 5
/// to 10). The shopper's wish to fetch the order wins over any mode.
/// </summary>
internal sealed record Fulfillment
{
    private const string OwnStock = "MarketplaceOwnStock";

    private Fulfillment(FulfillmentSettings tenant, FulfillmentSettings? store, OrderContent content)
    {
        var mode = store?.Mode ?? tenant.Mode ?? "Seller";
        var rule = PickupRule.Of(tenant, store);
        Pickup = content.Delivery.Pickup || rule.Always;
        Seller = !Pickup && mode == "Seller";
        Fob = !Pickup && mode is "MarketplaceSellerStock" or OwnStock;
        FromOwnStock = !Pickup && mode == OwnStock;
        Sla = Seller ? store?.Sla ?? tenant.Sla : null;
        WarehouseId = FromOwnStock ? store?.WarehouseId ?? tenant.WarehouseId : null;
        AllowFranchises = store?.AllowFranchises ?? tenant.AllowFranchises ?? false;
        Point = Pickup ? rule.PointOf(content) : null;
        PointAccount = Point is not null && rule.SetFor(content) is { } set && set.Id == Point.Id ? set.AccountName : null;
    }

    /// <summary>Whether the shopper fetches it.</summary>
    public bool Pickup { get; }

    /// <summary>Whether the seller delivers: only then is an SLA chosen.</summary>
    public bool Seller { get; }

    /// <summary>Whether the marketplace delivers; never with pickup.</summary>
    public bool Fob { get; }

    /// <summary>Whether it leaves the marketplace's own stock.</summary>
    public bool FromOwnStock { get; }

    /// <summary>The SLA where the order names no method.</summary>
    public string? Sla { get; }

    /// <summary>The warehouse of the marketplace's own stock.</summary>
    public string? WarehouseId { get; }

    /// <summary>Whether franchises may deliver.</summary>
    public bool AllowFranchises { get; }

    /// <summary>Where the shopper fetches it; null where it is delivered, or no point is chosen or set.</summary>
    public PickupPoint? Point { get; }

    /// <summary>Whose the point is, where the settings say it of that point.</summary>
    public string? PointAccount { get; }

    /// <summary>What holds for an order.</summary>
    public static Fulfillment Of(TenantSettings tenant, OrderContent content) =>
        new(tenant.Vtex!.Fulfillment, Store(tenant, content)?.Fulfillment, content);

    /// <summary>The settings of an order's store; null where it has none.</summary>
    public static StoreSettings? Store(TenantSettings tenant, OrderContent content) =>
        content.StoreId is { } id ? tenant.Stores.GetValueOrDefault(id) : null;
}
