using System.Collections.Immutable;

namespace OrderGrains.Connectors;

/// <summary>A line's worth in cents. <paramref name="Quantity"/> is whole: what is sold by weight counts as one at its total.</summary>
/// <param name="Line">The line.</param>
/// <param name="Quantity">At least 1.</param>
/// <param name="Gross">Worth before the order's discount.</param>
/// <param name="Net">Worth after its share of the discount, at least 0.</param>
internal sealed record PricedLine(OrderLine Line, int Quantity, long Gross, long Net)
{
    /// <summary>
    /// The line at whole unit prices: one part, or two where <see cref="Net"/> does not divide by the quantity. The parts'
    /// quantities add up to <see cref="Quantity"/> and their totals to <see cref="Net"/>.
    /// </summary>
    public IEnumerable<(int Quantity, long Unit)> Parts()
    {
        var (unit, rest) = Math.DivRem(Net, Quantity);
        yield return (Quantity - (int)rest, unit);
        if (rest > 0)
        {
            yield return ((int)rest, unit + 1);
        }
    }
}

/// <summary>What the goods of an order cost, line by line, after the discount on them.</summary>
internal static class Goods
{
    /// <summary>The lines that have a quantity, in the order's order.</summary>
    public static ImmutableArray<PricedLine> Price(OrderContent content, DiscountSplit split)
    {
        var byShopperPrice = StandsByShopperPrice(content);
        var lines = content.Lines.Where(line => line.Quantity > 0).Select(line => Gross(line, byShopperPrice)).ToList();
        var discount = Discount(content.Discount, lines.Sum(line => line.Gross));
        var shares = Discounts.Shares([.. lines.Select(line => (line.Gross, Key(line)))], discount, split);
        return [.. lines.Select((line, i) => line with { Net = line.Gross - shares[i] })];
    }

    /// <summary>
    /// OPABOX tells a unit's price twice: <c>shopper_price</c> holds where it adds up to the goods' stated value, else the
    /// price with its options does (seed 003_7cd05db8c31fad71.txt).
    /// </summary>
    private static bool StandsByShopperPrice(OrderContent content) =>
        content.ProductsValue is { } stated
        && content.Lines.All(line => line.ShopperPrice is not null)
        && Cents.FromReais(content.Lines.Sum(line => line.ShopperPrice!.Value * line.Quantity)) == Cents.FromReais(stated);

    private static PricedLine Gross(OrderLine line, bool byShopperPrice)
    {
        var unit = byShopperPrice ? line.ShopperPrice!.Value : line.PriceWithOptions();
        if (!decimal.IsInteger(line.Quantity) || line.Quantity > int.MaxValue)
        {
            var total = Cents.FromReais(unit * line.Quantity);
            return new(line, 1, total, total);
        }

        var gross = Cents.FromReais(unit) * (int)line.Quantity;
        return new(line, (int)line.Quantity, gross, gross);
    }

    private static long Discount(Discount? discount, long goods) => discount switch
    {
        null or { Value: <= 0 } => 0,
        { Mode: DiscountMode.Percentage } => Cents.FromReais(Cents.ToReais(goods) * decimal.Min(discount.Value, 100) / 100),
        _ => Math.Min(goods, Cents.FromReais(discount.Value)),
    };

    private static string Key(PricedLine line) => $"{line.Line.Sku ?? line.Line.Id} {line.Quantity} {line.Line.Id}";
}
