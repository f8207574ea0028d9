using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>
/// Takes from the log what is old, by the index of its times: a clock that was wrong left rows that lie years ahead among the others. What it
/// has looked at it does not look at again in this run, unless something older is written. Used by the writer's thread alone.
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

    /// <summary>Looks at everything again.</summary>
    public void Begin() => _position = Start;

    /// <summary>
    /// Removes what is older than a time, and looks at no more rows than asked for; whether there may be more. An order's newest row keeps its place among
    /// the changes and a row its link to an older one that stays: of these only what they say goes.
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
