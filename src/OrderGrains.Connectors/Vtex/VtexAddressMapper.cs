namespace OrderGrains.Connectors;

/// <summary>The one address that VTEX takes: the shopper's, or the pickup point's.</summary>
internal static class VtexAddressMapper
{
    /// <summary>The address of an order. Fields go out as the sender wrote them, but for the country.</summary>
    public static VtexAddress Map(OrderContent content, Fulfillment fulfillment) =>
        fulfillment.Pickup ? Pickup(content, fulfillment.Point) : Delivered(content, content.Address ?? new());

    /// <summary>VTEX's code of a country: <c>BRA</c> where blank or a name of Brazil, else as given.</summary>
    public static string Country(string? country) => country?.Trim().ToUpperInvariant() switch
    {
        null or "" or "BR" or "BRA" or "BRASIL" or "BRAZIL" => "BRA",
        _ => country.Trim(),
    };

    private static VtexAddress Delivered(OrderContent content, Address address) => new()
    {
        AddressType = "residential",
        AddressId = address.Id,
        ReceiverName = string.IsNullOrWhiteSpace(address.Recipient)
            ? VtexClientMapper.WholeName(content.Customer, null)
            : address.Recipient,
        PostalCode = address.PostalCode,
        City = address.City,
        State = address.State,
        Country = Country(address.Country),
        Street = address.Street,
        Number = address.Number,
        Neighborhood = address.Neighborhood,
        Complement = address.Complement,
    };

    /// <summary>A point without an address in the settings stands at the order's own: the shopper chose it in the channel.</summary>
    private static VtexAddress Pickup(OrderContent content, PickupPointSettings? point)
    {
        var receiver = VtexClientMapper.WholeName(content.Customer, content.Address?.Recipient);
        var geo = point is { Latitude: { } latitude, Longitude: { } longitude } ? new VtexCoordinates(latitude, longitude) : null;
        if (point?.Address is not { } address)
        {
            return Delivered(content, content.Address ?? new()) with
            {
                AddressType = "pickup", AddressId = point?.Id, ReceiverName = receiver, GeoCoordinates = geo,
            };
        }

        return new()
        {
            AddressType = "pickup",
            AddressId = point.Id,
            ReceiverName = receiver,
            PostalCode = address.PostalCode,
            City = address.City,
            State = address.State,
            Country = Country(address.Country),
            Street = address.Street,
            Number = address.Number,
            Neighborhood = address.Neighborhood,
            Complement = address.Complement,
            GeoCoordinates = geo,
        };
    }
}
