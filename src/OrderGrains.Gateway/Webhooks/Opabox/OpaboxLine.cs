using System.Collections.Immutable;
using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Opabox;

/// <summary>One product of OPABOX's <c>product_list</c> with its options.</summary>
internal static class OpaboxLine
{
    private static readonly string[] PriceNames = ["price", "value", "amount"];

    private static readonly KnownNames Known = new(
        "id", "purchased_quantity", "ean", "sku", "price", "name", "options_chosen", "presentations", "shopper_price");

    private static readonly KnownNames KnownOfGroup = new("id", "label", "choices");

    private static readonly KnownNames KnownOfChoice = new("id", "label", "quantity", "price");

    /// <summary>Adds a product with its groups and choices, and the fields that OPABOX's page lists of each.</summary>
    public static void AddParts(Fields product, List<(Fields Fields, KnownNames Known)> parts)
    {
        parts.Add((product, Known));
        foreach (var group in product.Objects("options_chosen"))
        {
            parts.Add((group, KnownOfGroup));
            foreach (var choice in group.Objects("choices"))
            {
                parts.Add((choice, KnownOfChoice));
            }
        }
    }

    /// <summary>Reads a product.</summary>
    public static OrderLine Read(Fields product)
    {
        var line = new OrderLine
        {
            Id = product.Id("id") ?? "",
            Sku = product.Id("sku") ?? product.Id("id"),
            Name = product.Text("name"),
            Quantity = product.Number("purchased_quantity", Line.MaxQuantity) ?? 0,
            Price = product.Amount("price") ?? 0,
            ShopperPrice = product.Amount("shopper_price"),
            Options = Options(product.Objects("options_chosen")),
            Presentations = product.Json("presentations"),
            Ean = product.Id("ean"),
        };
        if (line.Sku is null)
        {
            product.Refuse("sku", "A sku or an id is expected.");
        }

        if (line.Quantity == 0)
        {
            product.Refuse("purchased_quantity", $"A number above 0, to {Line.MaxQuantity}, is expected.");
        }

        if (product.Value("price") is var price && (price.ValueKind == JsonValueKind.Undefined || Scalar.IsBlank(price)))
        {
            product.Refuse("price", "A price is expected.");
        }

        Line.CheckWorth(line, product, "purchased_quantity");
        return line;
    }

    private static ImmutableArray<LineOption> Options(ImmutableArray<Fields> groups)
    {
        var options = ImmutableArray.CreateBuilder<LineOption>(groups.Length);
        foreach (var group in groups)
        {
            var (id, label) = (group.Id("id"), group.Text("label"));
            foreach (var choice in group.Objects("choices"))
            {
                options.Add(new(label, choice.Text("label"), choice.Number("quantity", Line.MaxQuantity) ?? 1, Price(choice))
                {
                    GroupId = id,
                    Id = choice.Id("id"),
                });
            }
        }

        return options.DrainToImmutable();
    }

    /// <summary>The table says a list of objects, the sample a number; in a list or an object the first price counts.</summary>
    private static decimal Price(Fields choice)
    {
        var value = choice.Value("price");
        if (value.ValueKind == JsonValueKind.Array)
        {
            value = value.EnumerateArray().FirstOrDefault(element => element.ValueKind != JsonValueKind.Null);
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            var fields = value.EnumerateObject().ToArray();
            value = fields.FirstOrDefault(field => PriceNames.Contains(field.Name, StringComparer.OrdinalIgnoreCase)).Value;
        }

        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || Scalar.IsBlank(value))
        {
            return 0;
        }

        if (!Scalar.TryNumber(value, out var price) || price is < 0 or > Scalar.MaxAmount)
        {
            choice.Refuse("price", $"A number from 0 to {Scalar.MaxAmount} is expected.");
            return 0;
        }

        return price;
    }
}
