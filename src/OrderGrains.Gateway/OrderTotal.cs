namespace OrderGrains.Gateway;

/// <summary>What an order's parts add up to.</summary>
internal static class OrderTotal
{
    /// <summary>
    /// Goods (as the sender states them, else the lines) less discount, never below zero, plus what is charged for freight,
    /// service and interest; reais, rounded half up to cents.
    /// </summary>
    public static decimal Of(OrderContent content)
    {
        var goods = content.ProductsValue
            ?? content.Lines.Sum(line => line.Quantity * (line.ShopperPrice ?? line.PriceWithOptions()));
        var discount = content.Discount switch
        {
            { Mode: DiscountMode.Percentage } share => goods * share.Value / 100,
            { } amount => amount.Value,
            null => 0,
        };
        var total = Math.Max(0, goods - discount) + content.Delivery.FreightCharged() + content.ServiceFee + content.Interest;
        return Math.Round(total, 2, MidpointRounding.AwayFromZero);
    }
}
