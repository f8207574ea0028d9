using Orleans.Storage;

namespace OrderGrains.Azure;

/// <summary>
/// Records in any provider of grain storage that tells versions by ETags. Each is kept as the state of the order's grain, where people who know the
/// framework look for it; no grain is needed to call the provider.
/// </summary>
internal sealed class GrainRecords(IGrainStorage storage, Func<KeyRing> keys)
{
    /// <summary>Name of the state, which the provider puts into the name of what it keeps.</summary>
    public const string StateName = "record";

    /// <summary>Type of the grain whose state it is.</summary>
    public const string GrainType = "order";

    /// <summary>What is kept of an order; null where nothing is.</summary>
    public async Task<HeldRecord?> ReadAsync(OrderId order)
    {
        var state = new GrainState<OrderDocument>(new());
        await storage.ReadStateAsync(StateName, GrainOf(order), state).ConfigureAwait(false);
        return state.ETag is { } etag ? new(state.State?.Bytes ?? default, etag, bytes => RecordCodec.Read(Seal.Open(keys(), order, bytes), order)) : null;
    }

    /// <summary>Writes where the ETag is still the given one; with null, where nothing is kept.</summary>
    /// <returns>The new ETag; null where another write came first, and nothing was written.</returns>
    public async Task<string?> WriteAsync(OrderId order, ReadOnlyMemory<byte> bytes, string? etag)
    {
        var state = new GrainState<OrderDocument>(new(bytes), etag) { RecordExists = etag is not null };
        try
        {
            await storage.WriteStateAsync(StateName, GrainOf(order), state).ConfigureAwait(false);
            return state.ETag;
        }
        catch (InconsistentStateException)
        {
            return null;
        }
    }

    /// <summary>Removes where the ETag is still the given one; false where it is not, and nothing was removed.</summary>
    public async Task<bool> RemoveAsync(OrderId order, string etag)
    {
        try
        {
            await storage.ClearStateAsync(StateName, GrainOf(order), new GrainState<OrderDocument>(new(), etag) { RecordExists = true }).ConfigureAwait(false);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private static GrainId GrainOf(OrderId order) => GrainId.Create(GrainType, order.ToString());
}

/// <summary>What is kept of an order.</summary>
/// <param name="Bytes">The record as it is stored; empty for a fence.</param>
/// <param name="ETag">Changes with every write.</param>
/// <param name="Read">Reads it, encrypted or not.</param>
internal sealed record HeldRecord(ReadOnlyMemory<byte> Bytes, string ETag, Func<ReadOnlyMemory<byte>, OrderRecord> Read)
{
    /// <summary>Whether it is a fence: no record, but an empty document that makes the write of anybody who read before it fail.</summary>
    public bool IsFence => Bytes.IsEmpty;

    /// <summary>The record; null for a fence.</summary>
    /// <exception cref="RecordTooNewException">A newer version of the hub wrote it.</exception>
    /// <exception cref="KeyMissingException">Its key is missing.</exception>
    public OrderRecord? Record => IsFence ? null : Read(Bytes);
}
