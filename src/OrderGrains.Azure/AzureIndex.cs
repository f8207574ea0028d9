using System.Runtime.CompilerServices;

namespace OrderGrains.Azure;

/// <summary>
/// Lists and counts orders by their rows. What a list shows is the record's own head: a row of another version than the record's is passed
/// over, and removed where the record has left it behind. A count goes by the rows.
/// </summary>
internal sealed class AzureIndex(GrainRecords records, IEntityTable table) : IOrderIndex, IFailureIndex
{
    private const int MaxCount = 1_000_000;
    private const int MaxLimit = 200;
    private const int AtOnce = 32; // Records read at the same time.

    /// <inheritdoc/>
    /// <exception cref="FormatException">The cursor is none that this list has given.</exception>
    public async Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var cursor = ChangeCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var page = await FoundAsync(query, cursor, cancellationToken).Take(limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new([.. page.Take(limit)], page.Count > limit ? PlaceOf(page[limit - 1]).ToString() : null);
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var plan = await PlanAsync(query, cancellationToken).ConfigureAwait(false);
        var orders = new HashSet<long>((await OfIdsAsync(query, plan, cancellationToken).ConfigureAwait(false)).Select(head => PlaceOf(head).Key));
        await foreach (var row in RowsAsync(query, plan, ChangeCursor.Start, cancellationToken).ConfigureAwait(false))
        {
            orders.Add(PlaceOf(IndexRows.Head(row)).Key);
            if (orders.Count == MaxCount)
            {
                break;
            }
        }

        return orders.Count;
    }

    /// <inheritdoc/>
    /// <remarks>It goes by the rows, as a count does: of two of one order by the later.</remarks>
    public async Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default)
    {
        var asked = new OrderQuery(Tenant: tenant, Owed: query with { Failing = true });
        var plan = await PlanAsync(asked, cancellationToken).ConfigureAwait(false);
        var heads = new Dictionary<string, RecordHead>(StringComparer.Ordinal);
        await foreach (var row in table
            .MergedAsync(plan.Partitions.Select(partition => IndexRows.After(partition, ChangeCursor.Start)), cancellationToken).ConfigureAwait(false))
        {
            var head = IndexRows.Head(row);
            if (!heads.TryGetValue(head.Id, out var other) || other.Version < head.Version)
            {
                heads[head.Id] = head;
            }
        }

        return FailureGroups.Of(heads.Values, query);
    }

    /// <summary>Time of the newest change; null where there is none. Rows are written before records: after a write that was cut off it may be later than any record's.</summary>
    public async Task<DateTimeOffset?> LastChangeAsync(CancellationToken cancellationToken)
    {
        var newest = await RowsAsync(new(), await PlanAsync(new(), cancellationToken).ConfigureAwait(false), ChangeCursor.Start, cancellationToken)
            .FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return newest is null ? null : new(IndexRows.PlaceOf(newest).ChangedAt, TimeSpan.Zero);
    }

    /// <summary>Those that changed before a time and rest, the newest of them first.</summary>
    public async Task<OldOrders> OldAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var from = after is null ? new(before.UtcTicks, 0) : ChangeCursor.Parse(after); // Of those changed at that time no key comes after 0.
        var plan = await PlanAsync(new(), cancellationToken).ConfigureAwait(false);
        var rows = await RowsAsync(new(), plan, from, cancellationToken).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        var orders = new List<OrderId>();
        foreach (var some in rows.Where(row => IndexRows.Head(row) is { NextDue: null, Parked: false, Attention: null }).Chunk(AtOnce))
        {
            var heads = await Task.WhenAll(some.Select(row => ProvenAsync(new(), row, cancellationToken))).ConfigureAwait(false);
            orders.AddRange(heads.OfType<RecordHead>().Select(head => OrderId.Parse(head.Id)));
        }

        return new(orders, rows.Count == limit ? IndexRows.PlaceOf(rows[^1]).ToString() : null);
    }

    /// <summary>Every order, as its id says that was entered before its record.</summary>
    public async IAsyncEnumerable<OrderId> OrdersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var tenant in await TenantsAsync(cancellationToken).ConfigureAwait(false))
        {
            await foreach (var row in table.AllAsync(IndexRows.Orders(tenant), cancellationToken).ConfigureAwait(false))
            {
                yield return OrderId.Parse(row.Value);
            }
        }
    }

    /// <summary>From the lists as they are read, and from the ids, which are few; an order that both have, once.</summary>
    private async IAsyncEnumerable<RecordHead> FoundAsync(
        OrderQuery query, ChangeCursor cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
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

    private async Task<IndexPlan> PlanAsync(OrderQuery query, CancellationToken cancellationToken) =>
        IndexPlan.Of(query, await TenantsAsync(cancellationToken).ConfigureAwait(false));

    private async Task<List<string>> TenantsAsync(CancellationToken cancellationToken) => await table
        .AllAsync(RowRange.All(IndexRows.Tenants), cancellationToken).Select(row => row.At.Key).ToListAsync(cancellationToken).ConfigureAwait(false);

    private IAsyncEnumerable<EntityRow> RowsAsync(OrderQuery query, IndexPlan plan, ChangeCursor cursor, CancellationToken cancellationToken) => table
        .MergedAsync(plan.Partitions.Select(partition => IndexRows.After(partition, cursor)), cancellationToken)
        .Where(row => Matches(query, IndexRows.Head(row)));

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
            var held = await Task.WhenAll(some.Select(id => records.ReadAsync(OrderId.Parse(id)))).WaitAsync(cancellationToken).ConfigureAwait(false);
            heads.AddRange(held.Select(one => one?.Record).OfType<OrderRecord>().Select(RecordHead.Of).Where(head => Matches(query, head)));
        }

        return [.. heads.OrderByDescending(head => head.ChangedAt).ThenByDescending(head => PlaceOf(head).Key)];
    }

    /// <summary>The head of the record where the row is for it as it stands.</summary>
    private async Task<RecordHead?> ProvenAsync(OrderQuery query, EntityRow row, CancellationToken cancellationToken)
    {
        var head = IndexRows.Head(row);
        var held = await records.ReadAsync(OrderId.Parse(head.Id)).WaitAsync(cancellationToken).ConfigureAwait(false);
        var record = held?.Record;
        if (record is null || record.Version < head.Version)
        {
            return null; // Of a write that is under way, or was cut off: the row of the version before still stands.
        }

        if (record.Version == head.Version && record.ChangedAt == head.ChangedAt)
        {
            // Two writes of one version may have entered the same row, and the other one's words stand in it.
            return RecordHead.Of(record) is var proven && Matches(query, proven) ? proven : null;
        }

        await ((Task)table.DeleteAsync(row.At, null, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private static bool Matches(OrderQuery query, RecordHead head) => OrderSearch.Matches(query, OrderId.Parse(head.Id), head);

    private static ChangeCursor PlaceOf(RecordHead head) => new(head.ChangedAt.UtcTicks, BlobNames.NumberOf(OrderId.Parse(head.Id)));

    /// <summary>Whether a place comes after another in a list, which begins with the newest.</summary>
    private static bool IsAfter(ChangeCursor place, ChangeCursor other) => (place.ChangedAt, place.Key).CompareTo((other.ChangedAt, other.Key)) < 0;
}
