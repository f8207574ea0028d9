using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OrderGrains;

/// <summary>
/// The one codec of records. A record has a form, the least reader, the id of a key, a head and a body: the head is clear and holds nothing personal,
/// the body may be encrypted under the key. Once released a form is never changed: a new one is read one version before it is written
/// (golden file).
/// </summary>
public static class RecordCodec
{
    /// <summary>Which records this program reads: those whose least reader is not above it. 1 to 255; it counts up with every form that is read anew.</summary>
    public const byte Reader = 1;

    /// <summary>The least reader of what this program writes. It follows <see cref="Reader"/> a release later, so that silos of both releases read each other's records.</summary>
    internal const byte LeastReader = 1;

    /// <summary>JSON as stored: UTF-8 as it is, since nothing of it goes into HTML.</summary>
    public static readonly RecordJson Json =
        new(new JsonSerializerOptions(RecordJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private const int MaxKeptBuffer = 2 * Limits.MaxRecordBytes;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>The record's bytes.</summary>
    /// <exception cref="InvalidOperationException">The record is larger than <see cref="Limits.MaxRecordBytes"/>.</exception>
    public static byte[] Write(OrderRecord record)
    {
        var bytes = RecordForm.Write(record);
        return bytes.Length <= Limits.MaxRecordBytes
            ? bytes
            : throw new InvalidOperationException($"The record of {record.Id} would take {bytes.Length} bytes.");
    }

    /// <summary>Reads a record.</summary>
    /// <param name="bytes">Kept as long as the record: parts of it are read when they are asked for. They must not change.</param>
    /// <param name="expected">The order that it should be of, whose id then need not be made anew; null where nobody knows.</param>
    /// <exception cref="RecordTooNewException">A newer version wrote it, for programs that this one is not.</exception>
    /// <exception cref="JsonException">The bytes are no record, damaged, or encrypted.</exception>
    public static OrderRecord Read(ReadOnlyMemory<byte> bytes, OrderId? expected = null)
    {
        try
        {
            return RecordForm.Read(bytes, expected);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException("This is no record.", exception);
        }
    }

    /// <summary>The id of the key under which a record's body is encrypted; null where it is clear.</summary>
    /// <exception cref="RecordTooNewException">A newer version wrote it, for programs that this one is not.</exception>
    /// <exception cref="JsonException">The bytes are no record.</exception>
    public static string? KeyOf(ReadOnlySpan<byte> record) => RecordForm.KeyOf(record);

    /// <summary>Where a record's body starts, clear or encrypted.</summary>
    /// <exception cref="JsonException">The bytes are no record, or damaged.</exception>
    public static int BodyAt(ReadOnlySpan<byte> record) => RecordForm.BodyAt(record);

    /// <summary>Appends all of a record that stands before its body, with the id of another key; null says that the body is clear.</summary>
    /// <exception cref="JsonException">The bytes are no record, or damaged.</exception>
    public static void WriteHead(ReadOnlySpan<byte> record, string? key, IBufferWriter<byte> to) => RecordForm.WriteHead(record, key, to);

    /// <summary>The customer hash that a record's head shows, also where its body is encrypted; null where there is none.</summary>
    /// <exception cref="JsonException">The bytes are no record, or damaged.</exception>
    public static string? CustomerHashOf(ReadOnlySpan<byte> record) => RecordForm.CustomerHashOf(record);

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
[JsonSerializable(typeof(TurnEntry))]
public sealed partial class RecordJson : JsonSerializerContext;
