namespace OrderGrains;

/// <summary>Whether and where shoppers fetch orders by the settings, a store's over its tenant's.</summary>
/// <param name="Always">Whether every order is fetched, whatever the channel says (<c>Mode</c> <c>PickupPoint</c>).</param>
/// <param name="Point">Where; null where no point is set. It serves the orders too that a shopper chose to fetch without saying where.</param>
public sealed record PickupRule(bool Always, PickupPointSettings? Point)
{
    /// <summary>Nothing is set.</summary>
    public static readonly PickupRule None = new(false, null);

    /// <summary>The rule of a tenant, or of one of its stores.</summary>
    public static PickupRule Of(FulfillmentSettings tenant, FulfillmentSettings? store) =>
        new((store?.Mode ?? tenant.Mode) == "PickupPoint", Known(store?.PickupPoint) ?? Known(tenant.PickupPoint));

    /// <summary>
    /// Where an order that is fetched is fetched: at the point that was chosen, of which the settings complete their own, else at the settings';
    /// null where neither says. Without an address the order's own stands.
    /// </summary>
    public PickupPoint? PointOf(DeliveryChoice choice) => (choice.Point, Set()) switch
    {
        (null, var set) => set,
        ({ } chosen, { } set) when chosen.Id == set.Id => chosen with
        {
            Address = chosen.Address ?? set.Address,
            Latitude = chosen.Latitude ?? set.Latitude,
            Longitude = chosen.Longitude ?? set.Longitude,
        },
        ({ } chosen, _) => chosen,
    };

    private PickupPoint? Set() => Point is null ? null : new(Point.Id, Address(), Point.Latitude, Point.Longitude);

    private Address? Address() => Point?.Address is not { } address ? null : new()
    {
        PostalCode = PostalCodes.Spelled(address.PostalCode) ?? address.PostalCode,
        Street = address.Street,
        Number = address.Number,
        Complement = address.Complement,
        Neighborhood = address.Neighborhood,
        City = address.City,
        State = States.Spelled(address.State) ?? address.State,
        Country = address.Country is { } country ? Countries.Spelled(country) ?? country : null,
    };

    /// <summary>A point is taken whole, from one place: an id with another point's address would mislead the shopper.</summary>
    private static PickupPointSettings? Known(PickupPointSettings? point) =>
        point is { Id: not null } or { Address: not null } ? point : null;
}
