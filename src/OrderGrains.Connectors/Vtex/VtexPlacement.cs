namespace OrderGrains.Connectors;

/// <summary>All that a New Order Integration body is made of.</summary>
internal sealed record VtexPlacement
{
    /// <summary>The order.</summary>
    public required OrderId Order { get; init; }

    /// <summary>What was ordered.</summary>
    public required OrderContent Content { get; init; }

    /// <summary>The retailer, with its VTEX and its stores.</summary>
    public required TenantSettings Tenant { get; init; }

    /// <summary>Number of the placement, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Whether it goes out as <c>approved</c> instead of <c>new</c>.</summary>
    public bool Approved { get; init; }

    /// <summary>VTEX's codes for the sender's; null where they are alike.</summary>
    public SkuBook? Skus { get; init; }

    /// <summary>Taxes and tracking hints, which an operator says (scenarios 11 and 12).</summary>
    public Additions Additions { get; init; } = new();
}
