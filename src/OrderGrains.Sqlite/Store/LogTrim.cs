using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>
/// Removes from the log what is old. It goes by the index of times and not by the order of writing, since a clock that was wrong may have left rows of years
/// ahead among the others. A row that it has read it does not read again in this run, unless something older is written. Used by the writer's thread alone.
/// </summary>
internal sealed class LogTrim(SqliteConnection connection)
{
    private const string OldSql = """
        SELECT log.at, log.seq, orders.log FROM log LEFT JOIN orders ON orders.key = log.order_key
        WHERE (log.at, log.seq) > (@0, @1) AND log.at < @2 ORDER BY log.at, log.seq LIMIT @3
        """;

    private static readonly (long At, long Seq) Start = (long.MinValue, long.MinValue);

    private (long At, long Seq) _position = Start;

    /// <summary>A row was written.</summary>
    public void Wrote(long at)
    {
        if (at < _position.At)
        {
            Begin(); // The clock was set back.
        }
    }

    /// <summary>Begins again at the oldest row.</summary>
    public void Begin() => _position = Start;

    /// <summary>
    /// Removes rows that are older than a time, of as many as are asked for; whether there may be more. Two kinds of row stay and lose their entries alone: the
    /// newest of an order, which is its place in the order of changes, and one that links to an older row which stays.
    /// </summary>
    public bool Run(long before, int most)
    {
        using var remove = new Statement(
            connection, "DELETE FROM log WHERE seq = @0 AND NOT EXISTS (SELECT 1 FROM log AS older WHERE older.seq = log.previous)");
        using var empty = new Statement(connection, "UPDATE log SET entries = NULL WHERE seq = @0");
        var found = Old(before, most);
        foreach (var (_, seq, newest) in found)
        {
            if (newest || remove.Run(seq) == 0)
            {
                empty.Run(seq);
            }
        }

        _position = found is [.., var last] ? (last.At, last.Seq) : _position;
        return found.Count == most;
    }

    private List<(long At, long Seq, bool Newest)> Old(long before, int most)
    {
        using var old = new Statement(connection, OldSql);
        using var rows = old.Read(_position.At, _position.Seq, before, most);
        var found = new List<(long, long, bool)>();
        while (rows.Read())
        {
            found.Add((rows.GetInt64(0), rows.GetInt64(1), !rows.IsDBNull(2) && rows.GetInt64(2) == rows.GetInt64(1)));
        }

        return found;
    }
}
