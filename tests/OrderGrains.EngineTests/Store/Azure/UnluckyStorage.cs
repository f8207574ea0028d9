using OrderGrains.Cluster;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>Blobs that meet misfortunes.</summary>
internal sealed class UnluckyBlobs(IRecordBlobs blobs, Misfortunes misfortunes) : IRecordBlobs
{
    public Task<StoredBlob?> ReadAsync(string name, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("read", name, () => blobs.ReadAsync(name, cancellationToken));

    public Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("write", name, () => blobs.WriteAsync(name, bytes, etag, cancellationToken));

    public Task AppendAsync(string name, ReadOnlyMemory<byte> block, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("append", name, () => blobs.AppendAsync(name, block, cancellationToken));
}

/// <summary>Rows that meet misfortunes.</summary>
internal sealed class UnluckyTable(IEntityTable table, Misfortunes misfortunes) : IEntityTable
{
    public Task UpsertAsync(RowKey key, string value, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("upsert", NameOf(key), () => table.UpsertAsync(key, value, cancellationToken));

    public Task<bool> DeleteAsync(RowKey key, string? etag, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("delete", NameOf(key), () => table.DeleteAsync(key, etag, cancellationToken));

    public Task<EntityRow?> ReadAsync(RowKey key, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("read", NameOf(key), () => table.ReadAsync(key, cancellationToken));

    public Task<IReadOnlyList<EntityRow>> PageAsync(RowRange range, int limit, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("page", range.Partition, () => table.PageAsync(range, limit, cancellationToken));

    private static string NameOf(RowKey key) => $"{key.Partition} {key.Key}";
}

/// <summary>Records that meet misfortunes, by the names of their blobs.</summary>
internal sealed class UnluckyRecords(IGrainStorage records, Misfortunes misfortunes) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        misfortunes.AroundAsync("read", NameOf(grainId), () => records.ReadStateAsync(stateName, grainId, grainState));

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var etag = grainState.ETag;
        try
        {
            await misfortunes.AroundAsync("write", NameOf(grainId), () => records.WriteStateAsync(stateName, grainId, grainState));
        }
        catch (Exception)
        {
            grainState.ETag = etag; // Who asked for it learns nothing of a write that was done.
            throw;
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    private static string NameOf(GrainId grainId) => BlobNames.Record(OrderId.Parse(grainId.Key.ToString()!));
}
