namespace OrderGrains;

/// <summary>What an order is worth, in reais, exact. Both VTEX's prices and BonifiQ's points start from here.</summary>
public static class Amounts
{
    /// <summary>
    /// Price of a unit: <c>shopper_price</c> where those add up to the stated value of the goods (OPABOX), else the price with
    /// its options.
    /// </summary>
    public static decimal UnitPrice(OrderContent content, OrderLine line) =>
        UnitPrice(line, ShopperPricesAddUp(content));

    /// <summary>
    /// Value of a line before discounts, to the cent: whole cents a unit where it is counted, rounded once where it is weighed.
    /// </summary>
    public static decimal LineTotal(OrderContent content, OrderLine line) => LineTotal(line, ShopperPricesAddUp(content));

    /// <summary>Value of the goods before discounts.</summary>
    public static decimal Goods(OrderContent content)
    {
        var (sum, shoppers) = (0m, ShopperPricesAddUp(content));
        foreach (var line in content.Lines)
        {
            sum += LineTotal(line, shoppers);
        }

        return sum;
    }

    /// <summary>What is taken off the goods: never more than they are worth.</summary>
    public static decimal DiscountOn(OrderContent content) => DiscountOn(content, Goods(content));

    /// <summary>What was paid for the goods: without freight, service fee and interest.</summary>
    public static decimal GoodsPaid(OrderContent content)
    {
        var goods = Goods(content);
        return goods - DiscountOn(content, goods);
    }

    /// <summary>What was paid in all: goods, freight, service fee and interest.</summary>
    public static decimal Total(OrderContent content) =>
        GoodsPaid(content) + Round(content.Delivery.FreightCharged() + content.ServiceFee + content.Interest);

    /// <summary>Rounds half up to the cent.</summary>
    public static decimal Round(decimal reais) => Math.Round(reais, 2, MidpointRounding.AwayFromZero);

    private static decimal UnitPrice(OrderLine line, bool shoppers) => shoppers ? line.ShopperPrice!.Value : line.PriceWithOptions();

    private static decimal LineTotal(OrderLine line, bool shoppers) => decimal.IsInteger(line.Quantity)
        ? Round(UnitPrice(line, shoppers)) * line.Quantity
        : Round(UnitPrice(line, shoppers) * line.Quantity);

    private static decimal DiscountOn(OrderContent content, decimal goods)
    {
        var asked = content.Discount switch
        {
            { Mode: DiscountMode.Percentage } percent => Round(goods * percent.Value / 100),
            { } absolute => Round(absolute.Value),
            null => 0,
        };
        return Math.Clamp(asked, 0, goods);
    }

    private static bool ShopperPricesAddUp(OrderContent content)
    {
        if (content.ProductsValue is not { } stated)
        {
            return false;
        }

        var sum = 0m;
        foreach (var line in content.Lines)
        {
            if (line.ShopperPrice is not { } price)
            {
                return false;
            }

            sum += price * line.Quantity;
        }

        return Round(sum) == Round(stated);
    }
}
