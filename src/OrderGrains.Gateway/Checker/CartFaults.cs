using System.Globalization;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Checker;

/// <summary>What of a cart cannot be right, as errors of what it stands on: an edit is never refused for a field.</summary>
internal static class CartFaults
{
    private const string Item = "items[";

    /// <summary>An error for each line, for the freight and for the order, as the salesperson reads it.</summary>
    /// <param name="body">The edit's body.</param>
    /// <param name="faults">What was found in it.</param>
    public static IEnumerable<CheckAction> Of(JsonValue body, IEnumerable<Fault> faults) =>
        faults.Select(fault => Of(body, fault)).Distinct();

    private static CheckAction Of(JsonValue body, Fault fault)
    {
        if (Line(body, fault.Field) is var (line, field))
        {
            var name = line.Name ?? CheckerTexts.Nameless(line.Sku);
            return CheckAction.Of(error: true, line, field switch
            {
                "price" => CheckerTexts.WrongPrice(name),
                "quantity" => CheckerTexts.WrongQuantity(name),
                _ => CheckerTexts.WrongItemField(name, field),
            });
        }

        return fault.Field switch
        {
            "freightCost" or "freeShipping" => CheckAction.FreightError(CheckerTexts.WrongFreight),
            "discount" or "discountMode" => CheckAction.Of(error: true, CheckerTexts.WrongDiscount),
            "items" => CheckAction.Of(error: true, CheckerTexts.WrongItems),
            var other => CheckAction.Of(error: true, CheckerTexts.WrongField(other)),
        };
    }

    /// <summary>The line that a path leads into, as far as it can be named, and the field of it; null where it leads elsewhere.</summary>
    private static (OrderLine Line, string Field)? Line(JsonValue body, string path)
    {
        var end = path.IndexOf(']', StringComparison.Ordinal);
        if (!path.StartsWith(Item, StringComparison.Ordinal)
            || end < 0
            || !int.TryParse(path.AsSpan(Item.Length, end - Item.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        var item = Fields.Of(body, new()).Value("items").Elements().ElementAtOrDefault(index);
        var fields = Fields.Of(item, new());
        var line = new OrderLine { Id = fields.Id("objectId") ?? "", Sku = fields.Id("externalId") ?? fields.Id("variantId"), Name = fields.Text("name") };
        return (line, path[(end + 1)..].TrimStart('.'));
    }
}
