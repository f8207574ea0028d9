using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrderGrains.Engine;

/// <summary>Everything that is kept of one order, personal data and all: the record, and the log with what crossed the wire.</summary>
public static class OrderExport
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The order as one line of JSON, <c>{"record":…,"log":[…]}</c>.</summary>
    /// <param name="record">The record as it is stored.</param>
    /// <param name="log">The log, the oldest entry first.</param>
    /// <exception cref="JsonException">What is stored is damaged.</exception>
    public static string Of(ReadOnlyMemory<byte> record, IEnumerable<LogEntry> log)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WritePropertyName("record");
            json.WriteRawValue(RecordExport.Write(RecordCodec.Read(record)));
            json.WriteStartArray("log");
            foreach (var entry in log)
            {
                Write(json, entry);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At);
        if (entry.PayloadKind is null)
        {
            json.WritePropertyName("line");
            json.WriteRawValue(entry.Body.Span);
        }
        else
        {
            json.WriteString("kind", entry.PayloadKind);
            json.WriteString("body", Encoding.UTF8.GetString(entry.Body.Span));
        }

        json.WriteEndObject();
    }
}
