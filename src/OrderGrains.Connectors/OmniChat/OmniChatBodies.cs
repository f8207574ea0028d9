using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Connectors;

// What is sent to OmniChat (developers.omni.chat: how-to-change-an-omnichat-order-status, how-to-use-your-own-checkout).
internal sealed record ChatStatusChange(string Responsible, string Status, string Message, string? OrderGwId);

internal sealed record ChatProvision(string Responsible, int Code, string Message, string? CheckoutUrl);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChatStatusChange))]
[JsonSerializable(typeof(ChatProvision))]
internal sealed partial class OmniChatJson : JsonSerializerContext
{
    /// <summary>Camel case, absent fields left out, letters with accents as they are.</summary>
    public static readonly OmniChatJson Wire = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
