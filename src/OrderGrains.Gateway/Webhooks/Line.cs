using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Bounds of a line, alike in both channels.</summary>
internal static class Line
{
    /// <summary>Largest quantity of a line.</summary>
    public const decimal MaxQuantity = 100_000m;

    /// <summary>Notes a fault where a line as a whole is worth more than an amount can be.</summary>
    public static void CheckWorth(OrderLine line, Fields fields, string quantityField)
    {
        var unit = Math.Max(line.ShopperPrice ?? 0, line.PriceWithOptions());
        if (unit * line.Quantity > Scalar.MaxAmount)
        {
            fields.Refuse(quantityField, $"Price times quantity is beyond {Scalar.MaxAmount}.");
        }
    }
}
