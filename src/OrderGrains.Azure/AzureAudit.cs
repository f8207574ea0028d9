using System.Globalization;

namespace OrderGrains.Azure;

/// <summary>Acts of operators: rows of the table, whose keys count down, since a table gives its rows in the order of their keys alone.</summary>
internal sealed class AzureAudit(IEntityTable table) : IAuditRows
{
    private const string Partition = "audit";
    private const int TicksDigits = 19;

    /// <inheritdoc/>
    public async Task KeepAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var some in entries.Chunk(16))
        {
            await Task.WhenAll(some.Select(entry => table.UpsertAsync(new(Partition, Down(entry.Key)), entry.Kept(), cancellationToken))).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        var after = query.Cursor is { } cursor ? Down(cursor) : "";
        var before = query.Since is { } since ? Down(since) + RowRange.End : RowRange.End;
        var page = await table.PageAsync(new(Partition, after, before), query.Limit, cancellationToken).ConfigureAwait(false);
        return [.. page.Select(static row => AuditEntry.Parse(row.Value))];
    }

    /// <inheritdoc/>
    public async Task<bool> TrimAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var old = await table.PageAsync(new(Partition, Down(before) + RowRange.End, RowRange.End), limit, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(old.Select(row => table.DeleteAsync(row.At, null, cancellationToken))).ConfigureAwait(false);
        return old.Count == limit;
    }

    private static string Down(string key) => Down(AuditEntry.TimeOf(key)) + key[TicksDigits..];

    private static string Down(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}");
}
