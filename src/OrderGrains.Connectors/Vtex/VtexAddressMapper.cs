namespace OrderGrains.Connectors;

/// <summary>The one address that VTEX takes: the shopper's, or the pickup point's.</summary>
internal static class VtexAddressMapper
{
    /// <summary>The address of an order. Fields go out as they are kept, but for the country, which VTEX demands.</summary>
    public static VtexAddress Map(OrderContent content, Fulfillment fulfillment) =>
        fulfillment.Pickup ? Fetched(content, fulfillment) : Delivered(content);

    /// <summary>VTEX's code of a country: <c>BRA</c> where blank, its three letters, and as given where nobody knows it.</summary>
    public static string Country(string? country) => Countries.Spelled(country) ?? country!.Trim();

    private static VtexAddress Delivered(OrderContent content)
    {
        var address = content.Address ?? new();
        var receiver = string.IsNullOrWhiteSpace(address.Recipient) ? VtexClientMapper.WholeName(content.Customer, null) : address.Recipient;
        return Of(address, "residential", address.Id, receiver);
    }

    /// <summary>A point without an address in the settings stands at the order's own: the shopper chose it in the channel.</summary>
    private static VtexAddress Fetched(OrderContent content, Fulfillment fulfillment)
    {
        var point = fulfillment.Point;
        var receiver = VtexClientMapper.WholeName(content.Customer, content.Address?.Recipient);
        return Of(point?.Address ?? content.Address ?? new(), "pickup", point?.Id, receiver) with
        {
            GeoCoordinates = point is { Latitude: { } latitude, Longitude: { } longitude } ? new VtexCoordinates(latitude, longitude) : null,
        };
    }

    private static VtexAddress Of(Address address, string type, string? id, string receiver) => new()
    {
        AddressType = type,
        AddressId = id,
        ReceiverName = receiver,
        PostalCode = address.PostalCode,
        City = address.City,
        State = address.State,
        Country = Country(address.Country),
        Street = address.Street,
        Number = address.Number,
        Neighborhood = address.Neighborhood,
        Complement = address.Complement,
    };
}
