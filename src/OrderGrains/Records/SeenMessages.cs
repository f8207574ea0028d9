using System.Collections;
using System.Text;
using System.Text.Json;

namespace OrderGrains;

/// <summary>A message taken in an epoch.</summary>
public sealed record SeenMessage(string Id, int Epoch);

/// <summary>
/// The messages that an order has taken, the newest last, at most <see cref="Limits.MaxSeen"/>. They stay as they are stored, for each its id
/// and its epoch one after another: whether a message was seen is a search among bytes.
/// </summary>
public readonly struct SeenMessages : IEnumerable<SeenMessage>
{
    private const int MaxId = 64;

    private readonly ReadOnlyMemory<byte> _stored;

    /// <summary>Messages as they are stored.</summary>
    /// <param name="stored">Kept, and never changed.</param>
    /// <exception cref="JsonException">They are damaged.</exception>
    internal SeenMessages(ReadOnlyMemory<byte> stored)
    {
        _stored = stored;
        for (var rest = stored.Span; !rest.IsEmpty; Count++)
        {
            Packing.TakeBytes(ref rest);
            Packing.TakeNumber(ref rest);
        }
    }

    private SeenMessages(ReadOnlyMemory<byte> stored, int count) => (_stored, Count) = (stored, count);

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>As they are stored.</summary>
    internal ReadOnlySpan<byte> Stored => _stored.Span;

    /// <summary>The epoch in which a message was taken; null where it was not.</summary>
    /// <param name="id">1 to 64 characters of ASCII.</param>
    public int? EpochOf(string id)
    {
        var (start, end) = Find(id);
        if (start < 0)
        {
            return null;
        }

        var found = Stored[start..end];
        Packing.TakeBytes(ref found);
        return Packing.TakeNumber(ref found);
    }

    /// <inheritdoc/>
    public IEnumerator<SeenMessage> GetEnumerator() => All().AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The messages of a list.</summary>
    internal static SeenMessages Of(IEnumerable<SeenMessage> messages) =>
        messages.Aggregate(new SeenMessages(), (seen, message) => seen.Add(message.Id, message.Epoch));

    /// <summary>The messages and a newer one; the oldest goes where there are too many.</summary>
    /// <param name="id">1 to 64 characters of ASCII.</param>
    /// <param name="epoch">Not negative.</param>
    /// <exception cref="ArgumentException">The id or the epoch is none.</exception>
    internal SeenMessages Add(string id, int epoch)
    {
        if (id.Length is 0 or > MaxId || !Ascii.IsValid(id))
        {
            throw new ArgumentException($"A message's id is 1 to {MaxId} characters of ASCII.", nameof(id));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        var others = Remove(id);
        var kept = others.Stored[(others.Count < Limits.MaxSeen ? 0 : Second(others.Stored))..];
        var buffer = RecordCodec.Buffer();
        Packing.PutText(buffer, id);
        Packing.PutNumber(buffer, epoch);
        return new((byte[])[.. kept, .. buffer.WrittenSpan], Math.Min(others.Count + 1, Limits.MaxSeen));
    }

    /// <summary>The messages without one.</summary>
    internal SeenMessages Remove(string id)
    {
        var (start, end) = Find(id);
        return start < 0 ? this : new((byte[])[.. Stored[..start], .. Stored[end..]], Count - 1);
    }

    /// <summary>Where a message begins, and where the next one does; below 0 where it is not there.</summary>
    private (int Start, int End) Find(string id)
    {
        for (var rest = Stored; !rest.IsEmpty;)
        {
            var start = Stored.Length - rest.Length;
            var each = Packing.TakeBytes(ref rest);
            Packing.TakeNumber(ref rest);
            if (Ascii.Equals(each, id))
            {
                return (start, Stored.Length - rest.Length);
            }
        }

        return (-1, -1);
    }

    private SeenMessage[] All()
    {
        var all = new List<SeenMessage>(Count);
        for (var rest = Stored; !rest.IsEmpty;)
        {
            all.Add(new(Packing.TakeText(ref rest), Packing.TakeNumber(ref rest)));
        }

        return [.. all];
    }

    /// <summary>Where the second message begins.</summary>
    private static int Second(ReadOnlySpan<byte> stored)
    {
        var rest = stored;
        Packing.TakeBytes(ref rest);
        Packing.TakeNumber(ref rest);
        return stored.Length - rest.Length;
    }
}
