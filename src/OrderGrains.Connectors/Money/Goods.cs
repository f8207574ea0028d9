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

/// <summary>A part of the goods at one whole unit price.</summary>
/// <param name="Line">The line that it is, or is the first, of.</param>
/// <param name="Quantity">At least 1.</param>
/// <param name="Unit">Cents.</param>
internal sealed record PricedPart(OrderLine Line, int Quantity, long Unit);

/// <summary>What the goods of an order cost, line by line, after the discount on them.</summary>
internal static class Goods
{
    /// <summary>The lines that have a quantity, in the order's order, under the codes of a SKU file where there is one.</summary>
    public static ImmutableArray<PricedLine> Price(OrderContent content, DiscountSplit split, SkuBook? book = null)
    {
        var lines = content.Lines.Where(line => line.Quantity > 0).Select(line => Gross(content, line)).SelectMany(line => SkuLines.Of(line, book)).ToList();
        var discount = Cents.FromReais(Amounts.DiscountOn(content));
        var shares = Discounts.Shares([.. lines.Select(line => (line.Gross, Key(line)))], discount, split);
        return [.. lines.Select((line, i) => line with { Net = line.Gross - shares[i] })];
    }

    /// <summary>The goods in parts at whole unit prices, exact: a line whose price does not divide by its quantity is two.</summary>
    public static ImmutableArray<PricedPart> Split(ImmutableArray<PricedLine> goods) =>
        [.. goods.SelectMany(line => line.Parts().Select(part => new PricedPart(line.Line, part.Quantity, part.Unit)))];

    /// <summary>One part for each SKU, its unit rounded down, and the cents that are left: fewer than there are pieces.</summary>
    public static (ImmutableArray<PricedPart> Parts, long Left) Summed(ImmutableArray<PricedLine> goods)
    {
        var parts = ImmutableArray.CreateBuilder<PricedPart>();
        var rest = 0L;
        foreach (var sku in goods.GroupBy(line => line.Line.Sku ?? line.Line.Id, StringComparer.Ordinal))
        {
            var quantity = sku.Sum(line => line.Quantity);
            var (unit, left) = Math.DivRem(sku.Sum(line => line.Net), quantity);
            parts.Add(new(sku.First().Line, quantity, unit));
            rest += left;
        }

        return (parts.ToImmutable(), rest);
    }

    private static PricedLine Gross(OrderContent content, OrderLine line)
    {
        var gross = Cents.FromReais(Amounts.LineTotal(content, line));
        var quantity = decimal.IsInteger(line.Quantity) && line.Quantity <= int.MaxValue ? (int)line.Quantity : 1;
        return new(line, quantity, gross, gross);
    }

    private static string Key(PricedLine line) => $"{line.Line.Sku ?? line.Line.Id} {line.Quantity} {line.Line.Id}";
}
