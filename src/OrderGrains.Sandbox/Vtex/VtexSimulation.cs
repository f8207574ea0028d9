using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>VTEX's cart simulation (developers.vtex.com, Checkout API): what is available, at which price, delivered how. Cents.</summary>
internal static class VtexSimulation
{
    private const int Stock = 1_000;
    private const long MostQuantity = 1_000_000;

    public static Answer Simulate(JsonElement body)
    {
        var asked = body.Field("items").Elements();
        var postalCode = body.Text("postalCode");
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Wrong("CHK001", "The body must be a JSON object");
        }

        if (asked.Any(item => string.IsNullOrWhiteSpace(item.Text("id"))))
        {
            return Wrong("CHK0022", "An item has no id");
        }

        if (asked.Any(item => item.Field("quantity").Whole() is not (> 0 and <= MostQuantity)))
        {
            return Wrong("CHK0023", "An item's quantity is not a whole number above zero");
        }

        if (postalCode is not null && postalCode.Any(letter => !char.IsAsciiDigit(letter) && letter != '-'))
        {
            return Wrong("CHK0040", "The postal code has characters that are not allowed");
        }

        var found = asked.Index().Where(item => item.Item.Text("id") != VtexSkus.Missing).ToList();
        var lines = found.Select(item => Line.Of(item.Item, item.Index, deliver: !string.IsNullOrEmpty(postalCode))).ToList();
        return Answer.Ok(new
        {
            items = lines.Select(line => line.Item()),
            logisticsInfo = lines.Select((line, index) => line.Logistics(index)),
            messages = asked.Where(item => item.Text("id") == VtexSkus.Missing)
                .Select(item => new { code = "ORD027", text = $"Item {item.Text("id")} not found", status = "warning" }),
            totals = new[] { new { id = "Items", name = "Total dos Itens", value = lines.Sum(line => line.Total) } },
            postalCode,
            country = body.Text("country"),
        });
    }

    private static Answer Wrong(string code, string message) =>
        new(StatusCodes.Status400BadRequest, new { error = new { code, message } }, Answer.CamelCase);

    private sealed record Line(string Id, int RequestIndex, long Quantity, string Seller, long Price, string Availability, bool Deliver)
    {
        public long Total => Price * Quantity;

        public static Line Of(JsonElement item, int index, bool deliver)
        {
            var id = item.Text("id")!;
            var quantity = item.Field("quantity").Whole()!.Value;
            var availability = id == VtexSkus.NoStock || quantity > Stock ? "withoutStock"
                : id == VtexSkus.NoDelivery ? "cannotBeDelivered"
                : "available";
            var price = VtexSkus.Catalog.GetValueOrDefault(id, VtexSkus.DefaultPrice);
            return new Line(id, index, quantity, item.Text("seller") ?? "1", price, availability, deliver && availability == "available");
        }

        public object Item() => new
        {
            id = Id,
            requestIndex = RequestIndex,
            quantity = Quantity,
            seller = Seller,
            price = Price,
            listPrice = Price,
            sellingPrice = Price,
            priceDefinition = new
            {
                calculatedSellingPrice = Price,
                total = Total,
                sellingPrices = new[] { new { value = Price, quantity = Quantity } },
            },
            availability = Availability,
        };

        public object Logistics(int index) => new
        {
            itemIndex = index,
            quantity = Quantity,
            stockBalance = Availability == "withoutStock" ? 0 : Stock,
            shipsTo = new[] { "BRA" },
            slas = Deliver ? VtexSlas.All : [],
            deliveryChannels = VtexSlas.All.Select(sla => sla.DeliveryChannel).Distinct()
                .Select(id => new { id, stockBalance = Availability == "withoutStock" ? 0 : Stock }),
        };
    }
}
