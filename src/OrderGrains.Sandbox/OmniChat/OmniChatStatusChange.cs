using System.Globalization;
using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.OmniChat;

/// <summary>The notification of a status change (developers.omni.chat, how to implement the StatusChange API). Of the order the stand-in
/// knows the id and the status only.</summary>
internal sealed record OmniChatStatusChange(OmniChatNotifiedOrder Order, OmniChatNotifiedChange StatusChange)
{
    public static OmniChatStatusChange Of(string orderId, JsonElement body, DateTimeOffset at)
    {
        var status = body.Text("status")!;
        var updatedAt = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return new OmniChatStatusChange(
            new OmniChatNotifiedOrder(orderId, status),
            new OmniChatNotifiedChange(status, body.Text("responsible")!, body.Text("message")!, updatedAt));
    }
}

internal sealed record OmniChatNotifiedOrder(string ObjectId, string Status);

internal sealed record OmniChatNotifiedChange(string Status, string Responsible, string Message, string UpdatedAt);
