using System.Collections.Frozen;

namespace OrderGrains;

/// <summary>
/// What a retailer's SKU file says: the sender's codes and VTEX's. A line is found by its <c>sku</c>, else by its <c>ean</c>, else by its <c>id</c>. Never changes: a
/// file that changed makes another book.
/// </summary>
public sealed class SkuBook
{
    /// <summary>The book that has nothing: of a file that was never good.</summary>
    public static readonly SkuBook Empty = new([], 0);

    private readonly FrozenDictionary<(char Kind, string Code, string? Option), SkuRow> _rows;

    private SkuBook(Dictionary<(char, string, string?), SkuRow> rows, int count) => (_rows, Count) = (rows.ToFrozenDictionary(), count);

    /// <summary>Rows of the file.</summary>
    public int Count { get; }

    /// <summary>The book of rows.</summary>
    /// <exception cref="FormatException">A row says too little, or two say different things of one code.</exception>
    public static SkuBook Of(IReadOnlyList<SkuRow> rows)
    {
        if (rows.Count == 0)
        {
            throw new FormatException("The file has no rows.");
        }

        var all = new Dictionary<(char, string, string?), SkuRow>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (MistakeOf(rows[i]) is { } mistake)
            {
                throw new FormatException($"Row {i + 1}: {mistake}");
            }

            foreach (var key in Keys(rows[i]))
            {
                if (!all.TryAdd(key, rows[i]))
                {
                    throw new FormatException($"Row {i + 1}: another row is about {key.Item2}{(key.Item3 is { } option ? $" {option}" : "")} already.");
                }
            }
        }

        return new(all, rows.Count);
    }

    /// <summary>The row of a line; null where the file has none.</summary>
    public SkuRow? Of(OrderLine line) => Find(line, null);

    /// <summary>The row of an option of a line, that of the dish before that of any; null where the option is a part of its dish.</summary>
    public SkuRow? Of(OrderLine line, LineOption option) =>
        ((string?[])[option.Id, option.Label?.Trim().ToLowerInvariant()]).OfType<string>()
            .Select(name => Find(line, name) ?? _rows.GetValueOrDefault(('*', "", name)))
            .FirstOrDefault(row => row is not null);

    private SkuRow? Find(OrderLine line, string? option) =>
        Find('s', line.Sku, option) ?? Find('e', line.Ean, option) ?? Find('i', line.Id, option);

    private SkuRow? Find(char kind, string? code, string? option) =>
        string.IsNullOrEmpty(code) ? null : _rows.GetValueOrDefault((kind, code, option));

    private static IEnumerable<(char, string, string?)> Keys(SkuRow row)
    {
        string?[] options = row.Option is { } option ? [.. ((string[])[option, option.Trim().ToLowerInvariant()]).Distinct()] : [null];
        var codes = ((char, string?)[])[('s', row.Sku), ('e', row.Ean), ('i', row.Id)];
        foreach (var name in options)
        {
            var any = false;
            foreach (var (kind, code) in codes)
            {
                if (!string.IsNullOrEmpty(code))
                {
                    any = true;
                    yield return (kind, code, name);
                }
            }

            if (!any)
            {
                yield return ('*', "", name);
            }
        }
    }

    private static string? MistakeOf(SkuRow row) =>
        string.IsNullOrWhiteSpace(row.VtexSku) ? "It has no vtexSku."
        : string.IsNullOrEmpty(row.Sku) && string.IsNullOrEmpty(row.Ean) && string.IsNullOrEmpty(row.Id) && string.IsNullOrWhiteSpace(row.Option)
            ? "It has no sku, no ean, no id and no option."
        : row.Multiplier is < 0.001m or > 10_000m ? "The multiplier is 0.001 to 10,000."
        : null;
}
