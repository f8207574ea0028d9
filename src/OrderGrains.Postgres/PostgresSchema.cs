using System.Reflection;
using System.Security.Cryptography;
using Npgsql;

namespace OrderGrains.Cluster;

/// <summary>
/// The tables, in versions: <c>schema-N.sql</c> leads from version N - 1 to N and is never edited once released. All of an upgrade
/// is one transaction, under a lock, so that two processes may try at once.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>The version that this program needs.</summary>
    public const int Version = 2;

    private const long Lock = 0x6F726467; // "ordg"

    /// <summary>Makes the tables, or brings them up to date; the version that stood there before.</summary>
    /// <exception cref="InvalidOperationException">A newer version of this program wrote them.</exception>
    public static async Task<int> UpgradeAsync(NpgsqlDataSource database, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)", cancellationToken).ConfigureAwait(false);
        var before = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        Demand(before <= Version, before);
        for (var version = before + 1; version <= Version; version++)
        {
            await RunAsync(connection, Resource($"schema-{version}.sql"), cancellationToken).ConfigureAwait(false);
            await RunAsync(connection, $"DELETE FROM schema_version; INSERT INTO schema_version VALUES ({version})", cancellationToken).ConfigureAwait(false);
        }

        await WriteQueriesAsync(connection, cancellationToken).ConfigureAwait(false);
        await using var key = new NpgsqlCommand("INSERT INTO meta (name, value) VALUES ('customer-hash-key', $1) ON CONFLICT DO NOTHING", connection);
        key.Parameters.AddWithValue(RandomNumberGenerator.GetBytes(32));
        await key.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return before;
    }

    /// <summary>Checks that the tables are those that this program needs.</summary>
    /// <exception cref="InvalidOperationException">They are not; the message says what to do.</exception>
    public static async Task DemandAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        int version;
        try
        {
            version = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            version = 0;
        }

        Demand(version == Version, version);
    }

    /// <summary>The statements of <c>queries.sql</c> by their keys.</summary>
    public static IEnumerable<(string Key, string Text)> Queries() =>
        from part in Resource("queries.sql").Split("-- key: ").Skip(1)
        let end = part.IndexOf('\n', StringComparison.Ordinal)
        select (part[..end].Trim(), part[end..].Trim().TrimEnd(';'));

    private static void Demand(bool met, int version)
    {
        if (!met)
        {
            throw new InvalidOperationException(version > Version
                ? $"The database is of version {version}; this program knows version {Version}. Run the program that wrote it."
                : $"The database is of version {version}; this program needs version {Version}. Run: silo init-database");
        }
    }

    private static async Task<int> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT version FROM schema_version", connection);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as int? ?? 0;
    }

    private static async Task WriteQueriesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (key, text) in Queries())
        {
            await using var command = new NpgsqlCommand(
                "INSERT INTO orleansquery VALUES ($1, $2) ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext", connection);
            command.Parameters.AddWithValue(key);
            command.Parameters.AddWithValue(text);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Every text is written in this project.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"OrderGrains.Cluster.{name}")
            ?? throw new InvalidOperationException($"The program has no {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
