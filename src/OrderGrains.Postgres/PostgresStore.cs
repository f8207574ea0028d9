namespace OrderGrains.Postgres;

/// <summary>Orders in PostgreSQL, one writer a process. Membership and reminders are the framework's (<see cref="PostgresSetup"/>).</summary>
/// <param name="options">Which database.</param>
/// <param name="time">The machine's clock, which must agree with the database's.</param>
/// <param name="faults">Points at which it fails or waits, in tests.</param>
public sealed class PostgresStore(PostgresOptions options, TimeProvider time, StoreFaults? faults = null) : IOrderStore, IStoreSizes
{
    private readonly StoreFaults _faults = faults ?? new();
    private readonly PostgresDatabase _database = new(options.ConnectionString);
    private readonly Lock _gate = new();
    private OrderWriter? _writer;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CustomerHashKey { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? LastChange { get; private set; }

    /// <inheritdoc/>
    public IAuditRows Audit => field ??= new PostgresAudit(_database);

    private OrderWriter Writer
    {
        get
        {
            lock (_gate)
            {
                return _writer ??= new(_database, options);
            }
        }
    }

    private PostgresIndex Index => field ??= new(_database);

    private PostgresFailures Failures => field ??= new(_database);

    private Kept Kept => field ??= new(_database);

    private PostgresLanes Lanes => field ??= new(_database);

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await PostgresSchema.DemandAsync(_database, cancellationToken).ConfigureAwait(false);
        await SharedClock.DemandAsync(time, () => ClockAsync(cancellationToken)).ConfigureAwait(false);
        var open = await _database.AskAsync(
            """
            SELECT (SELECT value FROM meta WHERE name = 'customer-hash-key'),
                (SELECT changed_at FROM orders ORDER BY changed_at DESC, key DESC LIMIT 1),
                EXISTS (SELECT 1 FROM meta WHERE held_until > clock_timestamp())
            """,
            row => (Key: row.GetFieldValue<byte[]>(0), Last: row.IsDBNull(1) ? (DateTimeOffset?)null : row.Time(1), Held: row.GetBoolean(2)),
            cancellationToken).ConfigureAwait(false);
        if (open[0].Held)
        {
            throw new InvalidOperationException("The database is being copied. Start again when the copy has ended.");
        }

        (CustomerHashKey, LastChange) = (open[0].Key, open[0].Last);
    }

    /// <inheritdoc/>
    public async Task CloseAsync()
    {
        await Writer.CloseAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Writer.AbandonAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>Each table with its indexes, as the database knows it without looking.</remarks>
    public async Task<IReadOnlyList<StorePart>> SizesAsync(CancellationToken cancellationToken) => await _database.AskAsync(
        "SELECT name, pg_total_relation_size(name::regclass) FROM unnest(ARRAY['orders', 'owed', 'due', 'log', 'audit']) AS name",
        row => new StorePart(row.GetString(0), row.GetInt64(1)),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken)
    {
        var found = await _database.AskAsync(
            "SELECT key, version, record FROM orders WHERE external_id = $1 AND channel = $2 AND tenant = $3",
            row => new StoredRecord(row.GetFieldValue<byte[]>(2), new PostgresTag(row.GetInt64(0), row.GetInt32(1))),
            cancellationToken,
            order.ExternalId, (short)order.Channel, order.Tenant).ConfigureAwait(false);
        return found is [var record] ? record : null;
    }

    /// <inheritdoc/>
    public async Task<StoreTag?> WriteAsync(OrderWrite write)
    {
        await _faults.BeforeWrite(write.Order).ConfigureAwait(false);
        var tag = write.ClearsLog ? await WriteClearingAsync(write).ConfigureAwait(false) : await Writer.WriteAsync(write).ConfigureAwait(false);
        await _faults.AfterWrite(write.Order).ConfigureAwait(false);
        return tag;
    }

    /// <inheritdoc/>
    public Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken) => Forgotten.PutAsync(_database, customer, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken) => Forgotten.ReadAsync(_database, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueRow>> DueAsync(
        LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) =>
        Lanes.DueAsync(lane, after, upTo, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) =>
        Lanes.NextDueAsync(lane, after, cancellationToken);

    /// <inheritdoc/>
    public Task<LaneStart> EnterLaneAsync(LaneName lane, CancellationToken cancellationToken) => Lanes.EnterAsync(lane, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        Lanes.ClaimAsync(lane, epoch, claims, cancellationToken);

    /// <inheritdoc/>
    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) =>
        Lanes.PauseAsync(lane, by, at, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) => Lanes.AllAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) => Index.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => Index.CountAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default) =>
        Failures.FailuresAsync(tenant, query, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken)
    {
        var rows = await _database.AskAsync(
            """
            SELECT log.at, log.entries FROM log JOIN orders ON orders.key = log.order_key
            WHERE orders.external_id = $1 AND orders.channel = $2 AND orders.tenant = $3 ORDER BY log.seq
            """,
            row => LogEntries.Read(row.Time(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken,
            order.ExternalId, (short)order.Channel, order.Tenant).ConfigureAwait(false);
        return [.. rows.SelectMany(static entries => entries)];
    }

    /// <inheritdoc/>
    public Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default) => Kept.PutAsync(row, cancellationToken);

    /// <inheritdoc/>
    public Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default) => Kept.FindAsync(list, key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default) =>
        Kept.ListAsync(list, limit, below, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default) => Kept.RemoveAsync(list, key, cancellationToken);

    /// <inheritdoc/>
    public Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default) =>
        Kept.TrimAsync(list, most, before, cancellationToken);

    /// <inheritdoc/>
    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Index.OldAsync(after, before, limit, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => await _database.RunAsync(
        "DELETE FROM log WHERE ctid = ANY (ARRAY(SELECT ctid FROM log WHERE at < $1 ORDER BY at LIMIT $2))",
        cancellationToken,
        before.UtcTicks, limit).ConfigureAwait(false) == limit;

    private async Task<DateTimeOffset> ClockAsync(CancellationToken cancellationToken) =>
        (await _database.AskAsync("SELECT clock_timestamp()", row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>A write before which the log goes, in a transaction of its own: they are few.</summary>
    private async Task<StoreTag?> WriteClearingAsync(OrderWrite write)
    {
        await using var connection = await _database.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await using var clear = connection.Statement("DELETE FROM log WHERE order_key = $1", ((PostgresTag)write.Tag!).Key);
        await clear.ExecuteNonQueryAsync().ConfigureAwait(false);
        if (await OrderStatement.RunAsync(connection, [write], CancellationToken.None, apart: false).ConfigureAwait(false) is not [{ } key])
        {
            throw new StoreConflictException(write.Order, write.Before.Version);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
        return new PostgresTag(key, write.After!.Version);
    }
}
