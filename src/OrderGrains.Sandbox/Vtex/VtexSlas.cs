namespace OrderGrains.Sandbox.Vtex;

/// <summary>One way to deliver an item, as a simulation offers it. Cents; <c>bd</c> are business days.</summary>
internal sealed record VtexSla(
    string Id, string Name, string DeliveryChannel, long Price, long ListPrice, long Tax, string ShippingEstimate, string? LockTTL);

internal static class VtexSlas
{
    /// <summary>The methods and prices of OmniChat's page of the OrderChecker, and a pickup point.</summary>
    public static IReadOnlyList<VtexSla> All { get; } =
    [
        new("PAC", "PAC", "delivery", 500, 500, 0, "3bd", null),
        new("SEDEX", "SEDEX", "delivery", 1_000, 1_000, 0, "1bd", null),
        new("Expresso", "Expresso", "delivery", 1_000, 1_000, 0, "0bd", null),
        new("Retirada", "Retirada na loja", "pickup-in-point", 0, 0, 0, "0bd", null),
    ];
}
