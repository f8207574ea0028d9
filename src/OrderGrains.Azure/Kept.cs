namespace OrderGrains.Azure;

/// <summary>Rows of lists that are no orders: a partition a list. Lists are short, and read whole.</summary>
internal sealed class Kept(IEntityTable table)
{
    /// <inheritdoc cref="IKeptRows.KeepAsync"/>
    public Task PutAsync(KeptRow row, CancellationToken cancellationToken) => table.UpsertAsync(new(PartitionOf(row.List), row.Key), row.Value, cancellationToken);

    /// <inheritdoc cref="IKeptRows.KeptAsync(string, string, CancellationToken)"/>
    public async Task<KeptRow?> FindAsync(string list, string key, CancellationToken cancellationToken) =>
        await table.ReadAsync(new(PartitionOf(list), key), cancellationToken).ConfigureAwait(false) is { } row ? new(list, row.At.Key, row.Value) : null;

    /// <inheritdoc cref="IKeptRows.KeptAsync(string, int, CancellationToken)"/>
    public async Task<IReadOnlyList<KeptRow>> ListAsync(string list, int limit, CancellationToken cancellationToken)
    {
        var rows = await table.AllAsync(RowRange.All(PartitionOf(list)), cancellationToken)
            .Select(row => new KeptRow(list, row.At.Key, row.Value)).ToListAsync(cancellationToken).ConfigureAwait(false);
        rows.Reverse();
        return [.. rows.Take(limit)];
    }

    /// <inheritdoc cref="IKeptRows.TrimKeptAsync"/>
    public async Task TrimAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var oldest = KeptRow.KeyAt(before);
        foreach (var row in (await ListAsync(list, int.MaxValue, cancellationToken).ConfigureAwait(false))
            .Where((row, index) => index >= most || string.CompareOrdinal(row.Key, oldest) < 0))
        {
            await table.DeleteAsync(new(PartitionOf(list), row.Key), null, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string PartitionOf(string list) => $"kept.{list}";
}
