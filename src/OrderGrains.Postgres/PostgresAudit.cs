namespace OrderGrains.Postgres;

/// <summary>Acts of operators, in a table of their own by their keys.</summary>
internal sealed class PostgresAudit(PostgresDatabase database) : IAuditRows
{
    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) => database.RunAsync(
        "INSERT INTO audit (key, entry) SELECT * FROM unnest($1, $2) ON CONFLICT (key) DO UPDATE SET entry = excluded.entry",
        cancellationToken,
        entries.Select(entry => entry.Key).ToArray(), entries.Select(entry => entry.Kept()).ToArray());

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        _ = query.Cursor is { } cursor ? AuditEntry.TimeOf(cursor) : default;
        return await database.AskAsync(
            "SELECT entry FROM audit WHERE key < $1 AND key >= $2 ORDER BY key DESC LIMIT $3",
            row => AuditEntry.Parse(row.GetString(0)),
            cancellationToken,
            query.Cursor ?? "~", query.Since is { } since ? AuditEntry.StartOf(since) : "", query.Limit).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<bool> TrimAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => await database.RunAsync(
        "DELETE FROM audit WHERE key IN (SELECT key FROM audit WHERE key < $1 ORDER BY key LIMIT $2)",
        cancellationToken,
        AuditEntry.StartOf(before), limit).ConfigureAwait(false) == limit;
}
