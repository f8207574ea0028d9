namespace OrderGrains.Sandbox.Vtex;

/// <summary>SKUs that make the VTEX stand-in refuse, so that a person can play with refusals. Any other SKU is sold: one of the small
/// catalog at its price, one that nobody knows at <see cref="DefaultPrice"/>. Code meanings: developers.vtex.com, New Order Integration.</summary>
public static class VtexSkus
{
    /// <summary>Simulated as <c>withoutStock</c>; refused with EOI002 when placed.</summary>
    public const string NoStock = "SANDBOX-NO-STOCK";

    /// <summary>Simulated as <c>cannotBeDelivered</c>; refused with EOI002 when placed.</summary>
    public const string NoDelivery = "SANDBOX-NO-DELIVERY";

    /// <summary>Left out of a simulation's answer, as an unknown SKU is; refused with EOI004 when placed.</summary>
    public const string Missing = "SANDBOX-MISSING";

    /// <summary>Simulated as available and integrated, then held for the seller: approving answers EOI011 until the order is advanced
    /// to <c>authorized</c>.</summary>
    public const string AwaitsSeller = "SANDBOX-EOI011";

    /// <summary>The unit price of a SKU that is not in the catalog, in cents: that of the item on OmniChat's page of the OrderChecker.</summary>
    public const long DefaultPrice = 1_000;

    /// <summary>Simulated as available; refused when placed with the code in the name.</summary>
    public const string UnknownError = "SANDBOX-EOI000";

    /// <inheritdoc cref="UnknownError"/>
    public const string UnmappedError = "SANDBOX-EOI001";

    /// <inheritdoc cref="UnknownError"/>
    public const string NoSla = "SANDBOX-EOI002";

    /// <inheritdoc cref="UnknownError"/>
    public const string PriceDivergence = "SANDBOX-EOI003";

    /// <inheritdoc cref="UnknownError"/>
    public const string InvalidCart = "SANDBOX-EOI004";

    /// <inheritdoc cref="UnknownError"/>
    public const string Unstable = "SANDBOX-EOI006";

    /// <summary>Each of them and what it does, in words.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [NoStock] = "without stock in a simulation, EOI002 when placed",
        [NoDelivery] = "cannot be delivered in a simulation, EOI002 when placed",
        [Missing] = "missing from a simulation, EOI004 when placed",
        [UnknownError] = "EOI000 when placed",
        [UnmappedError] = "EOI001 when placed",
        [NoSla] = "EOI002 when placed",
        [PriceDivergence] = "EOI003 when placed",
        [InvalidCart] = "EOI004 when placed",
        [Unstable] = "EOI006 when placed",
        [AwaitsSeller] = "integrated, then EOI011 when approved, until advanced to authorized",
    };

    internal static IReadOnlyDictionary<string, long> Catalog { get; } = new Dictionary<string, long>(StringComparer.Ordinal)
    {
        ["1001"] = 2_090,
        ["1002"] = 4_990,
        ["1003"] = 12_900,
        ["1004"] = 349_900,
    };

    /// <summary>The code with which an item refuses its order, null for one that is sold.</summary>
    internal static string? Refusal(string sku) => sku switch
    {
        NoStock or NoDelivery or NoSla => VtexCodes.NoSla,
        Missing or InvalidCart => VtexCodes.InvalidCart,
        UnknownError => VtexCodes.UnknownError,
        UnmappedError => VtexCodes.UnmappedError,
        PriceDivergence => VtexCodes.PriceDivergence,
        Unstable => VtexCodes.Unstable,
        _ => null,
    };
}
