namespace OrderGrains.Sqlite;

/// <summary>A row of the log: the entries of one write.</summary>
/// <param name="At">Time of the row.</param>
/// <param name="Entries">As they are stored; null where there are none.</param>
internal readonly record struct LogRow(DateTimeOffset At, byte[]? Entries)
{
    /// <summary>The row of entries.</summary>
    /// <exception cref="ArgumentException">A kind is too long.</exception>
    public static LogRow Of(DateTimeOffset at, IReadOnlyList<LogEntry> entries) => new(at, entries.Count == 0 ? null : LogEntries.Packed(at, entries));

    /// <summary>Rows of entries that many writes made: one for consecutive entries of the same time, so that each goes when it is old.</summary>
    /// <param name="changedAt">The order's last change, which is the time of the last row.</param>
    /// <param name="entries">The oldest first.</param>
    public static LogRow[] Apart(DateTimeOffset changedAt, IReadOnlyList<LogEntry> entries)
    {
        var rows = new List<LogRow>();
        var some = new List<LogEntry>();
        foreach (var entry in entries)
        {
            if (some.Count > 0 && some[^1].At != entry.At)
            {
                rows.Add(Of(some[^1].At, some));
                some.Clear();
            }

            some.Add(entry);
        }

        return [.. rows, Of(changedAt, some)];
    }
}
