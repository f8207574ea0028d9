using System.Buffers;

namespace OrderGrains.Postgres;

/// <summary>A row of the log: the entries of one write.</summary>
/// <param name="At">Time of the row.</param>
/// <param name="Parts">How many entries.</param>
/// <param name="Bytes">Of their bodies.</param>
/// <param name="Entries">As <see cref="LogEntries"/> writes them.</param>
internal readonly record struct LogRow(DateTimeOffset At, int Parts, int Bytes, ReadOnlyMemory<byte> Entries)
{
    /// <summary>The rows of a write; none where it appends nothing.</summary>
    /// <param name="write">The write.</param>
    /// <param name="apart">Whether entries of different times get rows of their own.</param>
    /// <exception cref="ArgumentException">A kind is too long.</exception>
    public static IEnumerable<LogRow> Of(OrderWrite write, bool apart) => write switch
    {
        { Log.Count: 0 } or { After: null } => [],
        _ when apart => LogEntries.Apart(write.Head.ChangedAt, write.Log).Select(static row => Of(row.At, row.Entries)),
        _ => [Of(write.Head.ChangedAt, write.Log)],
    };

    /// <summary>The row of entries.</summary>
    /// <exception cref="ArgumentException">A kind is too long.</exception>
    public static LogRow Of(DateTimeOffset at, IReadOnlyList<LogEntry> entries)
    {
        var bytes = entries.Sum(static entry => entry.Body.Length);
        var row = new ArrayBufferWriter<byte>(bytes + 1024);
        LogEntries.Write(at, entries, row);
        return new(at, entries.Count, bytes, row.WrittenMemory);
    }
}
