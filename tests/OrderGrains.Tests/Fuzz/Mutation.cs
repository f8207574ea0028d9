using System.Text;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Fuzz;

/// <summary>Makes bodies that nobody would send of one that somebody does: fields changed, moved, repeated and left out, and now and then bytes. The same number gives the same body.</summary>
internal static class Mutation
{
    private const int Most = 5; // Mutations of one body.
    private const int Deep = 40; // More levels than a body may have.

    private static readonly string[] Hostile =
    [
        "", " ", "x", "\0", "\u202e\u200b", "a\r\nX: 1", "../../etc/passwd", "%2e%2e%2f", "' OR 1=1 --", "<script>alert(1)</script>", "${jndi:ldap://x}", "\ud83d\ude00é\u0301",
        "0", "-1", "1e309", "NaN", "null", "true", "2026-02-30", "9999-12-31T23:59:60Z", "000.000.000-00", "01310-100", "+55 (41) 9", "a@b", "MKP-OB-46ad", "OB-x-01", "SOI001", "EOI999",
        "bare", "bare/opabox/1",
    ];

    private static readonly long[] Numbers = [0, -1, 1, 9, 100, 191, 1_310_100, int.MaxValue, int.MinValue, 1_603_808_305_165, long.MaxValue, long.MinValue];

    /// <summary>The body.</summary>
    /// <param name="sample">What it is made of: JSON.</param>
    /// <param name="seed">Which one.</param>
    public static byte[] Of(byte[] sample, int seed)
    {
        var random = new Random(seed);
        var root = JsonNode.Parse(sample)!;
        for (var times = random.Next(1, Most + 1); times > 0; times--)
        {
            root = Change(root, random);
        }

        var text = Encoding.UTF8.GetBytes(root.ToJsonString());
        return random.Next(8) == 0 ? Bytes(text, random) : text;
    }

    private static JsonNode Change(JsonNode root, Random random)
    {
        var places = Places(root).ToList();
        if (places.Count == 0)
        {
            return root;
        }

        var place = places[random.Next(places.Count)];
        switch (random.Next(6))
        {
            case 0:
                place.Remove();
                break;
            case 1:
                place.Set(places[random.Next(places.Count)].Value?.DeepClone()); // What belongs elsewhere.
                break;
            case 2 when place.Value is JsonArray { Count: > 0 } list:
                for (var count = random.Next(1, 200); count > 0; count--)
                {
                    list.Add(list[0]?.DeepClone());
                }

                break;
            case 3 when place.Value is JsonObject fields:
                fields[$"unknown{random.Next(100)}"] = Value(random);
                break;
            default:
                place.Set(Value(random));
                break;
        }

        return root;
    }

    private static JsonNode? Value(Random random) => random.Next(9) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => Numbers[random.Next(Numbers.Length)],
        3 => Math.Round((decimal)(random.NextDouble() * Math.Pow(10, random.Next(12))), random.Next(6)) * (random.Next(2) == 0 ? 1 : -1),
        4 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random))]),
        5 => new JsonObject { [Hostile[random.Next(Hostile.Length)]] = Value(random) },
        6 => Nested(random.Next(1, Deep)),
        7 => new string((char)random.Next('!', 0x2000), random.Next(1, 4_000)),
        _ => Hostile[random.Next(Hostile.Length)],
    };

    private static JsonArray Nested(int levels) => levels == 0 ? [] : [Nested(levels - 1)];

    /// <summary>Cut off, or a byte changed, repeated or put in: mostly no JSON any more.</summary>
    private static byte[] Bytes(byte[] text, Random random)
    {
        var at = random.Next(text.Length);
        var changed = (byte)random.Next(256);
        return random.Next(4) switch
        {
            0 => text[..at],
            1 => [.. text[..at], changed, .. text[at..]],
            2 => [.. text[..at], changed, .. text[(at + 1)..]],
            _ => [.. text, .. text[at..]],
        };
    }

    private static IEnumerable<Place> Places(JsonNode? node) => node switch
    {
        JsonObject fields => fields.ToList().SelectMany(field => Places(field.Value).Prepend(new(node, field.Key, 0))),
        JsonArray list => Enumerable.Range(0, Math.Min(list.Count, 20)).SelectMany(index => Places(list[index]).Prepend(new(node, null, index))),
        _ => [],
    };

    /// <summary>A field of an object, or a place in a list.</summary>
    private sealed record Place(JsonNode Parent, string? Field, int Index)
    {
        public JsonNode? Value => Field is null ? (Index < Parent.AsArray().Count ? Parent[Index] : null) : Parent[Field];

        public void Set(JsonNode? value)
        {
            if (Field is not null)
            {
                Parent[Field] = value;
            }
            else if (Index < Parent.AsArray().Count)
            {
                Parent[Index] = value;
            }
        }

        public void Remove()
        {
            if (Field is not null)
            {
                Parent.AsObject().Remove(Field);
            }
            else if (Index < Parent.AsArray().Count)
            {
                Parent.AsArray().RemoveAt(Index);
            }
        }
    }
}
