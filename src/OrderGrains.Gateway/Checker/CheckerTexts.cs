using System.Globalization;

namespace OrderGrains.Gateway.Checker;

/// <summary>All that a salesperson reads of the checker, in Brazilian Portuguese.</summary>
internal static class CheckerTexts
{
    private static readonly NumberFormatInfo Brazil = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>The catalog gave no answer and the sale may go on.</summary>
    public const string CatalogDownAllowed = "Não foi possível confirmar estoque e frete agora. O pedido pode seguir.";

    /// <summary>The catalog gave no answer and the sale has to wait.</summary>
    public const string CatalogDownBlocked = "Não foi possível confirmar estoque e frete agora. Tente novamente em instantes.";

    /// <summary>A line cannot be sold.</summary>
    /// <param name="line">The line.</param>
    /// <param name="availability">The catalog's word; null where it does not know the line.</param>
    /// <param name="left">Quantity left; null where unknown.</param>
    public static string NotAvailable(OrderLine line, string? availability, decimal? left)
    {
        var why = availability switch
        {
            "withoutStock" => "sem estoque",
            "cannotBeDelivered" => "não pode ser entregue neste CEP",
            "withoutPrice" or "withoutPriceFulfillment" or "nullPrice" or "withoutPriceRnB" => "sem preço no catálogo",
            "available" => "quantidade indisponível",
            null => "não encontrado no catálogo",
            _ => "não disponível",
        };
        return left is { } quantity ? $"{Name(line)}: {why}. Restam {Number(quantity)}." : $"{Name(line)}: {why}.";
    }

    /// <summary>The chosen delivery method is not offered.</summary>
    public static string MethodNotOffered(OrderLine line, string method) =>
        $"{Name(line)}: a forma de entrega {method} não está disponível para este CEP.";

    /// <summary>The catalog has another price.</summary>
    public static string PriceDiffers(OrderLine line, decimal price) =>
        $"{Name(line)}: o preço no pedido é {Reais(line.Price)}, no catálogo {Reais(price)}.";

    /// <summary>The chosen options cost something else.</summary>
    public static string FreightDiffers(decimal cost) => $"Valor do frete alterado para {Reais(cost)}";

    private static string Name(OrderLine line) => line.Name ?? (line.Sku is { } sku ? $"Item {sku}" : "Item");

    private static string Reais(decimal amount) => $"R$ {amount.ToString("#,##0.00", Brazil)}";

    private static string Number(decimal quantity) => quantity.ToString("0.###", Brazil);
}
