using System.Collections.Concurrent;

namespace OrderGrains.Azure;

/// <summary>
/// Writes orders on a storage without transactions: the order of the steps is what keeps rows and records together.
/// <list type="number">
/// <item>What the record will owe, its rows for the lists and its part of the log are entered. A write that ends here, or whose record then meets another
/// ETag, leaves rows that no record bears out.</item>
/// <item>The record is written under its ETag. It counts from here on, and no row that it needs is missing.</item>
/// <item>Rows that were the last version's and are not this one's go, as far as that works.</item>
/// </list>
/// Rows too many do no harm: a lane asks the order before it calls, a list asks the record before it shows. They are removed where they are
/// met (<see cref="StaleDueRows"/>, <see cref="AzureIndex"/>). What a row is compared with is always a record, never another row.
/// </summary>
internal sealed class OrderSteps(GrainRecords records, IEntityTable table, AzureLog log, StaleDueRows stale)
{
    /// <summary>How long a write waits until the rows that it has made superfluous are removed; what is left is removed later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>How long a sender is asked to wait before it sends again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Fences that a first write goes over: each stands for a look at rows that came to nothing, a minute old or more.</summary>
    private const int MaxFences = 3;

    private readonly ConcurrentDictionary<string, bool> _tenants = new(StringComparer.Ordinal);

    /// <summary>Writes a record or removes it; the new tag, null after a removal.</summary>
    /// <exception cref="StoreConflictException">The store has another version.</exception>
    /// <exception cref="EngineUnavailableException">The write ended before the record.</exception>
    public async Task<AzureTag?> RunAsync(OrderWrite write)
    {
        if (write.After is not null)
        {
            return await WriteAsync(write).ConfigureAwait(false);
        }

        await RemoveAsync(write).ConfigureAwait(false);
        return null;
    }

    private async Task<AzureTag> WriteAsync(OrderWrite write)
    {
        var etag = (write.Tag as AzureTag)?.ETag;
        for (var fences = 0; ; fences++)
        {
            var due = await EnterAsync(write).ConfigureAwait(false);
            if (write.ClearsLog)
            {
                await log.ClearAsync(write, CancellationToken.None).ConfigureAwait(false); // Before the record: cut off here, the order is asked to erase again.
            }

            if (await records.WriteAsync(write.Order, write.Bytes, etag).ConfigureAwait(false) is { } written)
            {
                await LeaveAsync(write).ConfigureAwait(false);
                return new(written, LogName.Fingerprint(write.Bytes.Span));
            }

            // A first write goes over a fence, with rows entered anew: those from before it may be on their way out.
            var fence = write.Tag is null && fences < MaxFences ? await FenceAsync(write.Order).ConfigureAwait(false) : null;
            if (fence is null || fence == etag)
            {
                await Task.WhenAll(due.Select(row => stale.RemoveAsync(row.Lane, row.At, row.ETag)))
                    .WaitAsync(Patience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw new StoreConflictException(write.Order, write.Before.Version);
            }

            etag = fence;
        }
    }

    /// <summary>Removes a record first, since a row without one does no harm, then its rows, then its log.</summary>
    private async Task RemoveAsync(OrderWrite write)
    {
        if (write.Tag is not AzureTag tag || !await records.RemoveAsync(write.Order, tag.ETag).ConfigureAwait(false))
        {
            throw new StoreConflictException(write.Order, write.Before.Version);
        }

        await LeaveAsync(write).ConfigureAwait(false);
        await log.RemoveAsync(write.Order, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The first step; the rows of what comes due.</summary>
    private async Task<IReadOnlyList<(LaneName Lane, RowKey At, string ETag)>> EnterAsync(OrderWrite write)
    {
        var was = IndexRows.Of(write.Before);
        try
        {
            var due = Task.WhenAll(write.NewlyDue.Select(async one =>
            {
                var at = DueRows.At(write.Order, one, write.After!.Version);
                return (one.Lane, at, await table.UpsertAsync(at, "", CancellationToken.None).ConfigureAwait(false));
            }));
            await Task.WhenAll(
            [
                due,
                .. IndexRows.Of(write.After).Where(row => !was.ContainsKey(row.Key)).Select(row => table.UpsertAsync(row.Key, row.Value, CancellationToken.None)),
                EnterTenantAsync(write.Order.Tenant),
                log.EnterAsync(write, CancellationToken.None),
            ]).ConfigureAwait(false);
            return await due.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw new EngineUnavailableException("The storage did not take the rows before the record.", RetryAfter, exception);
        }
    }

    /// <summary>The last step.</summary>
    private async Task LeaveAsync(OrderWrite write)
    {
        var listed = IndexRows.Of(write.After);
        var version = write.After?.Version ?? write.Before.Version;
        await Task.WhenAll(
        [
            .. write.NoLongerDue.Select(one => LeaveAsync(write.Order, one, version)),
            .. IndexRows.Of(write.Before).Keys.Where(row => !listed.ContainsKey(row)).Select(row => table.DeleteAsync(row, null, CancellationToken.None)),
        ]).WaitAsync(Patience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Removes what is not due any more, as of a version: whichever earlier write entered it, nobody needs it, since a later version that owes it again
    /// enters a row of its own.
    /// </summary>
    private async Task LeaveAsync(OrderId order, LaneDue due, int version)
    {
        await foreach (var row in table.AllAsync(DueRows.Of(order, due), CancellationToken.None).ConfigureAwait(false))
        {
            var (read, entered) = DueRows.Read(due.Lane, row.At);
            if (read.Order == order && entered <= version)
            {
                await table.DeleteAsync(row.At, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task<string?> FenceAsync(OrderId order)
    {
        try
        {
            return await records.ReadAsync(order).ConfigureAwait(false) is { IsFence: true } fence ? fence.ETag : null;
        }
        catch (Exception)
        {
            return null; // The conflict is known all the same.
        }
    }

    private async Task EnterTenantAsync(string tenant)
    {
        if (!_tenants.ContainsKey(tenant))
        {
            await table.UpsertAsync(new(IndexRows.Tenants, tenant), "", CancellationToken.None).ConfigureAwait(false);
            _tenants[tenant] = true;
        }
    }
}
