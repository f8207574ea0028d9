namespace OrderGrains;

/// <summary>What an order is worth, in reais, exact. Both VTEX's prices and BonifiQ's points start from here.</summary>
public static class Amounts
{
    /// <summary>
    /// Price of a unit: <c>shopper_price</c> where those add up to the stated value of the goods (OPABOX), else the price with
    /// its options.
    /// </summary>
    public static decimal UnitPrice(OrderContent content, OrderLine line) =>
        line.ShopperPrice is { } shopper && ShopperPricesAddUp(content) ? shopper : line.PriceWithOptions();

    /// <summary>
    /// Value of a line before discounts, to the cent: whole cents a unit where it is counted, rounded once where it is weighed.
    /// </summary>
    public static decimal LineTotal(OrderContent content, OrderLine line) => decimal.IsInteger(line.Quantity)
        ? Round(UnitPrice(content, line)) * line.Quantity
        : Round(UnitPrice(content, line) * line.Quantity);

    /// <summary>Value of the goods before discounts.</summary>
    public static decimal Goods(OrderContent content) => content.Lines.Sum(line => LineTotal(content, line));

    /// <summary>What is taken off the goods: never more than they are worth.</summary>
    public static decimal DiscountOn(OrderContent content)
    {
        var goods = Goods(content);
        var asked = content.Discount switch
        {
            { Mode: DiscountMode.Percentage } percent => Round(goods * percent.Value / 100),
            { } absolute => Round(absolute.Value),
            null => 0,
        };
        return Math.Clamp(asked, 0, goods);
    }

    /// <summary>What was paid for the goods: without freight, service fee and interest.</summary>
    public static decimal GoodsPaid(OrderContent content) => Goods(content) - DiscountOn(content);

    /// <summary>What was paid in all: goods, freight, service fee and interest.</summary>
    public static decimal Total(OrderContent content) =>
        GoodsPaid(content) + Round(content.Delivery.FreightCharged() + content.ServiceFee + content.Interest);

    /// <summary>Rounds half up to the cent.</summary>
    public static decimal Round(decimal reais) => Math.Round(reais, 2, MidpointRounding.AwayFromZero);

    private static bool ShopperPricesAddUp(OrderContent content) =>
        content.ProductsValue is { } stated
        && content.Lines.All(line => line.ShopperPrice is not null)
        && Round(content.Lines.Sum(line => line.ShopperPrice!.Value * line.Quantity)) == Round(stated);
}
