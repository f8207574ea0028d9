using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// The form of a record that is written: JSON that says how long its parts are, so that a turn reads and writes only the part that it
/// changes, however long the order's story is:
/// <c>{form, keyId, bytes: [head, state, content, seen, timeline], lines, repeats, head, body: {state, content, seen, timeline}}</c>. The
/// lengths are in bytes. A record of which they are not true any more, since somebody formatted or edited it, is read all the same.
/// </summary>
internal static class RecordForm2
{
    private const int Parts = 5;
    private const int Digits = 10; // Of the longest number.

    private static ReadOnlySpan<byte> Before => """{"form":2,"keyId":null,"bytes":["""u8;

    private static ReadOnlySpan<byte> Lines => "],\"lines\":"u8;

    private static ReadOnlySpan<byte> Repeats => ",\"repeats\":"u8;

    private static int MaxPrefix { get; } = Before.Length + ((Digits + 1) * Parts) + Lines.Length + Digits + Repeats.Length + Digits;

    /// <summary>The record's bytes, however many.</summary>
    public static byte[] Write(OrderRecord record)
    {
        var content = record.State.StoredContent is { } stored ? stored.Json : "null"u8; // Before the buffer, which it perhaps uses too.
        var buffer = RecordCodec.Buffer();
        Span<int> bytes = stackalloc int[Parts];
        buffer.Write(Name(0));
        bytes[0] = RecordCodec.Append(buffer, RecordHead.Of(record), RecordJson.Default.RecordHead);
        buffer.Write(Name(1));
        bytes[1] = RecordCodec.Append(buffer, record.State with { StoredContent = null }, RecordJson.Default.OrderState);
        bytes[2] = Append(buffer, 2, content);
        bytes[3] = Append(buffer, 3, record.Seen.Json.Span);
        bytes[4] = Append(buffer, 4, record.Timeline.Json.Span);
        buffer.Write("}}"u8);
        Span<byte> longest = stackalloc byte[MaxPrefix];
        var prefix = longest[..Prefix(longest, bytes, record.Timeline.Count, record.Repeats)];
        var written = GC.AllocateUninitializedArray<byte>(prefix.Length + buffer.WrittenCount);
        prefix.CopyTo(written);
        buffer.WrittenSpan.CopyTo(written.AsSpan(prefix.Length));
        return written;
    }

    /// <summary>Reads a record by the lengths that it gives; null where it gives none, or where they are not true.</summary>
    /// <exception cref="JsonException">A part is not what it should be.</exception>
    public static OrderRecord? TryRead(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes.Span;
        Span<int> lengths = stackalloc int[Parts];
        if (!Take(ref rest, Before) || !TryNumbers(ref rest, lengths)
            || !Take(ref rest, Lines) || !TryNumber(ref rest, out var lines) || !Take(ref rest, Repeats) || !TryNumber(ref rest, out var repeats))
        {
            return null;
        }

        Span<Range> parts = stackalloc Range[Parts];
        var at = bytes.Length - rest.Length;
        for (var part = 0; part < Parts; part++)
        {
            var start = at + Name(part).Length;
            if (lengths[part] <= 0 || lengths[part] > bytes.Length - start || !bytes.Span[at..start].SequenceEqual(Name(part)))
            {
                return null;
            }

            at = start + lengths[part];
            parts[part] = start..at;
        }

        return bytes.Span[at..].SequenceEqual("}}"u8)
            ? Made(
                Head(bytes.Span[parts[0]]),
                JsonSerializer.Deserialize(bytes.Span[parts[1]], RecordCodec.Json.OrderState),
                bytes.Span[parts[2]].SequenceEqual("null"u8) ? null : Encoded.Stored<OrderContent>(bytes[parts[2]]),
                new(bytes[parts[3]]),
                new(bytes[parts[4]], lines),
                repeats)
            : null;
    }

