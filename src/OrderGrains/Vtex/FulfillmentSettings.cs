namespace OrderGrains;

#pragma warning disable CA1002, CA2227 // Bound by the configuration binder, which needs settable collections.

/// <summary>Who delivers and from where (developers.vtex.com, New Order Integration, scenarios 5 to 10).</summary>
public sealed class FulfillmentSettings
{
    /// <summary><c>Seller</c>, <c>MarketplaceSellerStock</c>, <c>MarketplaceOwnStock</c> or <c>PickupPoint</c>; null in a store keeps the tenant's.</summary>
    public string? Mode { get; set; }

    /// <summary>The seller's SLA.</summary>
    public string? Sla { get; set; }

    /// <summary>Warehouse, for the marketplace's own stock.</summary>
    public string? WarehouseId { get; set; }

    /// <summary>Whether franchises may deliver.</summary>
    public bool? AllowFranchises { get; set; }

    /// <summary>Where shoppers fetch orders.</summary>
    public PickupPointSettings? PickupPoint { get; set; }

    /// <summary>More of them: an order is fetched at the one that it names.</summary>
    public List<PickupPointSettings> PickupPoints { get; set; } = [];
}

/// <summary>Where shoppers fetch orders.</summary>
public sealed class PickupPointSettings
{
    /// <summary>Id in VTEX's logistics.</summary>
    public string? Id { get; set; }

    /// <summary>What a delivery method is called that means it, beside its id.</summary>
    public string? Name { get; set; }

    /// <summary>Account that the point belongs to.</summary>
    public string? AccountName { get; set; }

    /// <summary>Its address.</summary>
    public PickupAddressSettings? Address { get; set; }

    /// <summary>Degrees, -90 to 90.</summary>
    public double? Latitude { get; set; }

    /// <summary>Degrees, -180 to 180.</summary>
    public double? Longitude { get; set; }
}

/// <summary>A pickup point's address.</summary>
public sealed class PickupAddressSettings
{
    /// <summary>CEP.</summary>
    public string? PostalCode { get; set; }

    /// <summary>Street.</summary>
    public string? Street { get; set; }

    /// <summary>Number.</summary>
    public string? Number { get; set; }

    /// <summary>Complement.</summary>
    public string? Complement { get; set; }

    /// <summary>Neighbourhood.</summary>
    public string? Neighborhood { get; set; }

    /// <summary>City.</summary>
    public string? City { get; set; }

    /// <summary>State, two letters.</summary>
    public string? State { get; set; }

    /// <summary>Country, three letters.</summary>
    public string? Country { get; set; }
}
