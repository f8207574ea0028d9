using System.Text.Json;
using System.Text.RegularExpressions;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>What VTEX requires of <c>shippingData</c>: developers.vtex.com, New Order Integration, with its scenarios 5 to 10.</summary>
internal static partial class VtexShippingRules
{
    /// <summary>The first thing wrong, as <c>field: reason</c>; null for nothing.</summary>
    public static string? Wrong(JsonElement body, int itemCount)
    {
        var shipping = body.Field("shippingData");
        var lines = shipping.Field("logisticsInfo").Elements();
        if (lines.Count != itemCount)
        {
            return "shippingData.logisticsInfo: must have one entry per item, in the items' order";
        }

        var pickup = lines.Any(line => line.Text("selectedDeliveryChannel") == "pickup-in-point");
        var fob = shipping.Field("isFob").IsTrue();
        return lines.Index()
                .Select(line => WrongLine(line.Item, $"shippingData.logisticsInfo[{line.Index}]", fob)).FirstOrDefault(wrong => wrong is not null)
            ?? (fob && pickup ? "shippingData.isFob: cannot be true with pickup-in-point" : null)
            ?? (shipping.Field("isMarketplaceFulfillment").IsTrue() && !lines.All(NamesWarehouse)
                ? "shippingData.logisticsInfo[].deliveryIds: must name the warehouse of the marketplace's stock" : null)
            ?? (pickup && body.Field("allowFranchises").IsTrue() && string.IsNullOrWhiteSpace(body.Text("pickupAccountName"))
                ? "pickupAccountName: required with a franchise's pickup point" : null)
            ?? WrongAddress(shipping.Field("selectedAddresses").Elements(), pickup);
    }

    private static string? WrongLine(JsonElement line, string path, bool fob)
    {
        var sla = !string.IsNullOrEmpty(line.Text("selectedSla"));
        return VtexPlacementRules.Cents(line, "price", $"{path}.price", required: true)
            ?? line.Text("selectedDeliveryChannel") switch
            {
                "delivery" => sla && fob ? $"{path}.selectedSla: must be empty where the marketplace delivers" : null,
                "pickup-in-point" => sla ? $"{path}.selectedSla: must be empty with pickup-in-point" : null,
                _ => $"{path}.selectedDeliveryChannel: must be delivery or pickup-in-point",
            }
            ?? (line.Text("lockTTL") is { } ttl && !Days().IsMatch(ttl) ? $"{path}.lockTTL: must be like 8d or 8bd" : null)
            ?? (line.Text("shippingEstimate") is { } estimate && !Estimate().IsMatch(estimate)
                ? $"{path}.shippingEstimate: must be like 3bd, 3d, 3h or 30m" : null);
    }

    private static string? WrongAddress(IReadOnlyList<JsonElement> addresses, bool pickup)
    {
        const string path = "shippingData.selectedAddresses[0]";
        if (addresses is not [var address])
        {
            return "shippingData.selectedAddresses: exactly one";
        }

        var type = address.Text("addressType");
        return type is not ("residential" or "commercial" or "pickup") ? $"{path}.addressType: must be residential, commercial or pickup"
            : pickup != (type == "pickup") ? $"{path}.addressType: pickup goes with pickup-in-point"
            : pickup && string.IsNullOrWhiteSpace(address.Text("addressId")) ? $"{path}.addressId: must be the pickup point's id"
            : pickup && address.Field("geoCoordinates").Field("latitude").Decimal() is null ? $"{path}.geoCoordinates: required with pickup-in-point"
            : string.IsNullOrWhiteSpace(address.Text("receiverName")) ? $"{path}.receiverName: required"
            : string.IsNullOrWhiteSpace(address.Text("postalCode")) ? $"{path}.postalCode: required"
            : address.Text("country") is null or "" ? $"{path}.country: is required"
            : null;
    }

    private static bool NamesWarehouse(JsonElement line) =>
        line.Field("deliveryIds").Elements().Any(id => !string.IsNullOrWhiteSpace(id.Text("warehouseId")));

    [GeneratedRegex("^[0-9]+b?d$")]
    private static partial Regex Days();

    [GeneratedRegex("^[0-9]+(b?d|h|m)$")]
    private static partial Regex Estimate();
}
