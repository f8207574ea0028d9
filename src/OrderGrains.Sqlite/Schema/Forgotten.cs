using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Who is to be forgotten: rows of <c>meta</c>.</summary>
internal static class Forgotten
{
    private const string Start = "forgotten.";

    /// <summary>All, by their hashes.</summary>
    public static IReadOnlyList<ErasedCustomer> Read(Statement statement)
    {
        var all = new List<ErasedCustomer>();
        using var rows = statement.Read();
        while (rows.Read())
        {
            all.Add(ErasedCustomer.Parse(rows.GetString(0)[Start.Length..], rows.GetString(1)));
        }

        return all;
    }

    /// <summary>What reads them.</summary>
    public const string Sql = $"SELECT name, value FROM meta WHERE name >= '{Start}' AND name < 'forgotten/' ORDER BY name";

    /// <summary>Keeps one, unless a later one of the same hash stands there.</summary>
    public static void Put(SqliteConnection connection, ErasedCustomer customer)
    {
        using var put = new Statement(connection, "INSERT INTO meta (name, value) VALUES (@0, @1) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)");
        put.Run(Start + customer.CustomerHash, customer.Kept());
    }
}
