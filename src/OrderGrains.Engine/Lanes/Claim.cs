using System.Text.Json;

namespace OrderGrains.Engine;

/// <summary>
/// A row of a lane's index that an epoch has taken for itself before it calls. What an earlier epoch claimed, and is still in the index at the
/// same time, was perhaps sent; nothing else was (docs/decisions/0021-epochs-and-claims.md).
/// </summary>
/// <param name="Order">The order.</param>
/// <param name="Due">Due time of the row.</param>
internal readonly record struct Claim(OrderId Order, DateTimeOffset Due);

/// <summary>Claims as a store keeps them: JSON, <c>[["acme/opabox/46ad", 639000000000000000], …]</c>, the times in UTC ticks.</summary>
internal static class Claims
{
    /// <summary>Most that a lane has at a time.</summary>
    public const int Most = 256;

    /// <summary>The bytes to store, at most 200 a claim.</summary>
    public static byte[] Write(IEnumerable<Claim> claims)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var (order, due) in claims)
            {
                json.WriteStartArray();
                json.WriteStringValue(order.ToString());
                json.WriteNumberValue(due.UtcTicks);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return stream.ToArray();
    }

    /// <summary>The claims of stored bytes; none of no bytes.</summary>
    /// <exception cref="JsonException">They are damaged.</exception>
    public static HashSet<Claim> Read(ReadOnlyMemory<byte> bytes)
    {
        var claims = new HashSet<Claim>();
        if (bytes.IsEmpty)
        {
            return claims;
        }

        using var document = JsonDocument.Parse(bytes);
        foreach (var claim in document.RootElement.EnumerateArray())
        {
            claims.Add(new(OrderId.Parse(claim[0].GetString() ?? ""), new(claim[1].GetInt64(), TimeSpan.Zero)));
        }

        return claims;
    }
}
