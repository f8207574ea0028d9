using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Gateway.Checker.Catalogs;

/// <summary>A catalog as a retailer writes it in a file; docs/checker.md shows one. Amounts in reais, weights in grams.</summary>
/// <param name="Items">What is sold, by SKU.</param>
/// <param name="Delivery">How it is delivered; empty for a catalog that says nothing of delivery.</param>
internal sealed record CatalogFile(ImmutableDictionary<string, CatalogFileItem> Items, ImmutableArray<CatalogFileDelivery> Delivery)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>Reads a catalog.</summary>
    /// <exception cref="FormatException">What is wrong, in a sentence that names the line or the item.</exception>
    public static CatalogFile Parse(ReadOnlySpan<byte> utf8)
    {
        Written? written;
        try
        {
            written = JsonSerializer.Deserialize<Written>(utf8, Reading);
        }
        catch (JsonException e)
        {
            throw new FormatException($"Line {e.LineNumber + 1} is not as expected ({e.Path}).", e);
        }

        if (written?.Items is not { Count: > 0 } items)
        {
            throw new FormatException("The catalog has no items.");
        }

        var delivery = written.Delivery ?? [];
        var mistake = items.Select((item, i) => MistakeOf(item) is { } wrong ? $"Item {i + 1}: {wrong}" : null)
            .Concat(delivery.Select((way, i) => MistakeOf(way) is { } wrong ? $"Delivery {i + 1}: {wrong}" : null))
            .Concat(items.Where(item => item is not null).CountBy(item => item!.Sku).Where(sku => sku.Value > 1)
                .Select(sku => $"SKU {sku.Key} stands there {sku.Value} times."))
            .FirstOrDefault(wrong => wrong is not null);
        return mistake is not null
            ? throw new FormatException(mistake)
            : new(items.ToImmutableDictionary(item => item!.Sku, item => item!, StringComparer.Ordinal), [.. delivery.Select(way => way!)]);
    }

    private static string? MistakeOf(CatalogFileItem? item) => item switch
    {
        null => "It is null.",
        { Sku: null or "" } => "It has no sku.",
        { Price: < 0 } => "The price is below zero.",
        { Stock: < 0 } => "The stock is below zero.",
        { Weight: < 0 } => "The weight is below zero.",
        { Minimum: < 1 } => "The minimum is below one.",
        { Maximum: < 1 } => "The maximum is below one.",
        _ when item.Maximum < item.Minimum => "The maximum is below the minimum.",
        _ => null,
    };

    private static string? MistakeOf(CatalogFileDelivery? way) => way switch
    {
        null => "It is null.",
        { Id: null or "" } => "It has no id.",
        { Price: < 0 } or { ListPrice: < 0 } or { Tax: < 0 } => "An amount is below zero.",
        { MaximumWeight: < 0 } => "The maximumWeight is below zero.",
        _ when PostalCodes.Digits(way.From) is null || PostalCodes.Digits(way.To) is null => "A CEP of eight digits is expected in from and to.",
        _ when string.CompareOrdinal(PostalCodes.Digits(way.From), PostalCodes.Digits(way.To)) > 0 => "The CEP in from is above the one in to.",
        _ => null,
    };

    private sealed record Written(List<CatalogFileItem?>? Items, List<CatalogFileDelivery?>? Delivery);
}

/// <summary>One SKU.</summary>
/// <param name="Sku">As OmniChat sends it in <c>externalId</c>.</param>
/// <param name="Name">As the salesperson reads it.</param>
/// <param name="Price">A unit, in reais; null where prices are not compared.</param>
/// <param name="Stock">What is left; null where it is not counted.</param>
/// <param name="Minimum">Fewest pieces in an order.</param>
/// <param name="Maximum">Most pieces in an order.</param>
/// <param name="Weight">Grams of a piece.</param>
internal sealed record CatalogFileItem(
    string Sku, string? Name, decimal? Price, decimal? Stock, decimal? Minimum, decimal? Maximum, decimal? Weight);

/// <summary>One way to deliver an order to a range of CEPs.</summary>
/// <param name="Id">As OmniChat sends it in <c>shippingMethod</c>.</param>
/// <param name="Name">As the salesperson reads it; the id where left out.</param>
/// <param name="From">First CEP.</param>
/// <param name="To">Last CEP.</param>
/// <param name="Price">Reais for the order.</param>
/// <param name="ListPrice">The same before a discount; <paramref name="Price"/> where left out.</param>
/// <param name="Tax">Reais of tax.</param>
/// <param name="Channel"><c>delivery</c>, or <c>pickup-in-point</c>.</param>
/// <param name="Estimate">As VTEX writes it: <c>3bd</c> is three business days.</param>
/// <param name="MaximumWeight">Grams of the order to which it is offered; null for any.</param>
internal sealed record CatalogFileDelivery(
    string Id,
    string? Name,
    string From,
    string To,
    decimal Price,
    decimal? ListPrice,
    decimal? Tax,
    string? Channel,
    string? Estimate,
    decimal? MaximumWeight)
{
    /// <summary>Whether it reaches a CEP of eight digits.</summary>
    public bool Reaches(string postalCode) =>
        string.CompareOrdinal(PostalCodes.Digits(From), postalCode) <= 0 && string.CompareOrdinal(postalCode, PostalCodes.Digits(To)) <= 0;
}
