using OrderGrains.Sandbox.Vtex;

namespace OrderGrains.Sandbox.Chat;

/// <summary>A product that the page offers. Price in reais.</summary>
internal sealed record ChatProduct(string Sku, string Name, decimal Price)
{
    private static readonly (string Sku, string Name)[] Names =
    [
        ("1001", "Camiseta"),
        ("1002", "Boné"),
        ("1003", "Tênis"),
        ("1004", "Bicicleta"),
        (VtexSkus.NoStock, "Caneca (sem estoque)"),
        (VtexSkus.NoDelivery, "Sofá (não entrega neste CEP)"),
        (VtexSkus.Missing, "Livro (fora do catálogo)"),
        (VtexSkus.PriceDivergence, "Relógio (a loja recusa o preço)"),
    ];

    /// <summary>All of them, at the prices of VTEX's stand-in.</summary>
    public static IReadOnlyList<ChatProduct> All { get; } =
        [.. Names.Select(one => new ChatProduct(one.Sku, one.Name, VtexSkus.Catalog.GetValueOrDefault(one.Sku, VtexSkus.DefaultPrice) / 100m))];
}
