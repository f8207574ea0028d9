namespace OrderGrains.Cluster;

/// <summary>
/// Removes rows of what was due that no record bears out, as left by a write that was cut off. They cost a lane a question each time it
/// looks, so they need not go at once, but they must go.
/// </summary>
/// <remarks>
/// A row says which version's write entered it. Where the record has come to that version without owing it, the row is nobody's. Where it
/// has not, that write may be under way: the record is first written again as it is, under its ETag, so that a write that
/// began before fails as if another activation had come first. For an order without a record a blob without bytes does that.
/// The row then goes under its own ETag, since a later write may have entered it again.
/// </remarks>
internal sealed class StaleDueRows(IRecordBlobs blobs, IEntityTable table)
{
    /// <summary>Until then a row's order is on its way to its call.</summary>
    private static readonly TimeSpan Unsuspicious = TimeSpan.FromMinutes(1);

    /// <summary>Records that one look asks for: a lane that is paused has many old rows, and all of them may be right.</summary>
    private const int AtOnce = 8;

    /// <summary>Looks at some of a page's old rows. Never throws: the next look sees them again.</summary>
    public Task RemoveAsync(string lane, IReadOnlyList<EntityRow> page, DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        var old = page.Where(row => DueRows.Read(lane, row).Row.Due <= upTo - Unsuspicious).ToArray();
        if (old.Length > AtOnce)
        {
            Random.Shared.Shuffle(old);
        }

        return Task.WhenAll(old.Take(AtOnce).Select(row => TryAsync(lane, row, cancellationToken)));
    }

    private async Task TryAsync(string lane, EntityRow row, CancellationToken cancellationToken)
    {
        try
        {
            var (due, version) = DueRows.Read(lane, row);
            var (record, blob) = await blobs.ReadAsync(due.Order, cancellationToken).ConfigureAwait(false);
            if (LaneName.DueOf(record).Contains(new(lane, due.Due)))
            {
                return;
            }

            if (record?.Version >= version || await FenceAsync(due.Order, blob, cancellationToken).ConfigureAwait(false))
            {
                await table.DeleteAsync(row.At, row.ETag, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The row does no harm meanwhile, and the storage's failure shows in the lane's own look.
        }
    }

    /// <summary>Whether no write that began before can succeed any more.</summary>
    private async Task<bool> FenceAsync(OrderId order, StoredBlob? blob, CancellationToken cancellationToken) =>
        await blobs.WriteAsync(BlobNames.Record(order), blob?.Bytes ?? [], blob?.ETag, cancellationToken).ConfigureAwait(false) is not null;
}
