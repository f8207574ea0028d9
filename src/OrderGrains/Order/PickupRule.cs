namespace OrderGrains;

/// <summary>Whether and where shoppers fetch orders by the settings, a store's over its tenant's.</summary>
/// <param name="Always">Whether every order is fetched, whatever the channel says (<c>Mode</c> <c>PickupPoint</c>).</param>
/// <param name="Point">Where; null where no point is set. It serves the orders that a shopper chose to fetch too.</param>
public sealed record PickupRule(bool Always, PickupPointSettings? Point)
{
    /// <summary>Nothing is set.</summary>
    public static readonly PickupRule None = new(false, null);

    /// <summary>The rule of a tenant, or of one of its stores.</summary>
    public static PickupRule Of(FulfillmentSettings tenant, FulfillmentSettings? store) =>
        new((store?.Mode ?? tenant.Mode) == "PickupPoint", Known(store?.PickupPoint) ?? Known(tenant.PickupPoint));

    /// <summary>The point's address; null where the settings give none: the order's own stands.</summary>
    public Address? PointAddress() => Point?.Address is not { } address ? null : new()
    {
        PostalCode = address.PostalCode,
        Street = address.Street,
        Number = address.Number,
        Complement = address.Complement,
        Neighborhood = address.Neighborhood,
        City = address.City,
        State = address.State,
        Country = address.Country,
    };

    /// <summary>A point is taken whole, from one place: an id with another point's address would mislead the shopper.</summary>
    private static PickupPointSettings? Known(PickupPointSettings? point) =>
        point is { Id: not null } or { Address: not null } ? point : null;
}
