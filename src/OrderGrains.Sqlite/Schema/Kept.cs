using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Rows of lists that are no orders.</summary>
internal static class Kept
{
    /// <summary>What finds one.</summary>
    public const string FindSql = "SELECT key, value FROM kept WHERE list = @0 AND key = @1";

    /// <summary>What reads some, the highest key first.</summary>
    public const string ListSql = "SELECT key, value FROM kept WHERE list = @0 AND key < @1 ORDER BY key DESC LIMIT @2";

    /// <summary>The rows of a statement.</summary>
    public static IReadOnlyList<KeptRow> Read(Statement statement, string list, params ReadOnlySpan<object?> of)
    {
        var all = new List<KeptRow>();
        using var rows = statement.Read([list, .. of]);
        while (rows.Read())
        {
            all.Add(new(list, rows.GetString(0), rows.GetString(1)));
        }

        return all;
    }

    /// <summary>Keeps one.</summary>
    public static void Put(SqliteConnection connection, KeptRow row)
    {
        using var put = new Statement(connection, "INSERT OR REPLACE INTO kept (list, key, value) VALUES (@0, @1, @2)");
        put.Run(row.List, row.Key, row.Value);
    }

    /// <summary>Removes one.</summary>
    public static void Remove(SqliteConnection connection, string list, string key)
    {
        using var remove = new Statement(connection, "DELETE FROM kept WHERE list = @0 AND key = @1");
        remove.Run(list, key);
    }

    /// <summary>Removes what is too old or too many.</summary>
    public static void Trim(SqliteConnection connection, string list, int most, DateTimeOffset before)
    {
        using var trim = new Statement(connection, """
            DELETE FROM kept WHERE list = @0 AND (key < @1 OR key <= (SELECT key FROM kept WHERE list = @0 ORDER BY key DESC LIMIT 1 OFFSET @2))
            """);
        trim.Run(list, KeptRow.KeyAt(before), most);
    }
}
