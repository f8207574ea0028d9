using System.Buffers;

namespace OrderGrains.Sqlite;

/// <summary>A row of the log: the entries of one write.</summary>
/// <param name="At">Time of the row.</param>
/// <param name="Entries">As they are stored; null where there are none.</param>
internal readonly record struct LogRow(DateTimeOffset At, byte[]? Entries)
{
    private const int MaxKept = 1024 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <summary>The row of entries.</summary>
    /// <exception cref="ArgumentException">A kind is too long.</exception>
    public static LogRow Of(DateTimeOffset at, IReadOnlyList<LogEntry> entries) => new(at, entries.Count == 0 ? null : Packed(at, entries));

    /// <summary>Rows of entries that many writes made (<see cref="LogEntries.Apart"/>).</summary>
    public static LogRow[] Apart(DateTimeOffset changedAt, IReadOnlyList<LogEntry> entries) =>
        [.. LogEntries.Apart(changedAt, entries).Select(static row => Of(row.At, row.Entries))];

    private static byte[] Packed(DateTimeOffset at, IReadOnlyList<LogEntry> entries)
    {
        var buffer = t_buffer is { Capacity: <= MaxKept } kept ? kept : t_buffer = new(16 * 1024);
        buffer.ResetWrittenCount();
        LogEntries.Write(at, entries, buffer);
        return Sqlite.Packed.Pack(buffer.WrittenSpan);
    }
}
