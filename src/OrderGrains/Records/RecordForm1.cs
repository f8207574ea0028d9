using System.Text.Json;

namespace OrderGrains;

/// <summary>The first form of a record, which is read only: <c>{form, keyId, head, body: {state, seen, timeline, repeats}}</c>.</summary>
internal static class RecordForm1
{
    /// <summary>The record.</summary>
    /// <exception cref="KeyNotFoundException">It is not of this form.</exception>
    /// <exception cref="InvalidOperationException">Likewise.</exception>
    public static OrderRecord Read(JsonElement record)
    {
        var body = record.GetProperty("body");
        var seen = body.GetProperty("seen").EnumerateArray().Select(message => new SeenMessage(
            message.GetProperty("id").GetString() ?? "", message.TryGetProperty("epoch", out var epoch) ? epoch.GetInt32() : 0));
        return RecordCodec.Made(
            record.GetProperty("head").Deserialize(RecordCodec.Json.RecordHead),
            body.GetProperty("state").Deserialize(RecordCodec.Json.OrderState),
            SeenMessages.Of(seen),
            RecordCodec.TimelineOf(body),
            body.TryGetProperty("repeats", out var repeats) ? repeats.GetInt32() : 0);
    }
}
