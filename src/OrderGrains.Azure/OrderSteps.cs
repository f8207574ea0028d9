using System.Collections.Concurrent;
using Orleans.Storage;

namespace OrderGrains.Cluster;

/// <summary>
/// Orders' records on a storage without transactions: the order of the writes is what keeps rows and records together.
/// <list type="number">
/// <item>What the record will owe, its rows for the lists and its log lines are entered. A write that ends here, or whose record then
/// meets another ETag, leaves rows that no record bears out.</item>
/// <item>The record is written under its ETag. It counts from here on, and no row that it needs is missing.</item>
/// <item>Rows that were the last version's and are not this one's go, as far as that works.</item>
/// </list>
/// Rows too many do no harm: a lane asks the order before it calls, a list asks the record before it shows. They are removed where they are
/// met (<see cref="StaleDueRows"/>, <see cref="KeyValueIndex"/>). What a row is compared with is always a record, never another row.
/// </summary>
/// <param name="records">Keeps a record's bytes under its name of <see cref="BlobNames"/>, where the blobs have them too, with the same ETag.</param>
/// <param name="blobs">Where the log goes.</param>
/// <param name="table">Where the rows stand.</param>
internal sealed class KeyValueOrders(IGrainStorage records, IRecordBlobs blobs, IEntityTable table) : IGrainStorage
{
    /// <summary>How long a write waits for rows to go that nobody needs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _tenants = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        records.ReadStateAsync(stateName, grainId, grainState);

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Another activation has written the record since it was read.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var document = (OrderDocument)(object)grainState.State!;
        var record = document.Record!;
        var (wasDue, due) = (LaneName.DueOf(document.Before), LaneName.DueOf(record));
        var (wasListed, listed) = (IndexRows.Of(document.Before), IndexRows.Of(record));
        await Task.WhenAll(
        [
            .. due.Except(wasDue).Select(one => table.UpsertAsync(DueRows.At(record.Id, one, record.Version), "", default)),
            .. listed.Where(row => !wasListed.ContainsKey(row.Key)).Select(row => table.UpsertAsync(row.Key, row.Value, default)),
            EnterTenantAsync(record.Id.Tenant),
            blobs.AppendAsync(record, document.Log, default),
        ]).ConfigureAwait(false);

        await records.WriteStateAsync(stateName, grainId, grainState).ConfigureAwait(false);

        await Task.WhenAll(
        [
            .. wasDue.Except(due).Select(one => RemoveAsync(record, one)),
            .. wasListed.Keys.Where(row => !listed.ContainsKey(row)).Select(row => table.DeleteAsync(row, null, default)),
        ]).WaitAsync(Patience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Nothing is dropped.</summary>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    /// <summary>
    /// Removes what is not due any more, as of this version: whichever earlier write entered it, nobody needs it, since a later
    /// version that owes it again enters a row of its own.
    /// </summary>
    private async Task RemoveAsync(OrderRecord record, LaneDue due)
    {
        await foreach (var row in table.AllAsync(DueRows.Of(record.Id, due), default).ConfigureAwait(false))
        {
            var (read, version) = DueRows.Read(due.Lane, row);
            if (read.Order == record.Id && version <= record.Version)
            {
                await table.DeleteAsync(row.At, null, default).ConfigureAwait(false);
            }
        }
    }

    private async Task EnterTenantAsync(string tenant)
    {
        if (!_tenants.ContainsKey(tenant))
        {
            await table.UpsertAsync(new(IndexRows.Tenants, tenant), "", default).ConfigureAwait(false);
            _tenants[tenant] = true;
        }
    }
}
