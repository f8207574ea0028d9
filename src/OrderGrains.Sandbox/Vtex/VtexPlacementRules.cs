using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>What VTEX requires of an order to place: developers.vtex.com, New Order Integration, with its scenarios.</summary>
internal static class VtexPlacementRules
{
    private const long MostCents = 1_000_000_000_000;
    private const long MostQuantity = 1_000_000;

    private static readonly string[] Profile = ["email", "firstName", "lastName", "phone", "document"];

    /// <summary>The first thing wrong, as <c>field: reason</c>; null for nothing.</summary>
    public static string? Wrong(JsonElement body)
    {
        var items = body.Field("items").Elements();
        return body.ValueKind != JsonValueKind.Object ? "body: must be a JSON object"
            : string.IsNullOrWhiteSpace(body.Text("marketplaceOrderId")) ? "marketplaceOrderId: required"
            : body.Text("marketplaceOrderStatus") is not ("new" or "approved") ? "marketplaceOrderStatus: must be new or approved"
            : VtexConnector.Wrong(body)
            ?? Cents(body, "marketplacePaymentValue", "marketplacePaymentValue", required: true)
            ?? Cents(body, "marketplaceInterestValue", "marketplaceInterestValue", required: false)
            ?? (items.Count == 0 ? "items: at least one" : null)
            ?? items.Index().Select(item => WrongItem(item.Item, $"items[{item.Index}]")).FirstOrDefault(wrong => wrong is not null)
            ?? WrongProfile(body.Field("clientProfileData"))
            ?? VtexShippingRules.Wrong(body, items.Count)
            ?? WrongPayment(body.Field("invoiceData").Field("userPaymentInfo").Field("paymentMethods"))
            ?? body.Field("taxData").Elements().Index()
                .Select(tax => WrongTax(tax.Item, $"taxData[{tax.Index}]")).FirstOrDefault(wrong => wrong is not null);
    }

    /// <summary>What is wrong with an amount, which is a whole number of cents and not negative; null where nothing is.</summary>
    public static string? Cents(JsonElement json, string name, string path, bool required)
    {
        var value = json.Field(name);
        return value.IsMissing() ? required ? $"{path}: required" : null
            : value.Whole() is not { } cents ? $"{path}: must be a whole number of cents"
            : cents < 0 ? $"{path}: must not be negative"
            : cents > MostCents ? $"{path}: is beyond any order"
            : null;
    }

    private static string? WrongItem(JsonElement item, string path) =>
        string.IsNullOrWhiteSpace(item.Text("id")) ? $"{path}.id: required"
        : Cents(item, "price", $"{path}.price", required: true)
        ?? (item.Field("quantity").Whole() is > 0 and <= MostQuantity ? null : $"{path}.quantity: must be a whole number above zero");

    private static string? WrongProfile(JsonElement profile) =>
        Profile.Where(name => string.IsNullOrWhiteSpace(profile.Text(name))).Select(name => $"clientProfileData.{name}: required").FirstOrDefault();

    private static string? WrongPayment(JsonElement methods) =>
        methods.Elements() is { Count: > 0 } all && all.All(method => method.ValueKind == JsonValueKind.String)
            ? null
            : "invoiceData.userPaymentInfo.paymentMethods: at least one, as texts";

    private static string? WrongTax(JsonElement tax, string path) =>
        string.IsNullOrWhiteSpace(tax.Text("skuId")) ? $"{path}.skuId: required" : Cents(tax, "value", $"{path}.value", required: true);
}
