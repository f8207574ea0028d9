using OrderGrains.Cluster;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>A storage in memory that outlives its silos: records as bytes under ETags, and the index that goes with them.</summary>
internal sealed class MemoryStore : IClusterStore, IGrainStorage
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly Lock _gate = new();
    private readonly Dictionary<OrderId, Row> _orders = [];
    private readonly SortedSet<(string Lane, DateTimeOffset Due, long Key)> _due = [];
    private readonly SortedDictionary<string, string?> _lanes = new(StringComparer.Ordinal);

    /// <summary>Log lines and payloads of all orders.</summary>
    public int LogEntries { get; private set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (_gate)
        {
            if (_orders.TryGetValue(OrderId.Parse(grainId.Key.ToString()!), out var row))
            {
                grainState.State = (T)(object)new OrderDocument(RecordCodec.Read(row.Bytes));
                (grainState.ETag, grainState.RecordExists) = ($"{row.ETag}", true);
            }
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var document = (OrderDocument)(object)grainState.State!;
        var record = document.Record!;
        lock (_gate)
        {
            var found = _orders.TryGetValue(record.Id, out var row);
            if ((found ? $"{row!.ETag}" : null) != grainState.ETag)
            {
                throw new InconsistentStateException("Another activation has written.", row?.ETag.ToString(), grainState.ETag);
            }

            row ??= new() { Key = _orders.Count + 1 };
            (row.Bytes, row.ETag) = (RecordCodec.Write(record), row.ETag + 1);
            _orders[record.Id] = row;
            _due.RemoveWhere(due => due.Key == row.Key);
            _due.UnionWith(LaneName.DueOf(record).Select(due => (due.Lane, due.Due, row.Key)));
            LogEntries += document.Log.Count;
            (grainState.ETag, grainState.RecordExists) = ($"{row.ETag}", true);
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    /// <summary>Replaces the stored bytes of an order.</summary>
    public void Plant(OrderId order, byte[] bytes)
    {
        lock (_gate)
        {
            _orders[order].Bytes = bytes;
        }
    }

    public Task<byte[]> CustomerHashKeyAsync(CancellationToken cancellationToken) => Task.FromResult(Key);

    public Task<LaneStart> EnterLaneAsync(string lane, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _lanes.TryAdd(lane, null);
            var last = _orders.Values.Select(row => row.Record.ChangedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
            return Task.FromResult(new LaneStart(_lanes[lane], last));
        }
    }

    public Task<IReadOnlyList<string>> LanesAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>([.. _lanes.Keys]);
        }
    }

    public Task PauseAsync(string lane, string? by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _lanes[lane] = by;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DueRow>> DueAsync(
        string lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DueRow>>(
                [.. After(lane, after).TakeWhile(due => due.Due <= upTo).Take(limit).Select(due => new DueRow(OrderOf(due.Key), due.Due, due.Key))]);
        }
    }

    public Task<DateTimeOffset?> NextDueAsync(string lane, DuePosition after, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(After(lane, after).Select(due => (DateTimeOffset?)due.Due).FirstOrDefault());
        }
    }

    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var start = query.Cursor is null ? 0
            : query.Cursor.StartsWith("after-", StringComparison.Ordinal) ? int.Parse(query.Cursor["after-".Length..])
            : throw new FormatException("The cursor is none that this list has given.");
        var found = Matching(query);
        var page = found.Skip(start).Take(query.Limit).ToList();
        return Task.FromResult(new OrderPage(page, found.Count > start + page.Count ? $"after-{start + page.Count}" : null));
    }

    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => Task.FromResult(Matching(query).Count);

    private List<RecordHead> Matching(OrderQuery query)
    {
        lock (_gate)
        {
            return [.. _orders.Values.OrderByDescending(row => row.Record.ChangedAt).ThenByDescending(row => row.Key)
                .Where(row => Matches(query, row.Record.Id, RecordHead.Of(row.Record))).Select(row => RecordHead.Of(row.Record))];
        }
    }

    private static bool Matches(OrderQuery query, OrderId id, RecordHead head) =>
        (query.Tenant is null || query.Tenant == id.Tenant)
        && (query.Status is null || query.Status == head.Status)
        && (query.Attention is null || (query.Attention == "*" ? head.Attention is not null : query.Attention == head.Attention))
        && (query.Parked is null || query.Parked == head.Parked)
        && (query.CustomerHash is null || query.CustomerHash == head.CustomerHash)
        && (query.Prefix is not { Length: > 0 } prefix || (prefix.Contains('/')
            ? Starts(head.Id, prefix)
            : Starts(id.ExternalId, prefix) || Starts(head.VtexOrderId, prefix) || Starts(id.Tenant, prefix)));

    private static bool Starts(string? text, string prefix) => text?.StartsWith(prefix, StringComparison.Ordinal) == true;

    private IEnumerable<(string Lane, DateTimeOffset Due, long Key)> After(string lane, DuePosition after) =>
        _due.GetViewBetween((lane, after.Due, after.Key), (lane, DateTimeOffset.MaxValue, long.MaxValue))
            .Where(due => new DuePosition(due.Due, due.Key).IsAfter(after));

    private OrderId OrderOf(long key) => _orders.Single(order => order.Value.Key == key).Key;

    private sealed class Row
    {
        private byte[] _bytes = [];

        public long Key { get; init; }

        public int ETag { get; set; }

        public OrderRecord Record { get; private set; } = null!;

        public byte[] Bytes
        {
            get => _bytes;
            set => (_bytes, Record) = (value, RecordCodec.Read(value));
        }
    }
}
