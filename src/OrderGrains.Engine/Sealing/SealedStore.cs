using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// A store whose records and log are encrypted on their way in and opened on their way out (<see cref="Seal"/>): the same over every store. The columns beside
/// a record, which lists and lanes go by, stay clear. Without keys it writes clear, and reads what is.
/// </summary>
/// <param name="inner">Where they are kept.</param>
/// <param name="keys">The keys at this moment: they may change while the store is open.</param>
/// <param name="logger">Told of a key that is missing.</param>
public sealed class SealedStore(IOrderStore inner, Func<KeyRing> keys, ILogger logger) : IOrderStore
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10); // As often as files of keys are looked at.

    /// <summary>The store itself.</summary>
    public IOrderStore Inner => inner;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> CustomerHashKey => inner.CustomerHashKey;

    /// <inheritdoc/>
    public DateTimeOffset? LastChange => inner.LastChange;

    /// <inheritdoc/>
    public IAuditRows Audit => inner.Audit;

    /// <inheritdoc/>
    /// <remarks>Looks whether the order that changed last can be read: who forgot the keys reads it at the start, and not at the first webhook.</remarks>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await inner.OpenAsync(cancellationToken);
        var newest = (await inner.ListAsync(new(Limit: 1), cancellationToken)).Orders;
        if (newest is [var head] && await inner.FindAsync(OrderId.Parse(head.Id), cancellationToken) is { } stored
            && KeyOf(stored.Bytes.Span) is { } id && !keys().Ids.Contains(id, StringComparer.Ordinal))
        {
            logger.LogError("{Missing} Until then orders under it are answered 503", new KeyMissingException(id).Message);
        }
    }

    /// <inheritdoc/>
    public Task CloseAsync() => inner.CloseAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <inheritdoc/>
    /// <exception cref="EngineUnavailableException">Its key is missing.</exception>
    public async Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken) =>
        await inner.FindAsync(order, cancellationToken) is { } stored ? stored with { Bytes = Opened(() => Seal.Open(keys(), order, stored.Bytes)) } : null;

    /// <inheritdoc/>
    public Task<StoreTag?> WriteAsync(OrderWrite write)
    {
        var (record, log) = Seal.Write(keys(), write.Order, write.Bytes, write.Log);
        return inner.WriteAsync(write with { Bytes = record, Log = log });
    }

    /// <inheritdoc/>
    /// <exception cref="EngineUnavailableException">A key of it is missing.</exception>
    public async Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken)
    {
        var stored = await inner.LogAsync(order, cancellationToken);
        return Opened(() => Seal.Open(keys(), order, stored));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueRow>> DueAsync(LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(lane, after, upTo, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) =>
        inner.NextDueAsync(lane, after, cancellationToken);

    /// <inheritdoc/>
    public Task<LaneStart> EnterLaneAsync(LaneName lane, CancellationToken cancellationToken) => inner.EnterLaneAsync(lane, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        inner.ClaimAsync(lane, epoch, claims, cancellationToken);

    /// <inheritdoc/>
    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) => inner.PauseAsync(lane, by, at, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) => inner.LanesAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) => inner.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => inner.CountAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default) =>
        inner.FailuresAsync(tenant, query, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken) => inner.ForgetAsync(customer, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken) => inner.ForgottenAsync(cancellationToken);

    /// <inheritdoc/>
    public Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default) => inner.KeepAsync(Seal.Row(keys(), row), cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="EngineUnavailableException">Its key is missing.</exception>
    public async Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default) =>
        await inner.KeptAsync(list, key, cancellationToken) is { } row ? Opened(() => Seal.Open(keys(), row)) : null;

    /// <inheritdoc/>
    /// <exception cref="EngineUnavailableException">A key of one is missing.</exception>
    public async Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default)
    {
        var rows = await inner.KeptAsync(list, limit, below, cancellationToken);
        return Opened(() => (IReadOnlyList<KeptRow>)[.. rows.Select(row => Seal.Open(keys(), row))]);
    }

    /// <inheritdoc/>
    public Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default) => inner.RemoveKeptAsync(list, key, cancellationToken);

    /// <inheritdoc/>
    public Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default) =>
        inner.TrimKeptAsync(list, most, before, cancellationToken);

    /// <inheritdoc/>
    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        inner.OldOrdersAsync(after, before, limit, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Encrypted entries of one write go together, once the newest of them is old.</remarks>
    public Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => inner.TrimLogAsync(before, limit, cancellationToken);

    /// <summary>The key of a record; null for a clear one, and for one that is declined when it is asked for.</summary>
    private static string? KeyOf(ReadOnlySpan<byte> record)
    {
        try
        {
            return Seal.KeyOf(record);
        }
        catch (Exception exception) when (exception is JsonException or RecordTooNewException)
        {
            return null;
        }
    }

    private T Opened<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (KeyMissingException exception)
        {
            logger.LogError("{Missing}", exception.Message);
            throw new EngineUnavailableException(exception.Message, RetryAfter, exception);
        }
    }
}
