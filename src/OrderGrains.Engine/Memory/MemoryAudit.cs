namespace OrderGrains.Engine.Memory;

/// <summary>Acts of operators, by their keys.</summary>
internal sealed class MemoryAudit : IAuditRows
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, AuditEntry> _entries = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                _entries[entry.Key] = entry;
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        _ = query.Cursor is { } cursor ? AuditEntry.TimeOf(cursor) : default;
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<AuditEntry>>(
            [
                .. _entries.Values.Reverse()
                    .Where(entry => (query.Cursor is null || string.CompareOrdinal(entry.Key, query.Cursor) < 0) && (query.Since is null || entry.At >= query.Since))
                    .Take(query.Limit),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task<bool> TrimAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var old = _entries.Values.TakeWhile(entry => entry.At < before).Take(limit).ToList();
            old.ForEach(entry => _entries.Remove(entry.Key));
            return Task.FromResult(old.Count == limit);
        }
    }
}
