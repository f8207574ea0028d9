using System.Buffers;
using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrderGrains;

/// <summary>A message taken in an epoch.</summary>
public sealed record SeenMessage(string Id, int Epoch);

/// <summary>
/// The messages that an order has taken, the newest last, at most <see cref="Limits.MaxSeen"/>. They stay as they are stored,
/// <c>["id",epoch,"id",epoch]</c>: whether a message was seen is a search for its id.
/// </summary>
public readonly struct SeenMessages : IEnumerable<SeenMessage>
{
    private const int MaxId = 64;

    private static readonly ReadOnlyMemory<byte> None = "[]"u8.ToArray();
    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    internal SeenMessages(ReadOnlyMemory<byte> json) => Json = json;

    /// <summary>How many there are.</summary>
    public int Count => (Json.Span.Count((byte)',') + 1) / 2;

    /// <summary>As they are stored.</summary>
    internal ReadOnlyMemory<byte> Json { get => field.IsEmpty ? None : field; }

    /// <summary>The epoch in which a message was taken; null where it was not.</summary>
    /// <param name="id">1 to 64 letters, digits, dashes and underscores.</param>
    /// <exception cref="ArgumentException">The id is none.</exception>
    public int? EpochOf(string id)
    {
        var json = Json.Span;
        var (_, epoch, after) = Find(json, id);
        return after < 0 || !Utf8Parser.TryParse(json[epoch..after], out int found, out _) ? null : found;
    }

    /// <inheritdoc/>
    public IEnumerator<SeenMessage> GetEnumerator()
    {
        using var document = JsonDocument.Parse(Json);
        foreach (var pair in document.RootElement.EnumerateArray().Chunk(2))
        {
            yield return new(pair[0].GetString()!, pair[1].GetInt32());
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The messages of a list.</summary>
    internal static SeenMessages Of(ReadOnlySpan<SeenMessage> messages)
    {
        var seen = new SeenMessages();
        foreach (var message in messages)
        {
            seen = seen.Add(message.Id, message.Epoch);
        }

        return seen;
    }

    /// <summary>The messages of a JSON array, however it is formatted.</summary>
    /// <exception cref="InvalidOperationException">It is not a list of ids and epochs.</exception>
    internal static SeenMessages Of(JsonElement json) =>
        Of(json.EnumerateArray().Chunk(2).Select(pair => new SeenMessage(pair[0].GetString()!, pair[^1].GetInt32())).ToArray());

    /// <summary>The messages and a newer one; the oldest goes where there are too many.</summary>
    internal SeenMessages Add(string id, int epoch)
    {
        var others = Remove(id);
        var kept = others.Json.Span[1..^1];
        if (others.Count >= Limits.MaxSeen)
        {
            var comma = kept.IndexOf((byte)',') + 1;
            kept = kept[(comma + kept[comma..].IndexOf((byte)',') + 1)..];
        }

        Span<byte> number = stackalloc byte[11];
        epoch.TryFormat(number, out var digits, default, CultureInfo.InvariantCulture);
        Span<byte> token = stackalloc byte[MaxId + 3];
        return new((byte[])[(byte)'[', .. kept, .. kept.IsEmpty ? [] : ","u8, .. Token(id, token), .. number[..digits], (byte)']']);
    }

    /// <summary>The messages without one.</summary>
    internal SeenMessages Remove(string id)
    {
        var json = Json.Span;
        var (start, _, after) = Find(json, id);
        return after < 0 ? this
            : json[after] == ',' ? new((byte[])[.. json[..start], .. json[(after + 1)..]])
            : new((byte[])[.. json[..start].TrimEnd((byte)','), .. json[after..]]);
    }

    /// <summary>Where a message starts, where its epoch starts, and what follows that; below 0 where it is not there.</summary>
    private static (int Start, int Epoch, int After) Find(ReadOnlySpan<byte> json, string id)
    {
        Span<byte> buffer = stackalloc byte[MaxId + 3];
        var token = Token(id, buffer);
        var start = json.IndexOf(token);
        var epoch = start + token.Length;
        return start < 0 ? (-1, -1, -1) : (start, epoch, epoch + json[epoch..].IndexOfAny((byte)',', (byte)']'));
    }

    /// <summary>An id as it is stored, which no other id and no epoch can hold.</summary>
    private static ReadOnlySpan<byte> Token(string id, Span<byte> buffer)
    {
        if (id.Length is 0 or > MaxId || id.AsSpan().ContainsAnyExcept(Letters))
        {
            throw new ArgumentException($"A message's id is 1 to {MaxId} letters, digits, dashes and underscores.", nameof(id));
        }

        buffer[0] = (byte)'"';
        var length = Encoding.ASCII.GetBytes(id, buffer[1..]);
        "\","u8.CopyTo(buffer[(1 + length)..]);
        return buffer[..(length + 3)];
    }
}
