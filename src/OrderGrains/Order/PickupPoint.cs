namespace OrderGrains;

/// <summary>Where a shopper fetches an order.</summary>
/// <param name="Id">VTEX's id of the point; null where none is known, and where a choice names several.</param>
/// <param name="Address">Its address; null where nobody told it.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Longitude">Degrees.</param>
public sealed record PickupPoint(string? Id, Address? Address, double? Latitude, double? Longitude);
