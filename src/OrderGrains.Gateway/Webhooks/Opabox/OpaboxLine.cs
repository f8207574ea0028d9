using System.Collections.Immutable;
using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Opabox;

/// <summary>One product of OPABOX's <c>product_list</c> with its options.</summary>
internal static class OpaboxLine
{
    private static readonly string[] PriceNames = ["price", "value", "amount"];

    /// <summary>The fields that OPABOX's page lists of a product, its groups of options and their choices.</summary>
    public static readonly KnownNames Known = new(
        [("options_chosen", new([("choices", new("id", "label", "quantity", "price"))], "id", "label"))],
        "id", "purchased_quantity", "ean", "sku", "price", "name", "presentations", "shopper_price");

    /// <summary>Reads a product.</summary>
    public static OrderLine Read(Fields product)
    {
        var line = new OrderLine
        {
            Id = product.Id("id") ?? "",
            Sku = product.Id("sku") ?? product.Id("id"),
            Name = product.Optional().Text("name"),
            Quantity = product.Number("purchased_quantity", Line.MaxQuantity) ?? 0,
            Price = product.Amount("price") ?? 0,
            ShopperPrice = product.Amount("shopper_price"),
            Options = Options(product.Objects("options_chosen")),
            Presentations = product.Json("presentations"),
            Ean = product.Optional().Id("ean"),
        };
        if (line.Sku is null)
        {
            product.Refuse("sku", "A sku or an id is expected.");
        }

        if (line.Quantity == 0)
        {
            product.Refuse("purchased_quantity", $"A number above 0, to {Line.MaxQuantity}, is expected.");
        }

        if (Scalar.IsNothing(product.Value("price")))
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
            var (id, label) = (group.Optional().Id("id"), group.Optional().Text("label"));
            foreach (var choice in group.Objects("choices"))
            {
                options.Add(new(label, choice.Optional().Text("label"), choice.Number("quantity", Line.MaxQuantity) ?? 1, Price(choice))
                {
                    GroupId = id,
                    Id = choice.Optional().Id("id"),
                });
            }
        }

        return options.DrainToImmutable();
    }

    /// <summary>The table says a list of objects, the sample a number; in a list or an object the first price counts.</summary>
    private static decimal Price(Fields choice)
    {
        var value = choice.Value("price");
        if (value.Kind == JsonValueKind.Array)
        {
            value = value.Elements().FirstOrDefault(element => element.Kind != JsonValueKind.Null);
        }

        if (value.Kind == JsonValueKind.Object)
        {
            value = value.Named().FirstOrDefault(field => PriceNames.Contains(field.Name, StringComparer.OrdinalIgnoreCase)).Value;
        }

        if (value.Kind == JsonValueKind.Null || Scalar.IsNothing(value))
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
