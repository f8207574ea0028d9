using System.Text;

namespace OrderGrains.Postgres;

/// <summary>Who is to be forgotten: rows of <c>meta</c>.</summary>
internal static class Forgotten
{
    private const string Start = "forgotten.";

    /// <summary>All, by their hashes.</summary>
    public static async Task<IReadOnlyList<ErasedCustomer>> ReadAsync(PostgresDatabase database, CancellationToken cancellationToken) => await database.AskAsync(
        "SELECT name, value FROM meta WHERE starts_with(name, $1) ORDER BY name COLLATE \"C\"",
        row => ErasedCustomer.Parse(row.GetString(0)[Start.Length..], Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(1))),
        cancellationToken,
        Start).ConfigureAwait(false);

    /// <summary>Keeps one, unless a later one of the same hash stands there.</summary>
    public static Task PutAsync(PostgresDatabase database, ErasedCustomer customer, CancellationToken cancellationToken) => database.RunAsync(
        "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = greatest(meta.value, excluded.value)",
        cancellationToken,
        Start + customer.CustomerHash, Statements.Bytes(Encoding.UTF8.GetBytes(customer.Kept())));
}
