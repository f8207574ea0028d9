namespace OrderGrains;

/// <summary>What operators did by the API, kept in the store (docs/operations.md, "Who did what").</summary>
public interface IAudit
{
    /// <summary>Keeps an act; kept again, it takes the place of what was kept under its key.</summary>
    /// <exception cref="EngineUnavailableException">It is not known to be kept. It may be kept again.</exception>
    Task KeepAsync(AuditEntry entry, CancellationToken cancellationToken = default);

    /// <summary>A page of acts, the newest first.</summary>
    /// <exception cref="FormatException">The cursor is none that this list has given.</exception>
    /// <exception cref="EngineUnavailableException">The store cannot be read.</exception>
    Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken = default);
}

/// <summary>What to look for.</summary>
/// <param name="Since">Acts before this time are left out; null for none.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Where the last page ended.</param>
public sealed record AuditQuery(DateTimeOffset? Since = null, int Limit = 50, string? Cursor = null);

/// <summary>A page of acts, and where the next one starts; null at the end.</summary>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Acts, string? Next);
