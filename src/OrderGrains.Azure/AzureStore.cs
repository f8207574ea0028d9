using Microsoft.Extensions.Logging;

namespace OrderGrains.Azure;

/// <summary>
/// Orders in Azure Storage: records by the framework's provider of blobs, all that they are found by as rows of a table, logs as blobs. No transaction
/// spans these (<see cref="OrderSteps"/>). Membership and reminders are the framework's too (<see cref="AzureSetup"/>).
/// </summary>
/// <remarks>Run against Azurite, not against Azure: see docs/cluster.md.</remarks>
public sealed class AzureStore : IOrderStore
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>Writes under way at once, some eight requests each: what more there are would only make each other late.</summary>
    internal const int MaxWrites = 16;

    private readonly SemaphoreSlim _writes = new(MaxWrites, MaxWrites);
    private readonly AzureParts _parts;
    private readonly TimeProvider _time;
    private readonly TimeSpan _writeWait;
    private readonly StoreFaults _faults;
    private bool _closed;

    /// <summary>For an account.</summary>
    /// <param name="options">Which account.</param>
    /// <param name="time">The machine's clock, which must agree with the storage's.</param>
    /// <param name="log">Where the framework's provider says what fails.</param>
    /// <param name="faults">Points at which it fails or waits, in tests.</param>
    public AzureStore(AzureOptions options, TimeProvider time, ILoggerFactory log, StoreFaults? faults = null)
        : this(AzureParts.Of(options, log), time, options.WriteWait, faults)
    {
    }

    internal AzureStore(AzureParts parts, TimeProvider time, TimeSpan writeWait, StoreFaults? faults = null) =>
        (_parts, _time, _writeWait, _faults) = (parts, time, writeWait, faults ?? new());

    /// <inheritdoc/>
    public IAuditRows Audit => _parts.Audit;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CustomerHashKey { get; private set; }

    /// <inheritdoc/>
    public DateTimeOffset? LastChange { get; private set; }

    /// <inheritdoc/>
    public Task OpenAsync(CancellationToken cancellationToken) => AzureFailures.ToldAsync(() => ReadFormAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task CloseAsync()
    {
        _closed = true; // Every write is awaited by who made it.
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _closed = true;
        return _parts.DisposeAsync();
    }

    /// <inheritdoc/>
    public Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken) => AskAsync(
        async () => await _parts.Records.ReadAsync(order).WaitAsync(cancellationToken).ConfigureAwait(false) is { IsFence: false } held
            ? new StoredRecord(held.Bytes, new AzureTag(held.ETag, LogName.Fingerprint(held.Bytes.Span)))
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public async Task<StoreTag?> WriteAsync(OrderWrite write)
    {
        if (_closed || !await _writes.WaitAsync(_writeWait).ConfigureAwait(false))
        {
            throw new EngineUnavailableException(_closed ? "The store is closed." : "Too many writes wait.", RetryAfter);
        }

        try
        {
            await _faults.BeforeWrite(write.Order).ConfigureAwait(false);
            var tag = await _parts.Steps.RunAsync(write).ConfigureAwait(false);
            await _faults.AfterWrite(write.Order).ConfigureAwait(false);
            return tag;
        }
        finally
        {
            _writes.Release();
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueRow>> DueAsync(
        LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) =>
        AskAsync(() => _parts.Lanes.DueAsync(lane, after, upTo, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) =>
        AskAsync(() => _parts.Lanes.NextDueAsync(lane, after, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<LaneStart> EnterLaneAsync(LaneName lane, CancellationToken cancellationToken) => _parts.Lanes.EnterAsync(lane, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        _parts.Lanes.ClaimAsync(lane, epoch, claims, cancellationToken);

    /// <inheritdoc/>
    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) =>
        _parts.Lanes.PauseAsync(lane, by, at, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) => AskAsync<IReadOnlyList<LaneName>>(
        async () => [.. (await _parts.Lanes.AllAsync(cancellationToken).ConfigureAwait(false)).Select(lane => lane.Lane)], cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="FormatException">The cursor is none that this list has given.</exception>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) =>
        AskAsync(() => _parts.Index.ListAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>It goes by the rows, and may be ahead by writes that were cut off.</remarks>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) =>
        AskAsync(() => _parts.Index.CountAsync(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>It goes by the rows, and may be ahead by writes that were cut off.</remarks>
    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default) =>
        AskAsync(() => _parts.Index.FailuresAsync(tenant, query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken) =>
        AskAsync(() => _parts.LogAsync(order, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken) => _parts.Forgotten.PutAsync(customer, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken) =>
        AskAsync(() => _parts.Forgotten.ReadAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default) => _parts.Kept.PutAsync(row, cancellationToken);

    /// <inheritdoc/>
    public Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default) =>
        AskAsync(() => _parts.Kept.FindAsync(list, key, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default) =>
        AskAsync(() => _parts.Kept.ListAsync(list, limit, below, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default) => _parts.Kept.RemoveAsync(list, key, cancellationToken);

    /// <inheritdoc/>
    public Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default) =>
        _parts.Kept.TrimAsync(list, most, before, cancellationToken);

    /// <inheritdoc/>
    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        AskAsync(() => _parts.Index.OldAsync(after, before, limit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The entries of one write go together, once the newest of them is old, up to <paramref name="limit"/> writes.</remarks>
    public Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _parts.Log.TrimAsync(before, limit, cancellationToken);

    private async Task<bool> ReadFormAsync(CancellationToken cancellationToken)
    {
        CustomerHashKey = (await AzureSchema.DemandAsync(_parts.Blobs, cancellationToken).ConfigureAwait(false)).Bytes;
        await SharedClock.DemandAsync(_time, () => _parts.Blobs.TimeAsync(cancellationToken), TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        if (await _parts.Blobs.IsHeldAsync(BlobNames.Copy, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException("The storage is being copied. Start again when the copy has ended.");
        }

        await _parts.StartAsync(cancellationToken).ConfigureAwait(false);
        LastChange = await _parts.Index.LastChangeAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_closed)
        {
            throw new EngineUnavailableException("The store is closed.", RetryAfter);
        }

        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (FormatException or RecordTooNewException) && !cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException("The storage gave no answer.", RetryAfter, exception);
        }
    }
}
