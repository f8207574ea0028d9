using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Acts of operators, in a table of their own by their keys. They are few: nothing is prepared for their writing.</summary>
internal static class AuditTable
{
    private const string PageSql = "SELECT entry FROM audit WHERE key < @0 AND key >= @1 ORDER BY key DESC LIMIT @2";

    /// <summary>Keeps some.</summary>
    public static void Put(SqliteConnection connection, IReadOnlyList<AuditEntry> entries)
    {
        using var put = new Statement(connection, "INSERT INTO audit (key, entry) VALUES (@0, @1) ON CONFLICT (key) DO UPDATE SET entry = excluded.entry");
        foreach (var entry in entries)
        {
            put.Run(entry.Key, entry.Kept());
        }
    }

    /// <summary>The newest that match.</summary>
    /// <exception cref="FormatException">The cursor is no key, or an act is damaged.</exception>
    public static IReadOnlyList<AuditEntry> Page(ReadConnection connection, AuditQuery query)
    {
        _ = query.Cursor is { } cursor ? AuditEntry.TimeOf(cursor) : default;
        var page = new List<AuditEntry>();
        using var rows = connection.Statement(PageSql).Read(query.Cursor ?? "~", query.Since is { } since ? AuditEntry.StartOf(since) : "", query.Limit);
        while (rows.Read())
        {
            page.Add(AuditEntry.Parse(rows.GetString(0)));
        }

        return page;
    }

    /// <summary>Removes some that are older than a time; whether there may be more.</summary>
    public static bool Trim(SqliteConnection connection, DateTimeOffset before, int limit)
    {
        using var trim = new Statement(connection, "DELETE FROM audit WHERE key IN (SELECT key FROM audit WHERE key < @0 ORDER BY key LIMIT @1)");
        return trim.Run(AuditEntry.StartOf(before), limit) == limit;
    }
}
