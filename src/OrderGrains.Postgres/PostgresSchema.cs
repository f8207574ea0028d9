using System.Reflection;
using System.Security.Cryptography;
using Npgsql;

namespace OrderGrains.Postgres;

/// <summary>The tables. They are made in one transaction, under a lock, so that two processes may try at once.</summary>
internal static class PostgresSchema
{
    /// <summary>The version that this program needs.</summary>
    public const int Version = 4;

    private const long Lock = 0x6F726467; // "ordg"

    /// <summary>Makes the tables where there are none; the version that stood there before, 0 for none.</summary>
    /// <exception cref="InvalidOperationException">Another version of this program wrote them.</exception>
    public static async Task<int> InitAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)", cancellationToken).ConfigureAwait(false);
        var before = await ReadAsync(connection, cancellationToken).ConfigureAwait(false);
        Demand(before is 0 or Version, before);
        if (before == 0)
        {
            await RunAsync(connection, Resource("schema.sql"), cancellationToken).ConfigureAwait(false);
            await RunAsync(connection, $"INSERT INTO schema_version VALUES ({Version})", cancellationToken).ConfigureAwait(false);
        }

        await WriteQueriesAsync(connection, cancellationToken).ConfigureAwait(false);
        await RunAsync(
            connection, "INSERT INTO meta (name, value) VALUES ('customer-hash-key', $1) ON CONFLICT DO NOTHING", cancellationToken,
            RandomNumberGenerator.GetBytes(32)).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return before;
    }

    /// <summary>Checks that the tables are those that this program needs.</summary>
    /// <exception cref="InvalidOperationException">They are not; the message says what to do.</exception>
    /// <exception cref="EngineUnavailableException">The database cannot be reached.</exception>
    public static async Task DemandAsync(PostgresDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        int version;
        try
        {
            version = await ReadAsync(connection, cancellationToken).WaitAsync(PostgresDatabase.Longest, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            version = 0;
        }
        catch (TimeoutException exception)
        {
            throw new EngineUnavailableException("The database gave no answer.", TimeSpan.FromSeconds(2), exception);
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
            throw new InvalidOperationException(version == 0
                ? "The database has no tables of this program. Run: silo init-database"
                : $"The database is of version {version}; this program knows version {Version}. Run the program that wrote it.");
        }
    }

    private static async Task<int> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement("SELECT version FROM schema_version");
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as int? ?? 0;
    }

    private static async Task WriteQueriesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (key, text) in Queries())
        {
            await RunAsync(
                connection, "INSERT INTO orleansquery VALUES ($1, $2) ON CONFLICT (querykey) DO UPDATE SET querytext = excluded.querytext", cancellationToken,
                key, text).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = connection.Statement(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"OrderGrains.Postgres.{name}")
            ?? throw new InvalidOperationException($"The program has no {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
