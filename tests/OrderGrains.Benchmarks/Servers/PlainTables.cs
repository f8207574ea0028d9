using Npgsql;

namespace OrderGrains.Benchmarks.Servers;

/// <summary>
/// What the framework's ADO.NET storage needs of a database: a row a grain, which a write replaces where its version is the one that was read, and the statements
/// under the names by which the provider looks for them.
/// </summary>
internal static class PlainTables
{
    private const string Sql = """
        CREATE TABLE grain_states (
            grain_type text NOT NULL,
            grain text NOT NULL,
            service text NOT NULL,
            version integer NOT NULL,
            payload bytea,
            PRIMARY KEY (grain, grain_type, service));
        INSERT INTO orleansquery VALUES
        ('ReadFromStorageKey', '
            SELECT payload AS PayloadBinary, version AS Version, now() AS ModifiedOn FROM grain_states
            WHERE grain = @GrainIdExtensionString AND grain_type = @GrainTypeString AND service = @ServiceId'),
        ('WriteToStorageKey', '
            INSERT INTO grain_states (grain_type, grain, service, version, payload)
            VALUES (@GrainTypeString, @GrainIdExtensionString, @ServiceId, 1, @PayloadBinary)
            ON CONFLICT (grain, grain_type, service) DO UPDATE SET version = grain_states.version + 1, payload = excluded.payload
                WHERE grain_states.version = @GrainStateVersion
            RETURNING version AS NewGrainStateVersion'),
        ('ClearStorageKey', '
            UPDATE grain_states SET version = version + 1, payload = NULL
            WHERE grain = @GrainIdExtensionString AND grain_type = @GrainTypeString AND service = @ServiceId AND version = @GrainStateVersion
            RETURNING version AS NewGrainStateVersion'),
        ('DeleteStorageKey', '
            DELETE FROM grain_states
            WHERE grain = @GrainIdExtensionString AND grain_type = @GrainTypeString AND service = @ServiceId AND version = @GrainStateVersion
            RETURNING version + 1 AS NewGrainStateVersion')
        """;

    /// <summary>Makes them in a database that has the framework's other tables.</summary>
    public static async Task MakeAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(Sql);
        await command.ExecuteNonQueryAsync();
    }
}
