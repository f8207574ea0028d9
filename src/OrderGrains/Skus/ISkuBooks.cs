namespace OrderGrains;

/// <summary>
/// The SKU files of the retailers. Read where a call is rendered or a webhook is taken in, never in a turn: what it made of an order reaches the turn in the command
/// and in the answer, which the log keeps.
/// </summary>
public interface ISkuBooks
{
    /// <summary>What holds for a shop of a retailer by now.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="store">The shop; null for none.</param>
    Task<SkuRules> ForAsync(string tenant, string? store);
}

/// <summary>A SKU file and what becomes of what it does not have.</summary>
/// <param name="Book">The file; null where none is set.</param>
/// <param name="Unmapped">What becomes of what it does not have.</param>
public sealed record SkuRules(SkuBook? Book, UnmappedSku Unmapped)
{
    /// <summary>Nothing is set.</summary>
    public static readonly SkuRules None = new(null, UnmappedSku.AsIs);

    /// <summary>Code of a placement that the hub withholds since the file does not have all of it.</summary>
    public const string Code = "SKU_UNKNOWN";

    private const int Named = 5;

    /// <summary>The lines that the file does not have, or not in such a quantity.</summary>
    public IEnumerable<OrderLine> Unknown(OrderContent content) => Book is not { } book
        ? []
        : content.Lines.Where(line => line.Quantity > 0 && !(book.Of(line) is { } row && row.Divides(line.Quantity)));

    /// <summary>The same in a sentence for operators; null where the file has all.</summary>
    public string? Sentence(OrderContent content)
    {
        var codes = Unknown(content).Select(line => line.Sku ?? line.Ean ?? line.Id).Distinct(StringComparer.Ordinal).ToArray();
        return codes.Length == 0 ? null : $"The SKU file does not have {Some(codes, "and")}, or not in this quantity";
    }

    /// <summary>The same for a salesperson, in Brazilian Portuguese.</summary>
    public string Told(OrderContent content) =>
        $"A loja não tem cadastro para: {Some([.. Unknown(content).Select(line => line.Name ?? line.Sku ?? line.Id).Distinct(StringComparer.Ordinal)], "e mais")}. "
        + "Troque os itens ou a quantidade e envie o pedido de novo, ou avise o responsável pela integração.";

    private static string Some(string[] names, string more) => names.Length <= Named
        ? string.Join(", ", names)
        : $"{string.Join(", ", names[..Named])} {more} {names.Length - Named}";
}

/// <summary>What becomes of what a SKU file does not have.</summary>
public enum UnmappedSku
{
    /// <summary>The sender's code goes to VTEX as it is.</summary>
    AsIs,

    /// <summary>The same, with a warning on the timeline.</summary>
    Warn,

    /// <summary>The order is not placed.</summary>
    Refuse,
}
