namespace OrderGrains.Azure;

/// <summary>
/// Removes rows of what was due that no record bears out, as left by a write that was cut off or came second. They cost a lane a question each time it
/// looks, so they need not go at once, but they must go.
/// </summary>
/// <remarks>
/// A row says which version's write entered it. Where the record has come to that version without owing it, the row is nobody's. Where it has not, that
/// write may be under way: the record is first written again as it is, under its ETag, so that a write that began before fails as if another had come
/// first. For an order without a record a state without bytes does that. The row then goes under its own ETag, since a later write may have entered it again.
/// </remarks>
internal sealed class StaleDueRows(GrainRecords records, IEntityTable table)
{
    /// <summary>Until then a row's order is on its way to its call.</summary>
    private static readonly TimeSpan Unsuspicious = TimeSpan.FromMinutes(1);

    /// <summary>Records that one look asks for: a lane that is paused has many old rows, and all of them may be right.</summary>
    private const int AtOnce = 8;

    /// <summary>Looks at some of a page's old rows. Never throws: the next look sees them again.</summary>
    public Task RemoveAsync(LaneName lane, IReadOnlyList<EntityRow> page, DateTimeOffset upTo)
    {
        var old = page.Where(row => DueRows.Read(lane, row.At).Row.Due <= upTo - Unsuspicious).ToArray();
        if (old.Length > AtOnce)
        {
            Random.Shared.Shuffle(old);
        }

        return Task.WhenAll(old.Take(AtOnce).Select(row => RemoveAsync(lane, row.At, row.ETag)));
    }

    /// <summary>Removes a row where no record bears it out. Never throws: a lane's look sees it again.</summary>
    public async Task RemoveAsync(LaneName lane, RowKey row, string etag)
    {
        try
        {
            var (due, version) = DueRows.Read(lane, row);
            var held = await records.ReadAsync(due.Order).ConfigureAwait(false);
            var record = held?.Record;
            if (LaneDue.Of(record).Contains(new(lane, due.Due)))
            {
                return;
            }

            if (record?.Version >= version || await FenceAsync(due.Order, held).ConfigureAwait(false))
            {
                await table.DeleteAsync(row, etag, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // The row does no harm meanwhile, and the storage's failure shows in the lane's own look.
        }
    }

    /// <summary>Whether no write that began before can succeed any more.</summary>
    private async Task<bool> FenceAsync(OrderId order, HeldRecord? held) =>
        await records.WriteAsync(order, held?.Bytes ?? default, held?.ETag).ConfigureAwait(false) is not null;
}
