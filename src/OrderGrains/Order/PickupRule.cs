using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>Whether and where shoppers fetch orders by the settings, a store's over its tenant's.</summary>
/// <param name="Always">Whether every order is fetched, whatever the channel says (<c>Mode</c> <c>PickupPoint</c>).</param>
/// <param name="Point">Where; null where no point is set. It serves the orders too that a shopper chose to fetch without saying where.</param>
public sealed record PickupRule(bool Always, PickupPointSettings? Point)
{
    /// <summary>Nothing is set.</summary>
    public static readonly PickupRule None = new(false, null);

    /// <summary>More points of the shop, of which an order names one.</summary>
    public ImmutableArray<PickupPointSettings> Points { get => field.IsDefault ? [] : field; init; }

    /// <summary>The rule of a tenant, or of one of its stores. Points are taken together: a store that has any has none of the tenant's.</summary>
    public static PickupRule Of(FulfillmentSettings tenant, FulfillmentSettings? store)
    {
        var own = store is not null && (Known(store.PickupPoint) is not null || store.PickupPoints.Count > 0) ? store : tenant;
        return new((store?.Mode ?? tenant.Mode) == "PickupPoint", Known(own.PickupPoint)) { Points = [.. own.PickupPoints] };
    }

    /// <summary>
    /// Where an order that is fetched is fetched: at the point that was chosen, of which the settings complete their own; else at the one of theirs that the delivery
    /// method or the address names; else at their first. Null where nobody says. Without an address the order's own stands.
    /// </summary>
    public PickupPoint? PointOf(OrderContent order) => (order.Delivery.Point, SetFor(order)) switch
    {
        (null, { } set) => Written(set),
        ({ } chosen, { } set) => Written(set) is var whole && chosen.Id == whole.Id
            ? chosen with
            {
                Address = chosen.Address ?? whole.Address,
                Latitude = chosen.Latitude ?? whole.Latitude,
                Longitude = chosen.Longitude ?? whole.Longitude,
            }
            : chosen,
        (var chosen, null) => chosen,
    };

    /// <summary>The settings' point of an order; null where they have none, and where several may be meant and none is named.</summary>
    public PickupPointSettings? SetFor(OrderContent order)
    {
        var all = Points.Prepend(Point).OfType<PickupPointSettings>().ToArray();
        if (order.Delivery.Point?.Id is { } id)
        {
            return all.FirstOrDefault(point => point.Id == id);
        }

        string?[] methods = [order.Delivery.Method, .. order.Lines.Select(line => line.ShippingMethod)];
        return all.FirstOrDefault(point => methods.OfType<string>().Any(method => Names(point, method)))
            ?? all.FirstOrDefault(point => point.Id is not null && point.Id == order.Address?.Id)
            ?? Point
            ?? (all is [var only] ? only : null);
    }

    private static bool Names(PickupPointSettings point, string method) =>
        method.Trim().Equals(point.Name, StringComparison.OrdinalIgnoreCase) || method.Trim().Equals(point.Id, StringComparison.OrdinalIgnoreCase);

    private static PickupPoint Written(PickupPointSettings point) => new(point.Id, Address(point), point.Latitude, point.Longitude);

    /// <summary>With the point's id, by which an order that has this address names it once more.</summary>
    private static Address? Address(PickupPointSettings point) => point.Address is not { } address ? null : new()
    {
        Id = point.Id,
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
