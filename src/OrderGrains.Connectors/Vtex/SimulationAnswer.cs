using System.Collections.Immutable;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// Reads a simulation: cents become reais, and lines that VTEX split for a promotion are added up again, by
/// <c>requestIndex</c> and else by id. What the answer leaves out is missing, which callers treat as no stock.
/// </summary>
internal static class SimulationAnswer
{
    private const int MaxAddressText = 200;
    private const string Available = "available";
    private const string LessThanAsked = "itemQuantityNotAvailable";
    private const string CannotBeDelivered = "cannotBeDelivered"; // VTEX's own word, also where it says "available" and offers no way.

    /// <summary>The answer to a question; null where the body is no simulation.</summary>
    public static CatalogAnswer? Read(CatalogQuestion question, ReadOnlyMemory<byte> body)
    {
        if (Json.Parse(body) is not { } root || root.Child("items") is not { ValueKind: JsonValueKind.Array })
        {
            return null;
        }

        var logistics = root.List("logisticsInfo").ToLookup(info => info.Index("itemIndex"));
        var parts = root.List("items")
            .Select((item, i) => new Part(Index(question, item), item, logistics[i].FirstOrDefault()))
            .ToLookup(part => part.Index);
        try
        {
            return new([.. question.Lines.Select((line, i) => Item(line, [.. parts[i]]))]);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Which line of the question a line of the answer belongs to; -1 where none (a gift that VTEX added).</summary>
    private static int Index(CatalogQuestion question, JsonElement item)
    {
        var id = item.Text("id");
        var asked = item.Index("requestIndex");
        if (asked >= 0 && asked < question.Lines.Length && question.Lines[asked.Value].Sku == id)
        {
            return asked.Value;
        }

        for (var i = 0; i < question.Lines.Length; i++)
        {
            if (question.Lines[i].Sku == id)
            {
                return i;
            }
        }

        return -1;
    }

    private static CatalogItem Item(CatalogLine line, IReadOnlyList<Part> parts)
    {
        if (parts.Count == 0)
        {
            return new(null, null, null, []);
        }

        var quantity = parts.Sum(part => part.Quantity);
        var word = parts.Select(part => part.Item.Text("availability") ?? "unknown").FirstOrDefault(said => said != Available);
        var cents = parts.Any(part => part.Cents is null) ? null : parts.Sum(part => part.Cents);
        var stock = parts.Select(part => part.Logistics.Number("stockBalance")).FirstOrDefault(left => left is not null);
        var fewer = word is null && quantity < line.Quantity;
        var unreachable = word is null && parts.All(part => part.Logistics.Child("slas") is { ValueKind: JsonValueKind.Array } slas && slas.GetArrayLength() == 0);
        return new(
            word ?? (unreachable ? CannotBeDelivered : fewer ? LessThanAsked : Available),
            cents is { } total && quantity > 0 ? decimal.Round(total / quantity / 100, 2, MidpointRounding.AwayFromZero) : null,
            stock ?? (fewer ? quantity : null),
            [.. from part in parts
                from sla in part.Logistics.List("slas")
                where sla.Text("id") is not null
                group sla by sla.Text("id") into same
                select Option(same)]);
    }

    /// <summary>One way to deliver, added up over the parts of a line.</summary>
    private static ShippingOption Option(IGrouping<string?, JsonElement> slas)
    {
        var first = slas.First();
        decimal Reais(string name, string orElse) => slas.Sum(sla => sla.Number(name) ?? sla.Number(orElse) ?? 0) / 100;
        return new(
            slas.Key!,
            first.Text("name") ?? slas.Key!,
            Reais("price", "listPrice"),
            Reais("listPrice", "price"),
            slas.Sum(sla => sla.Number("tax") ?? 0) / 100,
            first.Text("deliveryChannel") ?? "delivery",
            first.Text("shippingEstimate"))
        {
            Point = Short(first, "pickupPointId") is { } point ? Point(point, first.Child("pickupStoreInfo")?.Child("address")) : null,
        };
    }

    private static PickupPoint Point(string id, JsonElement? at)
    {
        if (at is not { } address)
        {
            return new(id, null, null, null);
        }

        var position = address.List("geoCoordinates").Select(number => number.ValueKind == JsonValueKind.Number ? number.GetDouble() : double.NaN).ToArray();
        var known = position is [>= -180 and <= 180, >= -90 and <= 90]; // VTEX writes the longitude first.
        return new(id, Address(address), known ? position[1] : null, known ? position[0] : null);
    }

    private static Address Address(JsonElement address) => new()
    {
        Id = Short(address, "addressId"),
        PostalCode = Short(address, "postalCode") is { } code ? PostalCodes.Spelled(code) ?? code : null,
        Street = Short(address, "street"),
        Number = Short(address, "number"),
        Complement = Short(address, "complement"),
        Neighborhood = Short(address, "neighborhood"),
        City = Short(address, "city"),
        State = Short(address, "state") is { } state ? States.Spelled(state) ?? state : null,
        Country = Short(address, "country") is { } country ? Countries.Spelled(country) ?? country : null,
    };

    /// <summary>A text of an address that the order is to remember; a longer one is none.</summary>
    private static string? Short(JsonElement address, string name) => address.Text(name) is { Length: <= MaxAddressText } text ? text : null;

    private sealed record Part(int Index, JsonElement Item, JsonElement Logistics)
    {
        public decimal Quantity => Item.Number("quantity") ?? 0;

        /// <summary>VTEX advises the definition's total; a unit's selling price may carry a rounding error.</summary>
        public decimal? Cents => Item.Child("priceDefinition")?.Number("total")
            ?? (Item.Number("sellingPrice") ?? Item.Number("price")) * Quantity;
    }
}
