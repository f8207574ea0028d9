using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// The second form of a record: JSON that says how long its parts are,
/// <c>{form, keyId, bytes: [head, state, content, seen, timeline], lines, repeats, head, body: {state, content, seen, timeline}}</c>, the
/// lengths in bytes. It is stored no more, and is what an export shows.
/// </summary>
internal static class RecordForm2
{
    /// <summary>The record as JSON.</summary>
    public static byte[] Write(OrderRecord record)
    {
        byte[][] parts =
        [
            RecordCodec.ToBytes(RecordHead.Of(record), RecordJson.Default.RecordHead),
            RecordCodec.ToBytes(record.State with { StoredContent = null }, RecordJson.Default.OrderState),
            record.State.StoredContent is { } content ? content.Json.ToArray() : "null"u8.ToArray(),
            Seen(record.Seen),
            RecordCodec.ToBytes([.. record.Timeline], RecordJson.Default.TimelineLineArray),
        ];
        var buffer = RecordCodec.Buffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("form", 2);
            json.WriteNull("keyId");
            json.WriteStartArray("bytes");
            foreach (var part in parts)
            {
                json.WriteNumberValue(part.Length);
            }

            json.WriteEndArray();
            json.WriteNumber("lines", record.Timeline.Count);
            json.WriteNumber("repeats", record.Repeats);
            Write(json, "head", parts[0]);
            json.WriteStartObject("body");
            Write(json, "state", parts[1]);
            Write(json, "content", parts[2]);
            Write(json, "seen", parts[3]);
            Write(json, "timeline", parts[4]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a record, whatever lengths it gives.</summary>
    /// <exception cref="KeyNotFoundException">It is not of this form.</exception>
    /// <exception cref="InvalidOperationException">Likewise.</exception>
    public static OrderRecord Read(JsonElement record)
    {
        var body = record.GetProperty("body");
        var content = body.GetProperty("content").Deserialize(RecordCodec.Json.OrderContent);
        var state = body.GetProperty("state").Deserialize(RecordCodec.Json.OrderState);
        return RecordCodec.Made(
            record.GetProperty("head").Deserialize(RecordCodec.Json.RecordHead),
            content is null || state is null ? state : state with { Content = content },
            SeenMessages.Of(body.GetProperty("seen").EnumerateArray().Chunk(2).Select(pair => new SeenMessage(pair[0].GetString() ?? "", pair[^1].GetInt32()))),
            RecordCodec.TimelineOf(body),
            record.GetProperty("repeats").GetInt32());
    }

    private static byte[] Seen(SeenMessages seen)
    {
        var buffer = RecordCodec.Buffer();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var (id, epoch) in seen)
            {
                json.WriteStringValue(id);
                json.WriteNumberValue(epoch);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, byte[] part)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(part, skipInputValidation: true);
    }
}
