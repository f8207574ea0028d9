using System.Buffers.Binary;
using System.Text;

namespace OrderGrains.EngineTests.EndToEnd.Traces;

/// <summary>A span as it was sent, ids in hexadecimal. Numbers of fields are those of opentelemetry-proto, <c>trace/v1/trace.proto</c>.</summary>
internal sealed record SentSpan(
    string Trace, string Id, string Parent, string Name, ulong Kind, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Links)
{
    public const ulong Server = 2;
    public const ulong Client = 3;

    /// <summary>The spans of one request: resources, scopes, spans.</summary>
    public static IEnumerable<SentSpan> Read(byte[] request) =>
        from resource in Fields(request)
        where resource.Number == 1
        from scope in Fields(resource.Bytes)
        where scope.Number == 2
        from span in Fields(scope.Bytes)
        where span.Number == 2
        select Of([.. Fields(span.Bytes)]);

    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    private static SentSpan Of(Field[] fields) => new(
        Hex(fields, 1),
        Hex(fields, 2),
        Hex(fields, 4),
        Encoding.UTF8.GetString(fields.Single(field => field.Number == 5).Bytes),
        fields.FirstOrDefault(field => field.Number == 6).Value,
        fields.Where(field => field.Number == 9).Select(field => Fields(field.Bytes).ToArray()).ToDictionary(
            pair => Encoding.UTF8.GetString(pair[0].Bytes), pair => Encoding.UTF8.GetString(Fields(pair[1].Bytes).FirstOrDefault(value => value.Number == 1).Bytes ?? [])),
        [.. fields.Where(field => field.Number == 13).Select(field => Hex([.. Fields(field.Bytes)], 1))]);

    private static string Hex(Field[] fields, int number) => Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number).Bytes ?? []);

    /// <summary>The fields of one message, in protobuf's own form.</summary>
    private static List<Field> Fields(byte[] message)
    {
        List<Field> fields = [];
        for (var at = 0; at < message.Length;)
        {
            var key = Varint(message, ref at);
            var number = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    fields.Add(new(number, Varint(message, ref at), []));
                    break;
                case 1:
                    fields.Add(new(number, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(at)), []));
                    at += sizeof(ulong);
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    fields.Add(new(number, 0, message[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    fields.Add(new(number, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(at)), []));
                    at += sizeof(uint);
                    break;
                default:
                    throw new FormatException($"Field {number} is of no kind.");
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private readonly record struct Field(int Number, ulong Value, byte[] Bytes);
}
