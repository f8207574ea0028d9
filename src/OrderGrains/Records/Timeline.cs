using System.Buffers;
using System.Collections;
using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// The last lines of an order's story, the newest last. They stay as they are stored, a JSON array, until someone looks at them: a turn only
/// adds to them.
/// </summary>
public readonly struct Timeline : IReadOnlyList<TimelineLine>
{
    private static readonly ReadOnlyMemory<byte> None = "[]"u8.ToArray();

    /// <param name="json">A JSON array without spaces.</param>
    /// <param name="count">How many lines it has.</param>
    internal Timeline(ReadOnlyMemory<byte> json, int count) => (Json, Count) = (json, count);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The lines as they are stored.</summary>
    internal ReadOnlyMemory<byte> Json { get => field.IsEmpty ? None : field; }

    /// <inheritdoc/>
    public TimelineLine this[int index] => Lines()[index];

    /// <inheritdoc/>
    public IEnumerator<TimelineLine> GetEnumerator() => Lines().AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A story of lines.</summary>
    public static Timeline Of(params ReadOnlySpan<TimelineLine> lines)
    {
        var entries = new LogEntry[lines.Length];
        for (var line = 0; line < lines.Length; line++)
        {
            entries[line] = LogEntry.Of(lines[line]);
        }

        return new Timeline().Add(entries);
    }

    /// <summary>The story with what came, shortened to <see cref="Limits.MaxTimeline"/> lines from its end.</summary>
    /// <param name="lines">The entries of lines.</param>
    internal Timeline Add(ReadOnlySpan<LogEntry> lines)
    {
        var added = lines[Math.Max(0, lines.Length - Limits.MaxTimeline)..];
        var before = Math.Min(Count, Limits.MaxTimeline - added.Length);
        var buffer = RecordCodec.Buffer();
        buffer.Write("["u8);
        buffer.Write(Json.Span[1..^1][Start(Count - before)..]);
        foreach (var line in added)
        {
            buffer.Write(buffer.WrittenCount == 1 ? [] : ","u8);
            buffer.Write(line.Body.Span);
        }

        buffer.Write("]"u8);
        return new(buffer.WrittenSpan.ToArray(), before + added.Length);
    }

    private TimelineLine[] Lines() =>
        JsonSerializer.Deserialize(Json.Span, RecordCodec.Json.TimelineLineArray) ?? throw new JsonException("A timeline is a JSON array.");

    /// <summary>Where a line starts, counted from behind the bracket.</summary>
    private int Start(int line)
    {
        if (line == 0 || line >= Count)
        {
            return line == 0 ? 0 : Json.Length - 2;
        }

        var reader = new Utf8JsonReader(Json.Span);
        reader.Read();
        reader.Read();
        for (var passed = 0; passed < line; passed++)
        {
            reader.Skip();
            reader.Read();
        }

        return (int)reader.TokenStartIndex - 1;
    }
}
