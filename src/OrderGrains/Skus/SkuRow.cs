namespace OrderGrains;

/// <summary>One row of a SKU file: what a sender calls something, and what it is at VTEX.</summary>
public sealed record SkuRow
{
    /// <summary>The sender's <c>sku</c>: OPABOX's, or OmniChat's <c>externalId</c>.</summary>
    public string? Sku { get; init; }

    /// <summary>The bar code that the sender tells.</summary>
    public string? Ean { get; init; }

    /// <summary>The sender's id of the product: OPABOX's <c>id</c>.</summary>
    public string? Id { get; init; }

    /// <summary>An option of a dish, by its id or its label: with a code above of that dish alone, without one of any. It becomes a line of its own.</summary>
    public string? Option { get; init; }

    /// <summary>VTEX's SKU id.</summary>
    public string VtexSku { get => field ?? ""; init; }

    /// <summary>VTEX's seller, for the simulation; null leaves the sender's, else the main seller.</summary>
    public string? Seller { get; init; }

    /// <summary>How much of the sender's unit one piece at VTEX is, such as 0.05 where a kilo is sold by 50 grams; null where the two count alike.</summary>
    public decimal? Multiplier { get; init; }

    /// <summary>Its name, for points; null keeps the sender's.</summary>
    public string? Name { get; init; }

    /// <summary>Pieces at VTEX of a quantity of the sender's: whole multiples, the last one begun counted; what is weighed without a multiplier is one.</summary>
    public int Pieces(decimal quantity)
    {
        var pieces = Multiplier is { } multiplier ? Math.Ceiling(quantity / multiplier) : quantity;
        return decimal.IsInteger(pieces) && pieces is >= 1 and <= int.MaxValue ? (int)pieces : 1;
    }

    /// <summary>Whether a quantity is a whole number of pieces.</summary>
    public bool Divides(decimal quantity) => Multiplier is not { } multiplier || decimal.IsInteger(quantity / multiplier);
}
