using System.Runtime.CompilerServices;

namespace OrderGrains.Cluster;

/// <summary>
/// Lists and counts orders by their rows. What a list shows is the record's own head: a row of another version than the record's is passed
/// over, and removed where the record has left it behind. A count goes by the rows.
/// </summary>
internal sealed class KeyValueIndex(IRecordBlobs blobs, IEntityTable table) : IOrderIndex
{
    private const int MaxCount = 1_000_000;
    private const int MaxLimit = 200;
    private const int AtOnce = 32; // Records read at the same time.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    /// <exception cref="FormatException">The cursor is none that this list has given.</exception>
    public async Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var cursor = ListCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        return await AskAsync(
            async () =>
            {
                var page = await FoundAsync(query, cursor, cancellationToken).Take(limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
                return new OrderPage([.. page.Take(limit)], page.Count > limit ? PlaceOf(page[limit - 1]).ToString() : null);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => AskAsync(
        async () =>
        {
            var plan = await PlanAsync(query, cancellationToken).ConfigureAwait(false);
            var orders = new HashSet<long>((await OfIdsAsync(query, plan, cancellationToken).ConfigureAwait(false)).Select(head => PlaceOf(head).Key));
            await foreach (var row in RowsAsync(query, plan, ListCursor.Parse(null), cancellationToken).ConfigureAwait(false))
            {
                orders.Add(PlaceOf(IndexRows.Head(row)).Key);
                if (orders.Count == MaxCount)
                {
                    break;
                }
            }

            return orders.Count;
        },
        cancellationToken);

    /// <summary>From the lists as they are read, and from the ids, which are few; an order that both have, once.</summary>
    private async IAsyncEnumerable<RecordHead> FoundAsync(
        OrderQuery query, ListCursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(query, cancellationToken).ConfigureAwait(false);
        var byId = new Queue<RecordHead>((await OfIdsAsync(query, plan, cancellationToken).ConfigureAwait(false)).Where(head => IsAfter(PlaceOf(head), cursor)));
        await foreach (var rows in RowsAsync(query, plan, cursor, cancellationToken).Chunk(AtOnce).ConfigureAwait(false))
        {
            foreach (var head in (await Task.WhenAll(rows.Select(row => ProvenAsync(query, row, cancellationToken))).ConfigureAwait(false)).OfType<RecordHead>())
            {
                while (byId.TryPeek(out var other) && !IsAfter(PlaceOf(other), PlaceOf(head)))
                {
                    byId.Dequeue();
                    if (other.Id != head.Id)
                    {
                        yield return other;
                    }
                }

                yield return head;
            }
        }

        foreach (var head in byId)
        {
            yield return head;
        }
    }

    private async Task<IndexPlan> PlanAsync(OrderQuery query, CancellationToken cancellationToken)
    {
        var tenants = await table.AllAsync(RowRange.All(IndexRows.Tenants), cancellationToken)
            .Select(row => row.At.Key).ToListAsync(cancellationToken).ConfigureAwait(false);
        return IndexPlan.Of(query, tenants);
    }

    private IAsyncEnumerable<EntityRow> RowsAsync(OrderQuery query, IndexPlan plan, ListCursor cursor, CancellationToken cancellationToken) => table
        .MergedAsync(plan.Partitions.Select(partition => IndexRows.After(partition, cursor)), cancellationToken)
        .Where(row => IndexPlan.Matches(query, IndexRows.Head(row)));

    /// <summary>What the ids lead to, as the records say, the newest change first.</summary>
    private async Task<List<RecordHead>> OfIdsAsync(OrderQuery query, IndexPlan plan, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in plan.Ids)
        {
            ids.UnionWith(await table.AllAsync(range, cancellationToken).Take(IndexPlan.MaxIds).Select(row => row.Value)
                .ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        var heads = new List<RecordHead>();
        foreach (var some in ids.Chunk(AtOnce))
        {
            var records = await Task.WhenAll(some.Select(id => blobs.ReadAsync(OrderId.Parse(id), cancellationToken))).ConfigureAwait(false);
            heads.AddRange(records.Select(read => read.Record).OfType<OrderRecord>().Select(RecordHead.Of).Where(head => IndexPlan.Matches(query, head)));
        }

        return [.. heads.OrderByDescending(head => head.ChangedAt).ThenByDescending(head => PlaceOf(head).Key)];
    }

    /// <summary>The head of the record where the row is for it as it stands.</summary>
    private async Task<RecordHead?> ProvenAsync(OrderQuery query, EntityRow row, CancellationToken cancellationToken)
    {
        var head = IndexRows.Head(row);
        var (record, _) = await blobs.ReadAsync(OrderId.Parse(head.Id), cancellationToken).ConfigureAwait(false);
        if (record is null || record.Version < head.Version)
        {
            return null; // Of a write that is under way, or was cut off: the row of the version before still stands.
        }

        if (record.Version == head.Version && record.ChangedAt == head.ChangedAt)
        {
            // Two writes of one version may have entered the same row, and the other one's words stand in it.
            return RecordHead.Of(record) is var proven && IndexPlan.Matches(query, proven) ? proven : null;
        }

        await ((Task)table.DeleteAsync(row.At, null, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException("The index of orders cannot be read.", RetryAfter, exception);
        }
    }

    private static ListCursor PlaceOf(RecordHead head) => new(head.ChangedAt.UtcTicks, BlobNames.NumberOf(OrderId.Parse(head.Id)));

    /// <summary>Whether a place comes after another in a list, which begins with the newest.</summary>
    private static bool IsAfter(ListCursor place, ListCursor other) => (place.ChangedAt, place.Key).CompareTo((other.ChangedAt, other.Key)) < 0;
}
