namespace OrderGrains.Sqlite;

/// <summary>Acts of operators in a directory that is copied from or into.</summary>
internal sealed class CopiedAudit(WriteSession session, ReadConnection reads) : IAuditRows
{
    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        session.Begin();
        try
        {
            AuditTable.Put(session.Connection, entries);
            session.Commit();
        }
        catch
        {
            session.Rollback();
            throw;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken) => Task.FromResult(AuditTable.Page(reads, query));

    /// <inheritdoc/>
    public Task<bool> TrimAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(AuditTable.Trim(session.Connection, before, limit));
}
