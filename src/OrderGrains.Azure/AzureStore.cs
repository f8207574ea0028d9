namespace OrderGrains.Cluster;

/// <summary>What is due, lanes and pauses, and the index of orders, on a storage without transactions.</summary>
internal sealed class KeyValueStore(IRecordBlobs blobs, IEntityTable table) : IClusterStore
{
    private const string Lanes = "lanes";
    private const string Pauses = "pauses";

    private readonly KeyValueIndex _index = new(blobs, table);
    private readonly StaleDueRows _stale = new(blobs, table);

    /// <inheritdoc/>
    public Task<byte[]> CustomerHashKeyAsync(CancellationToken cancellationToken) => blobs.CustomerHashKeyAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<LaneStart> EnterLaneAsync(string lane, CancellationToken cancellationToken)
    {
        await table.UpsertAsync(new(Lanes, KeyOf(lane)), lane, cancellationToken).ConfigureAwait(false);
        var pause = await table.ReadAsync(new(Pauses, KeyOf(lane)), cancellationToken).ConfigureAwait(false);
        return new(pause?.Value, await LastChangeAsync(LaneName.Parts(lane).Tenant, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> LanesAsync(CancellationToken cancellationToken)
    {
        var lanes = new List<string>();
        await foreach (var row in table.AllAsync(RowRange.All(Lanes), cancellationToken).ConfigureAwait(false))
        {
            lanes.Add(row.Value);
        }

        return lanes;
    }

    /// <inheritdoc/>
    public Task PauseAsync(string lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) => by is null
        ? table.DeleteAsync(new(Pauses, KeyOf(lane)), null, cancellationToken)
        : Task.WhenAll(
            table.UpsertAsync(new(Lanes, KeyOf(lane)), lane, cancellationToken),
            table.UpsertAsync(new(Pauses, KeyOf(lane)), by, cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DueRow>> DueAsync(
        string lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken)
    {
        var page = await table.PageAsync(DueRows.Between(lane, after, upTo), limit, cancellationToken).ConfigureAwait(false);
        await _stale.RemoveAsync(lane, page, upTo, cancellationToken).ConfigureAwait(false);
        return [.. page.Select(row => DueRows.Read(lane, row).Row)]; // Also what was just removed: the order will say that it owes nothing.
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextDueAsync(string lane, DuePosition after, CancellationToken cancellationToken)
    {
        var next = await table.PageAsync(DueRows.Between(lane, after, DateTimeOffset.MaxValue), 1, cancellationToken).ConfigureAwait(false);
        return next is [var row] ? DueRows.Read(lane, row).Row.Due : null;
    }

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) => _index.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => _index.CountAsync(query, cancellationToken);

    /// <summary>Of the lane's tenant, whose orders alone owe it. A row without its record only makes it later, which costs a read.</summary>
    private async Task<DateTimeOffset> LastChangeAsync(string tenant, CancellationToken cancellationToken)
    {
        var newest = await Task.WhenAll(IndexRows.Partitions(IndexRows.Everything, tenant)
            .Select(partition => table.PageAsync(RowRange.All(partition), 1, cancellationToken))).ConfigureAwait(false);
        return newest.SelectMany(page => page).Select(IndexRows.ChangedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
    }

    private static string KeyOf(string lane) => DueRows.PartitionOf(lane);
}
