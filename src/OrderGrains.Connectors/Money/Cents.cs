namespace OrderGrains.Connectors;

/// <summary>Money as whole cents. Reais become cents half up; nothing below zero comes out of here.</summary>
internal static class Cents
{
    /// <summary>An amount in reais as cents, half up; what is below zero counts as zero.</summary>
    public static long FromReais(decimal reais) =>
        reais <= 0 ? 0 : (long)decimal.Floor((reais * 100) + 0.5m);

    /// <summary>Cents as reais, exactly.</summary>
    public static decimal ToReais(long cents) => cents / 100m;

    /// <summary>An amount in even shares, exactly; the first ones bear the cents that are left over.</summary>
    /// <param name="amount">Cents, at least 0.</param>
    /// <param name="shares">How many; none gives none.</param>
    public static long[] Spread(long amount, int shares)
    {
        var result = new long[shares];
        for (var i = 0; i < shares; i++)
        {
            result[i] = (amount / shares) + (i < amount % shares ? 1 : 0);
        }

        return result;
    }
}
