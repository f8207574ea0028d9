using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace OrderGrains.Azure;

/// <summary>An account as one side of a copy, byte by byte.</summary>
public sealed class AzureCopy : IStoreCopy
{
    private const int AtOnce = 16; // Orders read or written at the same time.

    private readonly AzureParts _parts;
    private readonly CopyLease _lease;

    private AzureCopy(AzureParts parts, CopyLease lease) => (_parts, _lease) = (parts, lease);

    /// <inheritdoc/>
    public IAuditRows Audit => _parts.Audit;

    /// <summary>Opens the account for a copy. A silo that has opened it and has not joined its cluster yet is not seen: start none meanwhile.</summary>
    /// <exception cref="InvalidOperationException">Nothing of this program's form is there, silos run on it, or another copy is under way.</exception>
    /// <exception cref="EngineUnavailableException">The account failed.</exception>
    public static Task<AzureCopy> OpenAsync(AzureOptions options, CancellationToken cancellationToken = default) => AzureFailures.ToldAsync(
        () => OpenAsync(
            AzureParts.Of(options, NullLoggerFactory.Instance),
            () => new AzureAccount(options).HasSilosAsync(TimeProvider.System.GetUtcNow() - CopyLease.SiloRuns, cancellationToken),
            cancellationToken),
        cancellationToken);

