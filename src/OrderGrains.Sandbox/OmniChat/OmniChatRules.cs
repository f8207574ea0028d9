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

    public static string? WrongCheckoutData(JsonElement body) => Missing(body, "responsible");

    private static string? Missing(JsonElement body, params string[] names) =>
        body.ValueKind != JsonValueKind.Object ? "body: must be a JSON object"
        : names.Where(name => string.IsNullOrWhiteSpace(body.Text(name))).Select(name => $"{name}: required").FirstOrDefault();
}
