namespace OrderGrains;

/// <summary>What VTEX calls our orders.</summary>
public static class VtexOrderIds
{
    /// <summary>The <c>marketplaceOrderId</c> of a placement.</summary>
    public static string MarketplaceOrderId(OrderId id, int placement) =>
        (id.Channel == Channel.Opabox ? "OB-" : "OC-") + id.ExternalId + (placement > 1 ? $".{placement}" : "");
}