    internal static async Task<AzureCopy> OpenAsync(AzureParts parts, Func<Task<bool>> hasSilos, CancellationToken cancellationToken)
    {
        CopyLease? lease = null;
        try
        {
            await AzureSchema.DemandAsync(parts.Blobs, cancellationToken).ConfigureAwait(false);
            var holder = Guid.NewGuid();
            lease = await CopyLease.TakeAsync(
                () => parts.Blobs.HoldAsync(BlobNames.Copy, holder), () => parts.Blobs.ReleaseAsync(BlobNames.Copy, holder), TimeProvider.System)
                .ConfigureAwait(false);
            if (await hasSilos().ConfigureAwait(false))
            {
                throw new InvalidOperationException("Silos run on the storage. Stop them; one that was killed counts as gone after two minutes.");
            }

            await parts.StartAsync(cancellationToken).ConfigureAwait(false);
            return new(parts, lease);
        }
        catch
        {
            if (lease is not null)
            {
                await lease.DisposeAsync().ConfigureAwait(false);
            }

            await parts.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<CopiedFacts> FactsAsync(CancellationToken cancellationToken)
    {
        _lease.Demand();
        var key = await AzureSchema.DemandAsync(_parts.Blobs, cancellationToken).ConfigureAwait(false);
        return new(key.Bytes, await _parts.Lanes.AllAsync(cancellationToken).ConfigureAwait(false))
        {
            Forgotten = await _parts.Forgotten.ReadAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <inheritdoc/>
    public async Task PutAsync(CopiedFacts facts, CancellationToken cancellationToken)
    {
        _lease.Demand();
        var key = await AzureSchema.DemandAsync(_parts.Blobs, cancellationToken).ConfigureAwait(false);
        if (!key.Bytes.AsSpan().SequenceEqual(facts.CustomerHashKey.Span))
        {
            await foreach (var order in OrdersAsync(cancellationToken).ConfigureAwait(false))
            {
                if (RecordCodec.CustomerHashOf(order.Record.Span) is not null)
                {
                    throw new InvalidOperationException("Orders with customer hashes of another key stand there: copy into an empty container.");
                }
            }

            await _parts.Blobs.WriteAsync(BlobNames.CustomerHashKey, facts.CustomerHashKey, key.ETag, cancellationToken).ConfigureAwait(false);
        }

        var given = facts.Lanes.ToDictionary(lane => lane.Lane);
        foreach (var lane in (await _parts.Lanes.AllAsync(cancellationToken).ConfigureAwait(false)).Where(lane => !given.ContainsKey(lane.Lane)))
        {
            await _parts.Lanes.PauseAsync(lane.Lane, null, default, cancellationToken).ConfigureAwait(false);
        }

        foreach (var lane in facts.Lanes)
        {
            await _parts.Lanes.ChangeAsync(lane.Lane, row => lane with { Epoch = Math.Max(row.Epoch, lane.Epoch) }, cancellationToken).ConfigureAwait(false);
        }

        foreach (var customer in facts.Forgotten)
        {
            await _parts.Forgotten.PutAsync(customer, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CopiedOrder> OrdersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var some in _parts.Index.OrdersAsync(cancellationToken).Chunk(AtOnce).ConfigureAwait(false))
        {
            _lease.Demand();
            foreach (var order in (await Task.WhenAll(some.Select(order => ReadAsync(order, cancellationToken))).ConfigureAwait(false)).OfType<CopiedOrder>())
            {
                yield return order;
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Of some orders that are put at once those before a failure may stand; putting them again goes on from there.</remarks>
    public async Task<int> PutAsync(IReadOnlyList<CopiedOrder> orders, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var some in orders.Chunk(AtOnce))
        {
            _lease.Demand();
            written += (await Task.WhenAll(some.Select(order => PutAsync(order, cancellationToken))).ConfigureAwait(false)).Count(isNew => isNew);
        }

        return written;
    }

    /// <inheritdoc/>
    /// <remarks>What stood there before is gone, but for versions and deleted blobs that the account keeps.</remarks>
    public async Task<long> ResealAsync(Reseal change, Action<long> told, CancellationToken cancellationToken)
    {
        var (looked, changed) = (0L, 0L);
        await foreach (var some in _parts.Index.OrdersAsync(cancellationToken).Chunk(AtOnce).ConfigureAwait(false))
        {
            _lease.Demand();
            changed += (await Task.WhenAll(some.Select(order => ResealAsync(change, order, cancellationToken))).ConfigureAwait(false)).Count(isChanged => isChanged);
            told(looked += some.Length);
        }

        await new KeptReseal(
            (list, limit, below) => _parts.Kept.ListAsync(list, limit, below, cancellationToken), row => _parts.Kept.PutAsync(row, cancellationToken))
            .RunAsync(change, cancellationToken).ConfigureAwait(false);
        return changed;
    }

    /// <inheritdoc/>
    /// <remarks>All of it is read.</remarks>
    public async Task<CopyCount> CountAsync(CancellationToken cancellationToken)
    {
        var count = new CopyCount(0, 0, 0, 0);
        await foreach (var order in OrdersAsync(cancellationToken).ConfigureAwait(false))
        {
            count = count.With(order);
        }

        return count;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lease.DisposeAsync().ConfigureAwait(false);
        await _parts.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>An order as it stands; null for an id whose record is gone, or never came.</summary>
    private async Task<CopiedOrder?> ReadAsync(OrderId order, CancellationToken cancellationToken) =>
        await _parts.Records.ReadAsync(order).ConfigureAwait(false) is { IsFence: false } held
            ? new(order, held.Bytes, await _parts.LogAsync(order, cancellationToken).ConfigureAwait(false))
            : null;

    /// <summary>The log first, under the name that the new record gives its newest part; the record; then the part of the old name.</summary>
    private async Task<bool> ResealAsync(Reseal change, OrderId order, CancellationToken cancellationToken)
    {
        if (await _parts.Records.ReadAsync(order).ConfigureAwait(false) is not { IsFence: false, Record: { } record } held)
        {
            return false;
        }

        var bytes = change.Record(order, held.Bytes);
        var (from, to) = (LogName.Fingerprint(held.Bytes.Span), LogName.Fingerprint((bytes ?? held.Bytes).Span));
        var (changed, left) = await _parts.Log.ResealAsync(order, record.Version, from, to, entries => change.Log(order, entries), cancellationToken).ConfigureAwait(false);
        if (bytes is { } written && await _parts.Records.WriteAsync(order, written, held.ETag).ConfigureAwait(false) is null)
        {
            throw new StoreConflictException(order, record.Version);
        }

        if (left is not null)
        {
            await _parts.Blobs.DeleteAsync(left, cancellationToken).ConfigureAwait(false);
        }

        return changed || bytes is not null;
    }

    private async Task<bool> PutAsync(CopiedOrder order, CancellationToken cancellationToken)
    {
        var write = CopiedWrite.Of(order);
        if (await ReadAsync(order.Order, cancellationToken).ConfigureAwait(false) is not { } standing)
        {
            await _parts.Steps.RunAsync(write).ConfigureAwait(false);
            return true;
        }

        return standing.Record.Span.SequenceEqual(order.Record.Span) && standing.Log.Count == order.Log.Count
            ? false
            : throw CopiedWrite.StandsOtherwise(order.Order);
    }
}
