using Microsoft.Data.Sqlite;

namespace OrderGrains.Embedded.Storage;

/// <summary>What a start reads before anything is served.</summary>
/// <param name="Names">Tenants and lanes.</param>
/// <param name="Paused">Lanes that an operator paused, and who.</param>
/// <param name="LastChange">Time of the latest change.</param>
/// <param name="CustomerHashKey">Key of the hash by which operators find a customer's orders.</param>
internal sealed record StartReads(
    Names Names, IReadOnlyList<(string Lane, string By)> Paused, DateTimeOffset LastChange, ReadOnlyMemory<byte> CustomerHashKey)
{
    public static StartReads Of(SqliteConnection connection)
    {
        var names = new Names();
        using (var all = new Statement(connection, "SELECT name, id FROM names"))
        using (var rows = all.Read())
        {
            while (rows.Read())
            {
                names.Add(rows.GetString(0), rows.GetInt64(1));
            }
        }

        var paused = new List<(string, string)>();
        using (var all = new Statement(connection, "SELECT lane, paused_by FROM targets"))
        using (var rows = all.Read())
        {
            while (rows.Read())
            {
                paused.Add((names.NameOf(rows.GetInt64(0)), rows.GetString(1)));
            }
        }

        var last = Sql.Scalar(connection, "SELECT at FROM log ORDER BY seq DESC LIMIT 1") is long changed ? Sql.Time(changed) : DateTimeOffset.MinValue;
        var key = (byte[])Sql.Scalar(connection, "SELECT value FROM meta WHERE name = 'customer-hash-key'")!;
        return new(names, paused, last, key);
    }
}
