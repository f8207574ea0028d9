using System.Collections.Immutable;

namespace OrderGrains.Gateway.Checker.Catalogs;

/// <summary>What a catalog in a file says of a cart. Pure.</summary>
internal static class CatalogFileAnswer
{
    /// <summary>The answer to a question.</summary>
    public static CatalogAnswer Of(CatalogFile file, CatalogQuestion question)
    {
        var asked = question.Lines.GroupBy(line => line.Sku).ToDictionary(same => same.Key, same => same.Sum(line => line.Quantity), StringComparer.Ordinal);
        var words = question.Lines.Select(line => Word(file.Items.GetValueOrDefault(line.Sku), asked[line.Sku])).ToArray();
        var weight = question.Lines.Sum(line => line.Quantity * (file.Items.GetValueOrDefault(line.Sku)?.Weight ?? 0));
        var ways = file.Delivery.Where(way => way.Reaches(question.PostalCode) && !(way.MaximumWeight < weight)).ToArray();
        var parcels = words.Count(word => word == "available");
        var parcel = 0;
        return new([.. question.Lines.Select((line, i) => words[i] switch
        {
            null => new(null, null, null, []),
            "available" when ways.Length == 0 && !file.Delivery.IsEmpty => Item(file.Items[line.Sku], "cannotBeDelivered", []),
            "available" => Item(file.Items[line.Sku], "available", Options(ways, parcels, parcel++)),
            { } word => Item(file.Items[line.Sku], word, []),
        })]);
    }

    private static string? Word(CatalogFileItem? item, int asked) => item switch
    {
        null => null,
        { Stock: 0 } => "withoutStock",
        _ when item.Stock < asked => "itemQuantityNotAvailable",
        _ => "available",
    };

    private static CatalogItem Item(CatalogFileItem item, string word, ImmutableArray<ShippingOption> options) =>
        new(word, item.Price, item.Stock, options)
        {
            Name = item.Name,
            MinimumQuantity = item.Minimum,
            MaximumQuantity = item.Maximum,
        };

    /// <summary>A way's price is the order's: each line bears its share, so that the chosen options add up to it exactly.</summary>
    private static ImmutableArray<ShippingOption> Options(CatalogFileDelivery[] ways, int parcels, int parcel) =>
    [
        .. ways.Select(way => new ShippingOption(
            way.Id,
            way.Name ?? way.Id,
            Share(way.Price, parcels, parcel),
            Share(way.ListPrice ?? way.Price, parcels, parcel),
            Share(way.Tax ?? 0, parcels, parcel),
            way.Channel ?? "delivery",
            way.Estimate)),
    ];

    /// <summary>One of even shares, to the cent; the first ones bear the cents that are left over.</summary>
    private static decimal Share(decimal reais, int shares, int share)
    {
        var cents = (long)(Amounts.Round(reais) * 100);
        return ((cents / shares) + (share < cents % shares ? 1 : 0)) / 100m;
    }
}
