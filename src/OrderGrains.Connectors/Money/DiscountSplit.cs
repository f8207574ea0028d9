namespace OrderGrains.Connectors;

/// <summary>How a discount on the whole order is borne by its lines.</summary>
internal enum DiscountSplit
{
    /// <summary>In equal amounts, as VTEX's own example has it (developers.vtex.com, New Order Integration, scenario 4).</summary>
    Equal,

    /// <summary>In proportion to the lines' totals.</summary>
    Proportional,
}

/// <summary>
/// Splits a discount over lines: exact to the cent, never more than a line is worth, and the same whatever the order in
/// which equal lines came. A discount beyond the goods stops at their total.
/// </summary>
internal static class Discounts
{
    /// <summary>The share of each line, in the lines' order; Σ shares == min(discount, Σ totals).</summary>
    /// <param name="lines">Totals in cents, at least 0, each with what tells lines of equal totals apart.</param>
    /// <param name="discount">Cents, at least 0.</param>
    /// <param name="split">How it is split.</param>
    public static long[] Shares(IReadOnlyList<(long Total, string Key)> lines, long discount, DiscountSplit split)
    {
        var goods = lines.Sum(line => line.Total);
        var amount = Math.Min(discount, goods);
        var order = Enumerable.Range(0, lines.Count)
            .OrderBy(i => lines[i].Total)
            .ThenBy(i => lines[i].Key, StringComparer.Ordinal)
            .ToArray();
        return amount <= 0 ? new long[lines.Count]
            : split == DiscountSplit.Equal ? Equally(lines, amount, order)
            : Proportionally(lines, amount, goods, order);
    }

    /// <summary>
    /// From the smallest line up, each bears an even share of what is left, at most itself. Since the lines that follow are
    /// no smaller, what a small line cannot bear always fits on them.
    /// </summary>
    private static long[] Equally(IReadOnlyList<(long Total, string Key)> lines, long amount, int[] order)
    {
        var shares = new long[lines.Count];
        for (var n = 0; n < order.Length; n++)
        {
            shares[order[n]] = Math.Min(lines[order[n]].Total, amount / (order.Length - n));
            amount -= shares[order[n]];
        }

        return shares;
    }

    /// <summary>Rounded down first; the cents left over go to the largest remainders.</summary>
    private static long[] Proportionally(IReadOnlyList<(long Total, string Key)> lines, long amount, long goods, int[] order)
    {
        var shares = new long[lines.Count];
        var remainders = new long[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            var (share, remainder) = Int128.DivRem((Int128)amount * lines[i].Total, goods);
            shares[i] = (long)share;
            remainders[i] = (long)remainder;
        }

        var left = (int)(amount - shares.Sum());
        foreach (var i in order.OrderByDescending(i => remainders[i]).Take(left))
        {
            shares[i]++;
        }

        return shares;
    }
}
