using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// The form of a record. Its parts stand one after another behind their lengths, so that a turn reads and writes only what it
/// changes, however long the order's story is: the form, the least reader and the length of the key's id (a byte each), the key's id (none: the body is
/// clear), the lengths of head, state, content, seen and timeline and the number of repeats (four bytes each, the lowest first), then the parts. Head, state
/// and content are JSON; <see cref="SeenMessages"/> and <see cref="Timeline"/> are binary: a story line takes less than half of what its JSON would.
/// </summary>
internal static class RecordForm
{
    private const byte Form = 1;
    private const byte MaxForm = 31; // No text begins with any of them.
    private const int Parts = 5;
    private const int ReaderAt = 1;
    private const int KeyLengthAt = 2;
    private const int KeyAt = 3;
    private const int NumbersSize = (Parts + 1) * sizeof(int);

    /// <summary>The record's bytes, however many; its body is clear.</summary>
    public static byte[] Write(OrderRecord record)
    {
        var content = record.State.StoredContent is { } stored ? stored.Json : default; // Before the buffer, which it perhaps uses too.
        var buffer = RecordCodec.Buffer();
        buffer.Write<byte>([Form, RecordCodec.LeastReader, 0]);
        buffer.GetSpan(NumbersSize);
        buffer.Advance(NumbersSize); // Only their place: the numbers are known when the parts are.
        Span<int> numbers =
        [
            RecordCodec.Append(buffer, RecordHead.Of(record), RecordJson.Default.RecordHead),
            RecordCodec.Append(buffer, record.State, RecordJson.Default.OrderState),
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
            BinaryPrimitives.WriteInt32LittleEndian(written.AsSpan(KeyAt + (number * sizeof(int))), numbers[number]);
        }

        return written;
    }

    /// <summary>Reads a record of this form.</summary>
    /// <param name="bytes">Kept as long as the record.</param>
    /// <param name="expected">The order that it should be of; null where nobody knows.</param>
    /// <exception cref="RecordTooNewException">It wants a later reader.</exception>
    /// <exception cref="JsonException">It is of no form that is known, cut off, damaged, or encrypted.</exception>
    public static OrderRecord Read(ReadOnlyMemory<byte> bytes, OrderId? expected)
    {
        var at = NumbersOf(bytes.Span);
        var numbers = bytes.Span[at..];
        at += NumbersSize;
        Span<Range> parts = stackalloc Range[Parts];
        for (var part = 0; part < Parts; part++)
        {
            var length = Number(numbers, part);
            if (length < 0 || length > bytes.Length - at)
            {
                throw new JsonException("The record is cut off or damaged.");
            }

            parts[part] = at..(at += length);
        }

        var repeats = Number(numbers, Parts);
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

    /// <summary>The id of a record's key; null where its body is clear.</summary>
    /// <exception cref="RecordTooNewException">It wants a later reader.</exception>
    /// <exception cref="JsonException">It is of no form that is known, or cut off.</exception>
    public static string? KeyOf(ReadOnlySpan<byte> bytes)
    {
        Demand(bytes);
        return bytes[KeyLengthAt] == 0 ? null : Encoding.ASCII.GetString(bytes.Slice(KeyAt, bytes[KeyLengthAt]));
    }

    /// <summary>Where the body of a record starts, clear or not: what stands behind its head.</summary>
    /// <exception cref="JsonException">It is cut off or damaged.</exception>
    public static int BodyAt(ReadOnlySpan<byte> bytes)
    {
        Demand(bytes);
        var numbers = KeyAt + bytes[KeyLengthAt];
        var head = Number(bytes[numbers..], 0);
        return head >= 0 && head <= bytes.Length - numbers - NumbersSize
            ? numbers + NumbersSize + head
            : throw new JsonException("The record is cut off or damaged.");
    }

    /// <summary>Appends all of a record that stands before its body, with another key's id.</summary>
    public static void WriteHead(ReadOnlySpan<byte> bytes, string? key, IBufferWriter<byte> to)
    {
        var body = BodyAt(bytes);
        to.Write([bytes[0], bytes[ReaderAt], (byte)(key?.Length ?? 0)]);
        Encoding.ASCII.GetBytes(key ?? "", to);
        to.Write(bytes[(KeyAt + bytes[KeyLengthAt])..body]);
    }

    /// <summary>The customer hash that a record's head shows, clear or not.</summary>
    public static string? CustomerHashOf(ReadOnlySpan<byte> bytes)
    {
        var numbers = KeyAt + KeyLengthOf(bytes);
        return OfHead(bytes[(numbers + NumbersSize)..BodyAt(bytes)], null).CustomerHash;
    }

    /// <summary>Where the numbers of a record start that this program may read, whose body is clear.</summary>
    private static int NumbersOf(ReadOnlySpan<byte> bytes)
    {
        Demand(bytes);
        return bytes[KeyLengthAt] == 0 ? KeyAt : throw new JsonException("The record is encrypted.");
    }

    private static int KeyLengthOf(ReadOnlySpan<byte> bytes)
    {
        Demand(bytes);
        return bytes[KeyLengthAt];
    }

    private static void Demand(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < KeyAt)
        {
            throw new JsonException("The record is cut off.");
        }

        if (bytes[0] is > 0 and <= MaxForm && bytes[ReaderAt] > RecordCodec.Reader)
        {
            throw new RecordTooNewException(bytes[ReaderAt]);
        }

        if (bytes[0] != Form || bytes[ReaderAt] == 0)
        {
            throw new JsonException($"A record of form {bytes[0]} for reader {bytes[ReaderAt]} is not known.");
        }

        if (bytes.Length < KeyAt + bytes[KeyLengthAt] + NumbersSize)
        {
            throw new JsonException("The record is cut off.");
        }
    }

    private static int Number(ReadOnlySpan<byte> bytes, int number) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes[(number * sizeof(int))..]);

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
