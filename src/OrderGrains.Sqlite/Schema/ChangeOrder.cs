using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>
/// Orders that were copied in came in no order of their changes, and the log is what lists them: a mark is left with the first, and before
/// anything is listed their newest rows of the log get places in the order of their times.
/// </summary>
internal static class ChangeOrder
{
    /// <summary>Leaves the mark.</summary>
    public static void Lose(SqliteConnection connection) => Sql.Run(connection, "INSERT OR REPLACE INTO meta (name, value) VALUES ('copied', x'')");

    /// <summary>Where the mark is found, puts the order right and takes the mark away; all or nothing.</summary>
    public static void Restore(SqliteConnection connection)
    {
        if (Sql.Scalar(connection, "SELECT 1 FROM meta WHERE name = 'copied'") is null)
        {
            return;
        }

        Sql.Run(connection, """
            BEGIN IMMEDIATE;
            CREATE TEMP TABLE places AS
                SELECT key, log, (SELECT MAX(seq) FROM log) + row_number() OVER (ORDER BY changed_at, key) AS seq FROM orders;
            UPDATE log SET seq = places.seq FROM places WHERE log.seq = places.log;
            UPDATE orders SET log = places.seq FROM places WHERE orders.key = places.key;
            DROP TABLE places;
            DELETE FROM meta WHERE name = 'copied';
            COMMIT;
            """);
    }
}
