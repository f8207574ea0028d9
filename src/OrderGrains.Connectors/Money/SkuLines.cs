namespace OrderGrains.Connectors;

/// <summary>
/// A line as VTEX knows it: its SKU and pieces by the SKU file, and options of a dish that are SKUs of their own taken out of it. To the cent the lines that come of one are
/// worth what it is.
/// </summary>
internal static class SkuLines
{
    /// <summary>The dish, then its options that are lines of their own; the line as it is where there is no file.</summary>
    public static IEnumerable<PricedLine> Of(PricedLine priced, SkuBook? book)
    {
        if (book is null)
        {
            return [priced];
        }

        var (line, left) = (priced.Line, priced.Gross);
        var options = new List<PricedLine>();
        foreach (var option in line.Options.Where(option => option.Quantity > 0))
        {
            if (book.Of(line, option) is { } row)
            {
                var quantity = option.Quantity * line.Quantity;
                var worth = Math.Min(left, Cents.FromReais(option.Price * quantity)); // Never more than the dish with all its options.
                left -= worth;
                options.Add(As(row, line with { Name = option.Label, Quantity = quantity, Options = [] }, row.Pieces(quantity), worth));
            }
        }

        return options.Prepend(book.Of(line) is { } dish ? As(dish, line, dish.Pieces(line.Quantity), left) : priced with { Gross = left, Net = left });
    }

    /// <summary>The code by which VTEX knows what an order calls by another; the same where no line has it.</summary>
    public static string Of(string code, OrderContent content, SkuBook? book) =>
        content.Lines.FirstOrDefault(line => (line.Sku ?? line.Id) == code) is { } line && book?.Of(line) is { } row ? row.VtexSku : code;

    private static PricedLine As(SkuRow row, OrderLine line, int pieces, long worth) =>
        new(line with { Sku = row.VtexSku, Name = row.Name ?? line.Name }, pieces, worth, worth);
}
