using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// A record as an export shows it, JSON that any tool reads: <c>{head, body: {state, content, seen, timeline, repeats}}</c>. The hub does not read it.
/// Personal data is in it.
/// </summary>
public static class RecordExport
{
    /// <summary>The record as JSON.</summary>
    public static byte[] Write(OrderRecord record)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = RecordCodec.Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WritePropertyName("head");
            JsonSerializer.Serialize(json, RecordHead.Of(record), RecordCodec.Json.RecordHead);
            json.WriteStartObject("body");
            json.WritePropertyName("state");
            JsonSerializer.Serialize(json, record.State, RecordCodec.Json.OrderState);
            json.WritePropertyName("content");
            json.WriteRawValue(record.State.StoredContent is { } content ? content.Json : "null"u8, skipInputValidation: true);
            json.WriteStartArray("seen");
            foreach (var (id, epoch) in record.Seen)
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteNumber("epoch", epoch);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WritePropertyName("timeline");
            JsonSerializer.Serialize(json, [.. record.Timeline], RecordCodec.Json.TimelineLineArray);
            json.WriteNumber("repeats", record.Repeats);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
