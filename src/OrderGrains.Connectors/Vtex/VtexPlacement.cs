using System.Collections.Immutable;

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

    /// <summary>Taxes by SKU in cents (scenario 11). No webhook tells them; for callers of a later day.</summary>
    public ImmutableArray<VtexTax> Taxes { get; init; } = [];

    /// <summary>Labels of parcels (scenario 12). No webhook tells them; for callers of a later day.</summary>
    public ImmutableArray<VtexTrackingHint> TrackingHints { get; init; } = [];
}
