using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace OrderGrains.Engine;

/// <summary>
/// The entries of one write as one row of the log: for each its kind (empty for a story line), its time, its length and its bytes. Payloads stay
/// byte for byte as they crossed the wire.
/// </summary>
public static class LogEntries
{
    /// <summary>Longest kind, in bytes of UTF-8; the value above tells a row from one that a store has packed.</summary>
    public const int MaxKind = 254;

    private const int Fixed = sizeof(long) + sizeof(int);

    /// <summary>
    /// Writes the row's bytes: for each entry the kind's length in one byte, the kind in UTF-8, the time in eight as ticks (100 ns) after the row's, the
    /// body's length in four, the body; numbers the lowest byte first.
    /// </summary>
    /// <exception cref="ArgumentException">A kind is too long.</exception>
    public static void Write(DateTimeOffset at, IReadOnlyList<LogEntry> entries, IBufferWriter<byte> to)
    {
        foreach (var entry in entries)
        {
            Put(to, entry.PayloadKind ?? "", entry.At.UtcTicks - at.UtcTicks, entry.Body.Span);
        }
    }

    /// <summary>Entries that many writes made, as one row for consecutive entries of the same time, so that each goes when it is old.</summary>
    /// <param name="changedAt">The order's last change, which is the time of the last row.</param>
    /// <param name="entries">The oldest first.</param>
    public static IEnumerable<(DateTimeOffset At, IReadOnlyList<LogEntry> Entries)> Apart(DateTimeOffset changedAt, IReadOnlyList<LogEntry> entries)
    {
        var some = new List<LogEntry>();
        foreach (var entry in entries)
        {
            if (some.Count > 0 && some[^1].At != entry.At)
            {
                yield return (some[^1].At, some);
                some = [];
            }

            some.Add(entry);
        }

        yield return (changedAt, some);
    }

    /// <summary>The entries of a row.</summary>
    /// <param name="at">The row's time.</param>
    /// <param name="bytes">As <see cref="Write"/> made them.</param>
    /// <exception cref="InvalidDataException">The bytes are no row of the log.</exception>
    public static IReadOnlyList<LogEntry> Read(DateTimeOffset at, ReadOnlyMemory<byte> bytes)
    {
        var entries = new List<LogEntry>();
        try
        {
            while (!bytes.IsEmpty)
            {
                var kind = Encoding.UTF8.GetString(bytes.Span.Slice(1, bytes.Span[0]));
                bytes = bytes[(1 + bytes.Span[0])..];
                var time = new DateTimeOffset(at.UtcTicks + BinaryPrimitives.ReadInt64LittleEndian(bytes.Span), TimeSpan.Zero);
                var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[sizeof(long)..]);
                entries.Add(new(time, kind.Length == 0 ? null : kind, bytes.Slice(Fixed, length)));
                bytes = bytes[(Fixed + length)..];
            }
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("A row of the log is damaged.", exception);
        }

        return entries;
    }

    private static void Put(IBufferWriter<byte> buffer, string kind, long after, ReadOnlySpan<byte> body)
    {
        var span = buffer.GetSpan(1 + (kind.Length * 3) + Fixed + body.Length);
        var length = Encoding.UTF8.GetBytes(kind, span[1..]);
        if (length > MaxKind)
        {
            throw new ArgumentException($"A payload's kind takes at most {MaxKind} bytes.", nameof(kind));
        }

        span[0] = (byte)length;
        BinaryPrimitives.WriteInt64LittleEndian(span[(1 + length)..], after);
        BinaryPrimitives.WriteInt32LittleEndian(span[(1 + length + sizeof(long))..], body.Length);
        body.CopyTo(span[(1 + length + Fixed)..]);
        buffer.Advance(1 + length + Fixed + body.Length);
    }
}
