using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OrderGrains;

/// <summary>
/// The one codec of records. The envelope is <c>{form, keyId, head, body}</c>: <c>head</c> is clear and holds nothing personal,
/// <c>body</c> may be encrypted under <c>keyId</c>. A form is never changed once written: a new one is added beside it, and
/// every earlier form is read for ever (golden files).
/// </summary>
public static class RecordCodec
{
    /// <summary>The form written today.</summary>
    public const int Form = 1;

    /// <summary>JSON as stored: UTF-8 as it is, since nothing of it goes into HTML.</summary>
    public static readonly RecordJson Json =
        new(new JsonSerializerOptions(RecordJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private const int MaxKeptBuffer = 2 * Limits.MaxRecordBytes;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>The record's bytes, UTF-8 JSON.</summary>
    /// <exception cref="InvalidOperationException">The record is larger than <see cref="Limits.MaxRecordBytes"/>.</exception>
    public static byte[] Write(OrderRecord record)
    {
        var bytes = ToBytes(new RecordEnvelope(Form, null, RecordHead.Of(record), RecordBody.Of(record)), RecordJson.Default.RecordEnvelope);
        return bytes.Length <= Limits.MaxRecordBytes
            ? bytes
            : throw new InvalidOperationException($"The record of {record.Id} would take {bytes.Length} bytes.");
    }

    /// <summary>
    /// JSON of a stored type, by the writer that the compiler generated for it, which takes no options at run time: the escaping is that
    /// of the JSON writer under it, so the bytes are those of <see cref="Json"/>.
    /// </summary>
    internal static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type)
    {
        if (t_buffer is null or { Capacity: > MaxKeptBuffer })
        {
            t_buffer = new(16 * 1024);
        }

        var buffer = t_buffer;
        var writer = t_writer ??= new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        type.SerializeHandler!(writer, value);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a record of any form ever written.</summary>
    /// <param name="bytes">Kept as long as the record: parts of it are read when they are asked for. They must not change.</param>
    /// <exception cref="JsonException">The bytes are no record, or of a form that this version does not know.</exception>
    public static OrderRecord Read(ReadOnlyMemory<byte> bytes)
    {
        var envelope = Envelope(bytes) ?? throw new JsonException("A record is a JSON object.");
        return envelope.Form == Form && envelope.KeyId is null
            ? envelope.Body.ToRecord(envelope.Head)
            : throw new JsonException($"A record of form {envelope.Form} was written by a newer version.");
    }

    private static RecordEnvelope? Envelope(ReadOnlyMemory<byte> bytes)
    {
        EncodedConverterFactory.t_source = bytes;
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, Json.RecordEnvelope);
        }
        finally
        {
            EncodedConverterFactory.t_source = default;
        }
    }
}

/// <summary>The stored form of a record.</summary>
public sealed record RecordEnvelope(int Form, string? KeyId, RecordHead Head, RecordBody Body);

/// <summary>What can be read of a record without its body; the source of every index column.</summary>
public sealed record RecordHead
{
    /// <summary>The order, in text form.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the writes.</summary>
    public int Version { get; init; }

    /// <summary>What the order shows.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Reason code of the most pressing attention.</summary>
    public string? Attention { get; init; }

    /// <summary>Time of the last change.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the order next has something to do.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Whether a request is parked.</summary>
    public bool Parked { get; init; }

    /// <summary>VTEX's order id.</summary>
    public string? VtexOrderId { get; init; }

    /// <summary>Keyed hash of the customer's document.</summary>
    public string? CustomerHash { get; init; }

    /// <summary>The head of a record.</summary>
    public static RecordHead Of(OrderRecord record) => new()
    {
        Id = record.Id.ToString(),
        Version = record.Version,
        Status = record.State.Status,
        Attention = record.State.Attention is [var first, ..] ? first.Reason : null,
        ChangedAt = record.ChangedAt,
        NextDue = record.NextDue(),
        Parked = record.State.Requests.Any(request => request.State == RequestState.Parked),
        VtexOrderId = record.State.Vtex.OrderId,
        CustomerHash = record.CustomerHash,
    };
}

/// <summary>What a record holds beside its head.</summary>
public sealed record RecordBody
{
    /// <summary>What the order knows, its requests included.</summary>
    public required OrderState State { get; init; }

    /// <summary>Messages taken.</summary>
    public required ImmutableArray<SeenMessage> Seen { get; init; }

    /// <summary>The last timeline lines.</summary>
    public required ImmutableArray<Encoded<TimelineLine>> Timeline { get; init; }

    /// <summary>Messages that changed nothing.</summary>
    public int Repeats { get; init; }

    /// <summary>The body of a record.</summary>
    public static RecordBody Of(OrderRecord record) =>
        new() { State = record.State, Seen = record.Seen, Timeline = record.Timeline.Lines, Repeats = record.Repeats };

    /// <summary>The record of a head and this body.</summary>
    public OrderRecord ToRecord(RecordHead head) => new()
    {
        Id = OrderId.Parse(head.Id),
        Version = head.Version,
        ChangedAt = head.ChangedAt,
        CustomerHash = head.CustomerHash,
        State = State,
        Seen = Seen,
        Timeline = new(Timeline),
        Repeats = Repeats,
    };
}

/// <summary>JSON of everything that is stored: camelCase, enums by name, defaults left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(RecordEnvelope))]
[JsonSerializable(typeof(OrderContent))]
[JsonSerializable(typeof(TimelineLine))]
[JsonSerializable(typeof(Command))]
public sealed partial class RecordJson : JsonSerializerContext;
