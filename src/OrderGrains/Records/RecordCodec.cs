using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OrderGrains;

/// <summary>
/// The one codec of records. A record has a form, the id of a key, a head and a body: the head is clear and holds nothing personal,
/// the body may be encrypted under the key. A form is never changed once written: a new one is added beside it, and
/// every earlier form is read for ever (golden files).
/// </summary>
public static class RecordCodec
{
    /// <summary>JSON as stored: UTF-8 as it is, since nothing of it goes into HTML.</summary>
    public static readonly RecordJson Json =
        new(new JsonSerializerOptions(RecordJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private const int MaxKeptBuffer = 2 * Limits.MaxRecordBytes;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>The record's bytes, of the newest form.</summary>
    /// <exception cref="InvalidOperationException">The record is larger than <see cref="Limits.MaxRecordBytes"/>.</exception>
    public static byte[] Write(OrderRecord record)
    {
        var bytes = RecordForm3.Write(record);
        return bytes.Length <= Limits.MaxRecordBytes
            ? bytes
            : throw new InvalidOperationException($"The record of {record.Id} would take {bytes.Length} bytes.");
    }

    /// <summary>The record as JSON, which any tool reads, and which <see cref="Read"/> reads too.</summary>
    public static byte[] WriteJson(OrderRecord record) => RecordForm2.Write(record);

    /// <summary>Reads a record of any form ever written.</summary>
    /// <param name="bytes">Kept as long as the record: parts of it are read when they are asked for. They must not change.</param>
    /// <param name="expected">The order that it should be of, whose id then need not be made anew; null where nobody knows.</param>
    /// <exception cref="JsonException">The bytes are no record, or of a form that this version does not know.</exception>
    public static OrderRecord Read(ReadOnlyMemory<byte> bytes, OrderId? expected = null)
    {
        try
        {
            return bytes.Span is [RecordForm3.Form, ..] ? RecordForm3.Read(bytes, expected) : ReadParsed(bytes);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException("This is no record.", exception);
        }
    }

    private static OrderRecord ReadParsed(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var record = document.RootElement;
        return record.TryGetProperty("keyId", out var key) && key.ValueKind != JsonValueKind.Null ? throw new JsonException("The record is encrypted.")
            : record.GetProperty("form").GetInt32() switch
            {
                1 => RecordForm1.Read(record),
                2 => RecordForm2.Read(record),
                var form => throw new JsonException($"A record of form {form} was written by a newer version."),
            };
    }

    /// <summary>A record of its parts.</summary>
    /// <exception cref="JsonException">A part is missing.</exception>
    internal static OrderRecord Made(RecordHead? head, OrderState? state, SeenMessages seen, Timeline timeline, int repeats) =>
        head is null || state is null
            ? throw new JsonException("A record has a head and a state.")
            : new()
            {
                Id = OrderId.Parse(head.Id),
                Version = head.Version,
                ChangedAt = head.ChangedAt,
                CustomerHash = head.CustomerHash,
                State = state,
                Seen = seen,
                Timeline = timeline,
                Repeats = repeats,
            };

    /// <summary>The timeline of a body in JSON.</summary>
    /// <exception cref="JsonException">A line is none.</exception>
    internal static Timeline TimelineOf(JsonElement body)
    {
        var lines = body.GetProperty("timeline").Deserialize(Json.TimelineLineArray);
        return lines?.Any(line => line is not { Operation: not null, Message: not null }) is false
            ? Timeline.Of(lines)
            : throw new JsonException("A timeline is a list of lines.");
    }

    /// <summary>
    /// JSON of a stored type, by the writer that the compiler generated for it, which takes no options at run time: the escaping is that
    /// of the JSON writer under it, so the bytes are those of <see cref="Json"/>.
    /// </summary>
    internal static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = Buffer();
        Append(buffer, value, type);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same, after what a buffer holds; how many bytes.</summary>
    internal static int Append<T>(ArrayBufferWriter<byte> buffer, T value, JsonTypeInfo<T> type)
    {
        var before = buffer.WrittenCount;
        var writer = t_writer ??= new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        writer.Reset(buffer);
        type.SerializeHandler!(writer, value);
        writer.Flush();
        return buffer.WrittenCount - before;
    }

    /// <summary>This thread's buffer, emptied.</summary>
    internal static ArrayBufferWriter<byte> Buffer()
    {
        if (t_buffer is null or { Capacity: > MaxKeptBuffer })
        {
            t_buffer = new(16 * 1024);
        }

        t_buffer.ResetWrittenCount();
        return t_buffer;
    }
}

/// <summary>JSON of everything that is stored: camelCase, enums by name, defaults left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RecordHead))]
[JsonSerializable(typeof(OrderState))]
[JsonSerializable(typeof(OrderContent))]
[JsonSerializable(typeof(TimelineLine))]
[JsonSerializable(typeof(TimelineLine[]))]
[JsonSerializable(typeof(Command))]
public sealed partial class RecordJson : JsonSerializerContext;
