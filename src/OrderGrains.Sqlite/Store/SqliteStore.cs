using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Sqlite;

/// <summary>The store of one machine: one SQLite file in a directory that no other process may have meanwhile.</summary>
/// <param name="options">Where, and the bounds.</param>
/// <param name="log">What is no failure of the store but worth a line.</param>
/// <param name="fatal">Told once, when the disk has failed: nobody knows what was kept, and nothing is written from then on.</param>
public sealed class SqliteStore(SqliteOptions options, ILogger<SqliteStore> log, Action<Exception> fatal) : IOrderStore, IStoreSizes
{
    private OpenStore? _open;
    private bool _closed;

    /// <summary>The framework's reminders, in a table of their own.</summary>
    public IReminderRows Reminders => new SqliteReminders(() => Open);

    /// <inheritdoc/>
    public IAuditRows Audit => new SqliteAudit(() => Open);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CustomerHashKey => Open.CustomerHashKey;

    /// <inheritdoc/>
    public DateTimeOffset? LastChange => Open.LastChange;

    private OpenStore Open => _open ?? throw new EngineUnavailableException("The store is not open.", options.RetryAfter);

    /// <inheritdoc/>
    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _open = await Task.Run(() => new OpenStore(options, log, fatal), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task CloseAsync() => EndAsync(crash: false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await EndAsync(crash: true).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken) => Open.Orders.FindAsync(order, cancellationToken);

    /// <inheritdoc/>
    public Task<StoreTag?> WriteAsync(OrderWrite write) => Open.WriteAsync(new RecordWrite(write, options.Faults));

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueRow>> DueAsync(LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) =>
        Open.Due.DueAsync(lane, after, upTo, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) =>
        Open.Due.NextDueAsync(lane, after, cancellationToken);

    /// <inheritdoc/>
    public Task<LaneStart> EnterLaneAsync(LaneName lane, CancellationToken cancellationToken) =>
        Open.WriteAsync(new LaneWrite<LaneStart>(lane, static (lanes, number) => lanes.Enter(number))).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        Open.WriteAsync(new LaneWrite<bool>(lane, (lanes, number) => lanes.Claim(number, epoch, claims))).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) =>
        Open.WriteAsync(new LaneWrite<bool>(lane, (lanes, number) => lanes.Pause(number, by, at))).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) => Open.Due.LanesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) => Open.Index.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => Open.Index.CountAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default) =>
        Open.Failures.FailuresAsync(tenant, query, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken) => Open.Lists.LogAsync(order, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken) =>
        ChangeAsync(connection => Forgotten.Put(connection, customer), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken) => Open.Lists.ForgottenAsync(cancellationToken);

    /// <inheritdoc/>
    public Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default) => ChangeAsync(connection => Kept.Put(connection, row), cancellationToken);

    /// <inheritdoc/>
    public Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default) => Open.Lists.KeptAsync(list, key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default) =>
        Open.Lists.KeptAsync(list, limit, below, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default) =>
        ChangeAsync(connection => Kept.Remove(connection, list, key), cancellationToken);

    /// <inheritdoc/>
    public Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default) =>
        ChangeAsync(connection => Kept.Trim(connection, list, most, before), cancellationToken);

    /// <inheritdoc/>
    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Open.Lists.OldOrdersAsync(after, before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Open.WriteAsync(new StepWrite<bool>(session => session.Trim.Run(before.UtcTicks, limit))).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The file holds records and log; what was written last is in the log that is folded into it.</remarks>
    public Task<IReadOnlyList<StorePart>> SizesAsync(CancellationToken cancellationToken)
    {
        var path = Database.PathIn(options.DataDirectory);
        return Task.FromResult<IReadOnlyList<StorePart>>([Part("database", path), Part("write_ahead_log", path + "-wal")]);
    }

    private static StorePart Part(string name, string path) => new(name, new FileInfo(path) is { Exists: true } file ? file.Length : 0);

    private Task ChangeAsync(Action<SqliteConnection> change, CancellationToken cancellationToken) => Open.WriteAsync(new StepWrite<bool>(session =>
    {
        change(session.Connection);
        return true;
    })).WaitAsync(cancellationToken);

    private async Task EndAsync(bool crash)
    {
        if (_open is { } open && !_closed)
        {
            _closed = true;
            await open.CloseAsync(crash).ConfigureAwait(false);
        }
    }
}
