using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Connectors;

// What is sent to OmniChat (developers.omni.chat: how-to-change-an-omnichat-order-status, how-to-use-your-own-checkout,
// how-to-sync-my-order-with-omnichat).
internal sealed record ChatStatusChange(string Responsible, string Status, string Message, string? OrderGwId);

internal sealed record ChatProvision(string Responsible, int Code, string Message, string? CheckoutUrl);

internal sealed record ChatCheckoutData(
    string Responsible, ChatAddress? SelectedShippingAddress, ChatFreight? SelectedFreight, ChatDiscount? Discount);

internal sealed record ChatAddress(
    string? AddressLine1,
    string? AddressLine2,
    string? Zip,
    string? Number,
    string? Recipient,
    string? AddressState,
    string? City,
    string? Suburb,
    string Country);

internal sealed record ChatFreight(string? DeliveryTime, decimal FreightCost, string? ShippingMethod);

internal sealed record ChatDiscount(decimal Value, string Mode);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChatStatusChange))]
[JsonSerializable(typeof(ChatProvision))]
[JsonSerializable(typeof(ChatCheckoutData))]
internal sealed partial class OmniChatJson : JsonSerializerContext
{
    /// <summary>Camel case, absent fields left out, letters with accents as they are.</summary>
    public static readonly OmniChatJson Wire = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
