using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// Reads what OmniChat answers. Its pages document no body of an answer (developers.omni.chat, Orders API v2): none, or a JSON object that reports
/// no error, is its word. Anything else is somebody else's, such as a page of a proxy.
/// </summary>
internal static class OmniChatAnswers
{
    /// <summary>What the body of a successful HTTP status says: delivered, or an error that it reports.</summary>
    public static DeliveryResult Result(ReadOnlyMemory<byte> body, ErrorText text)
    {
        if (body.IsEmpty)
        {
            return new Delivered();
        }

        if (Json.Parse(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            return new DeliveryUnknown("NO_CONTRACT", "OmniChat answered a success with something that is no JSON object.") { OffContract = true };
        }

        return ReportsError(root)
            ? new DeliveryUnknown("NO_CONTRACT", text.Sentence(body) ?? "OmniChat answered a success that reports an error.") { OffContract = true }
            : new Delivered();
    }

    private static bool ReportsError(JsonElement root) =>
        root.Flag("success") == false
        || root.List("errors").Any()
        || root.Child("error") is { ValueKind: JsonValueKind.True or JsonValueKind.Object }
        || root.Text("error") is not null;
}
