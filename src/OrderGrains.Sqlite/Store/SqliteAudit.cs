namespace OrderGrains.Sqlite;

/// <summary>Acts of operators, by the one writer and the readers of what takes longer.</summary>
internal sealed class SqliteAudit(Func<OpenStore> store) : IAuditRows
{
    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) => store().WriteAsync(new StepWrite<bool>(session =>
    {
        AuditTable.Put(session.Connection, entries);
        return true;
    })).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken) =>
        store().ListPool.ReadAsync(connection => AuditTable.Page(connection, query), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrimAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        store().WriteAsync(new StepWrite<bool>(session => AuditTable.Trim(session.Connection, before, limit))).WaitAsync(cancellationToken);
}
