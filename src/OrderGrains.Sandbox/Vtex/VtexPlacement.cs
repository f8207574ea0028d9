using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>A usable order to place. Money is in cents.</summary>
internal sealed record VtexPlacement(
    string MarketplaceOrderId, Uri ConnectorEndpoint, bool Approved, bool AllowFranchises, long PaymentValue, decimal Expected,
    IReadOnlyList<VtexPlacementItem> Items)
{
    public bool AwaitsSeller => Items.Any(item => item.Id == VtexSkus.AwaitsSeller);

    /// <summary>The code with which VTEX refuses it, null where it integrates it.</summary>
    public string? Refusal =>
        Items.Select(item => VtexSkus.Refusal(item.Id)).FirstOrDefault(code => code is not null)
        ?? (PaymentValue == Expected ? null : VtexCodes.PriceDivergence);

    /// <summary>Reads a body that <see cref="VtexPlacementRules"/> found nothing wrong with.</summary>
    /// <param name="body">The body.</param>
    /// <param name="sumsSkus">Whether the lines of a SKU are summed at the first one's price.</param>
    public static VtexPlacement Read(JsonElement body, bool sumsSkus)
    {
        var items = body.Field("items").Elements()
            .Select(item => new VtexPlacementItem(item.Text("id")!, item.Field("price").Whole()!.Value, item.Field("quantity").Whole()!.Value))
            .ToList();
        // Decimals: the largest order that the rules let pass is beyond a long.
        var goods = sumsSkus
            ? items.GroupBy(item => item.Id, StringComparer.Ordinal).Sum(sku => sku.First().Price * sku.Sum(item => (decimal)item.Quantity))
            : items.Sum(item => (decimal)item.Price * item.Quantity);
        var expected = goods
            + Sum(body.Field("shippingData").Field("logisticsInfo"), "price")
            + Sum(body.Field("taxData"), "value")
            + (body.Field("marketplaceInterestValue").Whole() ?? 0);
        return new VtexPlacement(
            body.Text("marketplaceOrderId")!,
            new Uri(body.Text("connectorEndpoint")!),
            body.Text("marketplaceOrderStatus") == "approved",
            body.Field("allowFranchises").IsTrue(),
            body.Field("marketplacePaymentValue").Whole()!.Value,
            expected,
            items);
    }

    private static decimal Sum(JsonElement lines, string name) => lines.Elements().Sum(line => (decimal)line.Field(name).Whole()!.Value);
}

/// <summary>One line: a unit price in cents and a quantity.</summary>
internal sealed record VtexPlacementItem(string Id, long Price, long Quantity);
