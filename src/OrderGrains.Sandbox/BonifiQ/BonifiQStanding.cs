using System.Text.Json.Serialization;

namespace OrderGrains.Sandbox.BonifiQ;

/// <summary>Where one order stands at BonifiQ. Money in reais.</summary>
/// <param name="OriginalId">The hub's id of the order.</param>
/// <param name="State">As last sent; the last one sent wins, whatever came before.</param>
/// <param name="OrderTotal">As last sent.</param>
/// <param name="ProductsTotal">The sum of the products last sent, null where there were none.</param>
/// <param name="Customer">The customer's OriginalId, as last sent.</param>
/// <param name="PointsStand">Whether the customer has the points now.</param>
/// <param name="Grants">How many times points were granted. They are granted when the order becomes completed and they do not stand.</param>
/// <param name="Reversals">How many times granted points were taken back.</param>
/// <param name="PlacedAt">OrderPlacementDate.</param>
public sealed record BonifiQStanding(
    string OriginalId, [property: JsonConverter(typeof(JsonStringEnumConverter<BonifiQState>))] BonifiQState State,
    decimal OrderTotal, decimal? ProductsTotal, string? Customer, bool PointsStand, int Grants, int Reversals, DateTimeOffset PlacedAt)
{
    internal BonifiQStanding Become(BonifiQState state)
    {
        var grants = state == BonifiQState.Completed && !PointsStand;
        var reverses = state == BonifiQState.Cancelled && PointsStand;
        return this with
        {
            State = state,
            PointsStand = grants || (PointsStand && !reverses),
            Grants = Grants + (grants ? 1 : 0),
            Reversals = Reversals + (reverses ? 1 : 0),
        };
    }
}
