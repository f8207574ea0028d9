using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.OmniChat;

/// <summary>What OmniChat requires of each call (developers.omni.chat: how to change an order status, use your own checkout, sync my
/// order). The first thing wrong as <c>field: reason</c>, null for nothing.</summary>
internal static class OmniChatRules
{
    private static readonly string[] Settable =
        ["ORDER_GATEWAY_PROVISIONED", "PACKAGED", "PARTIALLY_SHIPPED", "SHIPPED", "DELIVERED", "CANCELLED"];

    public static string? WrongStatusChange(JsonElement body) =>
        Missing(body, "responsible", "status", "message")
        ?? (Settable.Contains(body.Text("status")) ? null : $"status: must be one of {string.Join(", ", Settable)}")
        ?? (body.Field("orderGwId") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.String) } ? "orderGwId: must be a text" : null);

    public static string? WrongProvision(JsonElement body) =>
        Missing(body, "responsible", "message")
        ?? (body.Field("code").Whole() is 200 or 400 ? null : "code: must be 200 or 400")
        ?? (body.Field("checkoutUrl").IsMissing() || Uri.TryCreate(body.Text("checkoutUrl"), UriKind.Absolute, out _)
            ? null : "checkoutUrl: must be an absolute URL");

    /// <summary>Each block is optional and whole: of an address only the complement may be left out.</summary>
    public static string? WrongCheckoutData(JsonElement body) =>
        Missing(body, "responsible")
        ?? Block(body, "selectedShippingAddress", WrongAddress)
        ?? Block(body, "selectedFreight", freight => Amount(freight, "freightCost"))
        ?? Block(body, "discount", discount => Amount(discount, "value")
            ?? (discount.Text("mode") is "ABSOLUTE" or "PERCENTAGE" ? null : "mode: must be ABSOLUTE or PERCENTAGE"));

    private static string? WrongAddress(JsonElement address) =>
        Missing(address, "addressLine1", "zip", "number", "recipient", "addressState", "city", "suburb", "country")
        ?? (address.Text("country")!.Length == 3 ? null : "country: must have three letters");

    private static string? Block(JsonElement body, string name, Func<JsonElement, string?> wrong) =>
        body.Field(name).IsMissing() ? null : wrong(body.Field(name)) is { } field ? $"{name}.{field}" : null;

    private static string? Amount(JsonElement block, string name) =>
        block.Field(name).Decimal() is >= 0 ? null : $"{name}: must be an amount in reais";

    private static string? Missing(JsonElement body, params string[] names) =>
        body.ValueKind != JsonValueKind.Object ? "body: must be a JSON object"
        : names.Where(name => string.IsNullOrWhiteSpace(body.Text(name))).Select(name => $"{name}: required").FirstOrDefault();
}
