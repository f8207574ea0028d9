using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// The last story lines of an order, the newest last. They stay as they are stored until they are shown: a turn only adds to them.
/// Each is its length and then its time (UTC ticks of 100 ns in eight bytes, the lowest first), a byte with its direction (bits 0 to 1), its status (2 to 6)
/// and whether it has an operation's id (7), that id, the operation and the message.
/// </summary>
public readonly struct Timeline : IReadOnlyList<TimelineLine>
{
    private const int StatusBit = 2;
    private const byte HasId = 0x80;
    private const int Fixed = sizeof(long) + 1;

    private readonly ReadOnlyMemory<byte> _stored;

    /// <summary>Lines as they are stored.</summary>
    /// <param name="stored">Kept, and never changed.</param>
    /// <exception cref="JsonException">They are damaged.</exception>
    internal Timeline(ReadOnlyMemory<byte> stored)
    {
        _stored = stored;
        for (var rest = stored.Span; !rest.IsEmpty; Count++)
        {
            Packing.TakeBytes(ref rest);
        }
    }

    private Timeline(ReadOnlyMemory<byte> stored, int count) => (_stored, Count) = (stored, count);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The lines as they are stored.</summary>
    internal ReadOnlySpan<byte> Stored => _stored.Span;

    /// <inheritdoc/>
    public TimelineLine this[int index] => Lines()[index];

    /// <inheritdoc/>
    public IEnumerator<TimelineLine> GetEnumerator() => Lines().AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The timeline of some story lines.</summary>
    public static Timeline Of(params ReadOnlySpan<TimelineLine> lines) => new Timeline().Add(lines);

    /// <summary>The story with what came, shortened to <see cref="Limits.MaxTimeline"/> lines from its end.</summary>
    internal Timeline Add(ReadOnlySpan<TimelineLine> lines)
    {
        var added = lines[Math.Max(0, lines.Length - Limits.MaxTimeline)..];
        var before = Math.Min(Count, Limits.MaxTimeline - added.Length);
        var kept = Stored;
        for (var gone = Count - before; gone > 0; gone--)
        {
            Packing.TakeBytes(ref kept);
        }

        var buffer = RecordCodec.Buffer();
        buffer.Write(kept);
        foreach (var line in added)
        {
            Put(buffer, line);
        }

        return new(buffer.WrittenSpan.ToArray(), before + added.Length);
    }

    private static void Put(ArrayBufferWriter<byte> to, TimelineLine line)
    {
        var texts = (line.OperationId is null ? 0 : Packing.Size(line.OperationId)) + Packing.Size(line.Operation) + Packing.Size(line.Message);
        Packing.PutNumber(to, Fixed + texts);
        var start = to.GetSpan(Fixed);
        BinaryPrimitives.WriteInt64LittleEndian(start, line.At.UtcTicks);
        start[sizeof(long)] = (byte)((int)line.Direction | ((int)line.Status << StatusBit) | (line.OperationId is null ? 0 : HasId));
        to.Advance(Fixed);
        if (line.OperationId is { } id)
        {
            Packing.PutText(to, id);
        }

        Packing.PutText(to, line.Operation);
        Packing.PutText(to, line.Message);
    }

    private static TimelineLine Take(ReadOnlySpan<byte> line)
    {
        if (line.Length < Fixed || BinaryPrimitives.ReadInt64LittleEndian(line) is not (>= 0 and var ticks) || ticks > DateTime.MaxValue.Ticks)
        {
            throw new JsonException("A line of a timeline is damaged.");
        }

        var at = new DateTimeOffset(ticks, TimeSpan.Zero);
        var bits = line[sizeof(long)];
        line = line[Fixed..];
        var id = (bits & HasId) == 0 ? null : Packing.TakeText(ref line);
        return new(
            at, id, Packing.TakeText(ref line), (Direction)(bits & ((1 << StatusBit) - 1)), (LineStatus)((bits & ~HasId) >> StatusBit), Packing.TakeText(ref line));
    }

    private TimelineLine[] Lines()
    {
        var lines = new TimelineLine[Count];
        var rest = Stored;
        for (var line = 0; line < Count; line++)
        {
            lines[line] = Take(Packing.TakeBytes(ref rest));
        }

        return lines;
    }
}
