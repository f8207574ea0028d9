namespace OrderGrains.Engine;

/// <summary>Acts of operators, kept beside the orders. They hold no personal data, and are written clear.</summary>
public interface IAuditRows
{
    /// <summary>Keeps acts, all or some of them; kept again, an act takes the place of what was kept under its key.</summary>
    Task KeepAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);

    /// <summary>The first acts that match, the newest first; those of one time in any order, but the same at each call.</summary>
    /// <exception cref="FormatException">The cursor is no key.</exception>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>Removes acts older than a time, a bounded number of them; whether there may be more.</summary>
    Task<bool> TrimAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
