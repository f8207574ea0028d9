using System.Globalization;

namespace OrderGrains.Engine.Memory;

/// <summary>
/// A store that lasts as long as the object: one for all silos of a test cluster, which may open and close it as they come and go. It has the same versions,
/// conflicts, epochs and claims as a store on a disk. Its awaits resume on the caller's scheduler, so that a test decides when each step is made.
/// </summary>
/// <param name="faults">Points at which it fails or waits.</param>
public sealed class MemoryStore(StoreFaults? faults = null) : IOrderStore
{
    private readonly StoreFaults _faults = faults ?? new();
    private readonly Lock _gate = new();
    private readonly Dictionary<OrderId, MemoryRow> _orders = [];
    private readonly Dictionary<LaneName, SortedSet<(DateTimeOffset Due, long Key)>> _due = [];
    private readonly Dictionary<long, OrderId> _keys = [];
    private readonly SortedDictionary<string, ErasedCustomer> _forgotten = new(StringComparer.Ordinal);
    private readonly MemoryLanes _lanes = new();
    private readonly MemoryKept _kept = new();
    private long _changes;

    /// <summary>Reminders beside the orders.</summary>
    public IReminderRows Reminders { get; } = new MemoryReminders();

    /// <inheritdoc/>
    public IAuditRows Audit { get; } = new MemoryAudit();

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CustomerHashKey { get; } = Enumerable.Range(1, 32).Select(number => (byte)number).ToArray();

    /// <inheritdoc/>
    public DateTimeOffset? LastChange { get; private set; }

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => Locked(() =>
    {
        LastChange = _orders.Values.MaxBy(row => row.Change)?.Record.ChangedAt;
        return true;
    });

    /// <inheritdoc/>
    public Task CloseAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken) =>
        Locked(() => _orders.TryGetValue(order, out var row) ? new StoredRecord(row.Bytes, row.Tag) : null);

    /// <inheritdoc/>
    public async Task<StoreTag?> WriteAsync(OrderWrite write)
    {
        await _faults.BeforeWrite(write.Order);
        StoreTag? tag;
        lock (_gate)
        {
            tag = Write(write);
        }

        await _faults.AfterWrite(write.Order);
        return tag;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueRow>> DueAsync(
        LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) => Locked<IReadOnlyList<DueRow>>(
        () => [.. After(lane, after).TakeWhile(row => row.Due <= upTo).Take(limit).Select(row => new DueRow(_keys[row.Key], row.Due, row.Key))]);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) =>
        Locked(() => After(lane, after).Select(row => (DateTimeOffset?)row.Due).FirstOrDefault());

    /// <inheritdoc/>
    public Task<LaneStart> EnterLaneAsync(LaneName lane, CancellationToken cancellationToken) => Locked(() => _lanes.Enter(lane));

    /// <inheritdoc/>
    public Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        Locked(() => _lanes.Claim(lane, epoch, claims));

    /// <inheritdoc/>
    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) => Locked(() =>
    {
        _lanes.Pause(lane, by, at);
        return true;
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) => Locked(() => _lanes.All);

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var below = query.Cursor is null ? long.MaxValue
            : long.TryParse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor
            : throw new FormatException("The cursor is none that this list has given.");
        var limit = Math.Clamp(query.Limit, 1, 200);
        return Locked(() =>
        {
            var found = _orders.Values.Where(row => row.Change < below && row.Matches(query)).OrderByDescending(row => row.Change).Take(limit + 1).ToList();
            var more = found.Count > limit;
            return new OrderPage([.. found.Take(limit).Select(row => row.Head)], more ? $"{found[limit - 1].Change}" : null);
        });
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) =>
        Locked(() => _orders.Values.Count(row => row.Matches(query)));

    /// <inheritdoc/>
    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default) => Locked(() =>
        FailureGroups.Of(_orders.Values.Where(row => tenant is null || row.Record.Id.Tenant == tenant).Select(row => row.Head), query));

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken) =>
        Locked<IReadOnlyList<LogEntry>>(() => _orders.TryGetValue(order, out var row) ? [.. row.Log] : []);

    /// <inheritdoc/>
    public Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken) => Locked(() => _forgotten[customer.CustomerHash] = customer);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken) => Locked<IReadOnlyList<ErasedCustomer>>(() => [.. _forgotten.Values]);

    /// <inheritdoc/>
    public Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default) => Locked(() => _kept.Put(row));

    /// <inheritdoc/>
    public Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default) => Locked(() => _kept.Find(list, key));

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default) =>
        Locked(() => _kept.Of(list, limit, below));

    /// <inheritdoc/>
    public Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default) => Locked(() => _kept.Remove(list, key));

    /// <inheritdoc/>
    public Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default) =>
        Locked(() => _kept.Trim(list, most, before));

    /// <inheritdoc/>
    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken) => Locked(() =>
    {
        var from = after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture);
        var page = _orders.Values.Where(row => row.Key > from).OrderBy(row => row.Key).Take(limit).ToList();
        return new OldOrders([.. page.Where(row => row.IsOld(before)).Select(row => row.Record.Id)], page.Count < limit ? null : $"{page[^1].Key}");
    });

    /// <inheritdoc/>
    public Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => Locked(() =>
    {
        var left = limit;
        foreach (var row in _orders.Values)
        {
            left -= row.Log.RemoveAll(entry => entry.At < before && left > 0);
            if (left <= 0)
            {
                return true;
            }
        }

        return false;
    });

    private StoreTag? Write(OrderWrite write)
    {
        var before = _orders.GetValueOrDefault(write.Order);
        if (before?.Tag != write.Tag)
        {
            throw new StoreConflictException(write.Order, write.Before.Version);
        }

        var key = before?.Key ?? _changes + 1; // As high as no key before, and never given again.
        var change = ++_changes;
        foreach (var due in write.NoLongerDue)
        {
            _due[due.Lane].Remove((due.Due, key));
        }

        foreach (var due in write.NewlyDue)
        {
            (_due.TryGetValue(due.Lane, out var rows) ? rows : _due[due.Lane] = []).Add((due.Due, key));
        }

        if (write.After is null)
        {
            _keys.Remove(key);
            _orders.Remove(write.Order);
            return null;
        }

        var log = write.ClearsLog ? [] : before?.Log ?? [];
        log.AddRange(write.Log);
        _keys[key] = write.Order;
        return (_orders[write.Order] = new(key, change, write.After, write.Bytes) { Log = log }).Tag;
    }

    private IEnumerable<(DateTimeOffset Due, long Key)> After(LaneName lane, DuePosition after) => _due.TryGetValue(lane, out var rows)
        ? rows.GetViewBetween((after.Due, after.Key), (DateTimeOffset.MaxValue, long.MaxValue)).Where(row => row != (after.Due, after.Key))
        : [];

    private Task<T> Locked<T>(Func<T> work)
    {
        lock (_gate)
        {
            return Task.FromResult(work());
        }
    }
}