    /// <summary>
    /// What a record takes from its head, the rest of which says again what is in its body. Read by hand: the serializer takes as long for
    /// these four as for the whole state.
    /// </summary>
    private static RecordHead Head(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var (id, version, changedAt, hash) = ((string?)null, 0, default(DateTimeOffset), (string?)null);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.ValueSpan)
            {
                case var name when name.SequenceEqual("id"u8):
                    reader.Read();
                    id = reader.GetString();
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

    /// <summary>Reads a record, whatever lengths it gives.</summary>
    /// <exception cref="KeyNotFoundException">It is not of this form.</exception>
    /// <exception cref="InvalidOperationException">Likewise.</exception>
    public static OrderRecord Read(JsonElement record)
    {
        var body = record.GetProperty("body");
        var content = body.GetProperty("content").Deserialize(RecordCodec.Json.OrderContent);
        return Made(
            record.GetProperty("head").Deserialize(RecordCodec.Json.RecordHead),
            body.GetProperty("state").Deserialize(RecordCodec.Json.OrderState),
            content is null ? null : Encoded.Of(content),
            SeenMessages.Of(body.GetProperty("seen")),
            Timeline.Of(body.GetProperty("timeline").Deserialize(RecordCodec.Json.TimelineLineArray)),
            record.GetProperty("repeats").GetInt32());
    }

    /// <summary>A record of its parts.</summary>
    /// <param name="head">What is clear.</param>
    /// <param name="state">With its content, or without.</param>
    /// <param name="content">The content where the state has none.</param>
    /// <param name="seen">Messages taken.</param>
    /// <param name="timeline">The last lines.</param>
    /// <param name="repeats">Messages that changed nothing.</param>
    /// <exception cref="JsonException">A part is missing.</exception>
    public static OrderRecord Made(
        RecordHead? head, OrderState? state, Encoded<OrderContent>? content, SeenMessages seen, Timeline timeline, int repeats) =>
        head is null || state is null
            ? throw new JsonException("A record has a head and a state.")
            : new()
            {
                Id = OrderId.Parse(head.Id),
                Version = head.Version,
                ChangedAt = head.ChangedAt,
                CustomerHash = head.CustomerHash,
                State = content is null ? state : state with { StoredContent = content },
                Seen = seen,
                Timeline = timeline,
                Repeats = repeats,
            };

    /// <summary>What stands before a part.</summary>
    private static ReadOnlySpan<byte> Name(int part) => part switch
    {
        0 => ",\"head\":"u8,
        1 => ",\"body\":{\"state\":"u8,
        2 => ",\"content\":"u8,
        3 => ",\"seen\":"u8,
        _ => ",\"timeline\":"u8,
    };

    private static int Append(ArrayBufferWriter<byte> buffer, int part, ReadOnlySpan<byte> json)
    {
        buffer.Write(Name(part));
        buffer.Write(json);
        return json.Length;
    }

    private static int Prefix(Span<byte> to, ReadOnlySpan<int> bytes, int lines, int repeats)
    {
        var left = to;
        Put(ref left, Before);
        for (var part = 0; part < Parts; part++)
        {
            Put(ref left, part == 0 ? [] : ","u8);
            PutNumber(ref left, bytes[part]);
        }

        Put(ref left, Lines);
        PutNumber(ref left, lines);
        Put(ref left, Repeats);
        PutNumber(ref left, repeats);
        return to.Length - left.Length;
    }

    private static void Put(ref Span<byte> to, ReadOnlySpan<byte> text)
    {
        text.CopyTo(to);
        to = to[text.Length..];
    }

    private static void PutNumber(ref Span<byte> to, int number)
    {
        Utf8Formatter.TryFormat(number, to, out var digits);
        to = to[digits..];
    }

    private static bool Take(ref ReadOnlySpan<byte> from, ReadOnlySpan<byte> text)
    {
        if (!from.StartsWith(text))
        {
            return false;
        }

        from = from[text.Length..];
        return true;
    }

    private static bool TryNumbers(ref ReadOnlySpan<byte> from, scoped Span<int> numbers)
    {
        for (var index = 0; index < numbers.Length; index++)
        {
            if ((index > 0 && !Take(ref from, ","u8)) || !TryNumber(ref from, out numbers[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> from, out int number)
    {
        if (!Utf8Parser.TryParse(from, out number, out var digits) || number < 0)
        {
            return false;
        }

        from = from[digits..];
        return true;
    }
}
