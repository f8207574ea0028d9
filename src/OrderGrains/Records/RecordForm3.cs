using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// The form of a record that is written. Its parts stand one after another behind their lengths, so that a turn reads and writes only what it
/// changes, however long the order's story is: the form and the length of the key's id (a byte each; none of the latter: the body is clear), the lengths of
/// head, state, content, seen and timeline and the number of repeats (four bytes each, the lowest first), then the parts. Head, state and content are
/// JSON; <see cref="SeenMessages"/> and <see cref="Timeline"/> are binary: a line takes less than half of what its JSON would.
/// </summary>
internal static class RecordForm3
{
    /// <summary>First byte of a record of this form; no JSON begins with it.</summary>
    public const byte Form = 3;

    private const int Parts = 5;
    private const int Numbers = 2; // Where they start.
    private const int Prefix = Numbers + ((Parts + 1) * sizeof(int));

    /// <summary>The record's bytes, however many.</summary>
    public static byte[] Write(OrderRecord record)
    {
        var content = record.State.StoredContent is { } stored ? stored.Json : default; // Before the buffer, which it perhaps uses too.
        var buffer = RecordCodec.Buffer();
        Span<byte> prefix = stackalloc byte[Prefix];
        (prefix[0], prefix[1]) = (Form, 0);
        buffer.Write(prefix); // Only its place: the numbers are known when the parts are.
        Span<int> numbers =
        [
            RecordCodec.Append(buffer, RecordHead.Of(record), RecordJson.Default.RecordHead),
            RecordCodec.Append(buffer, record.State with { StoredContent = null }, RecordJson.Default.OrderState),
            content.Length,
            record.Seen.Stored.Length,
            record.Timeline.Stored.Length,
            record.Repeats,
        ];
        buffer.Write(content);
        buffer.Write(record.Seen.Stored);
        buffer.Write(record.Timeline.Stored);
        var written = buffer.WrittenSpan.ToArray();
        for (var number = 0; number < numbers.Length; number++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(written.AsSpan(Numbers + (number * sizeof(int))), numbers[number]);
        }

        return written;
    }

    /// <summary>Reads a record of this form.</summary>
    /// <param name="bytes">Kept as long as the record.</param>
    /// <param name="expected">The order that it should be of; null where nobody knows.</param>
    /// <exception cref="JsonException">It is cut off, damaged, or encrypted.</exception>
    public static OrderRecord Read(ReadOnlyMemory<byte> bytes, OrderId? expected)
    {
        if (bytes.Length < Prefix)
        {
            throw new JsonException("The record is cut off.");
        }

        if (bytes.Span[1] != 0)
        {
            throw new JsonException("The record is encrypted.");
        }

        var at = Prefix;
        Span<Range> parts = stackalloc Range[Parts];
        for (var part = 0; part < Parts; part++)
        {
            var length = Number(bytes.Span, part);
            if (length < 0 || length > bytes.Length - at)
            {
                throw new JsonException("The record is cut off or damaged.");
            }

            parts[part] = at..(at += length);
        }

        var repeats = Number(bytes.Span, Parts);
        if (at != bytes.Length || repeats < 0)
        {
            throw new JsonException("The record is damaged.");
        }

        var content = bytes[parts[2]];
        var state = JsonSerializer.Deserialize(bytes.Span[parts[1]], RecordCodec.Json.OrderState) ?? throw new JsonException("A record has a state.");
        return OfHead(bytes.Span[parts[0]], expected) with
        {
            State = content.IsEmpty ? state : state with { StoredContent = Encoded.Stored<OrderContent>(content) },
            Seen = new(bytes[parts[3]]),
            Timeline = new(bytes[parts[4]]),
            Repeats = repeats,
        };
    }

    private static int Number(ReadOnlySpan<byte> bytes, int number) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes[(Numbers + (number * sizeof(int)))..]);

    /// <summary>
    /// What a record takes from its head, the rest of which says again what is in its body. Read by hand: the serializer takes as long for
    /// these four as for the whole state.
    /// </summary>
    private static OrderRecord OfHead(ReadOnlySpan<byte> json, OrderId? expected)
    {
        var reader = new Utf8JsonReader(json);
        var (id, version, changedAt, hash) = ((OrderId?)null, 0, default(DateTimeOffset), (string?)null);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.ValueSpan)
            {
                case var name when name.SequenceEqual("id"u8):
                    reader.Read();
                    id = expected is not null && reader.ValueTextEquals(expected.ToString()) ? expected : OrderId.Parse(reader.GetString() ?? "");
                    break;
                case var name when name.SequenceEqual("version"u8):
                    reader.Read();
                    version = reader.GetInt32();
                    break;
                case var name when name.SequenceEqual("changedAt"u8):
                    reader.Read();
                    changedAt = reader.GetDateTimeOffset();
                    break;
                case var name when name.SequenceEqual("customerHash"u8):
                    reader.Read();
                    hash = reader.GetString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new() { Id = id ?? throw new JsonException("A record's head names its order."), Version = version, ChangedAt = changedAt, CustomerHash = hash };
    }
}
