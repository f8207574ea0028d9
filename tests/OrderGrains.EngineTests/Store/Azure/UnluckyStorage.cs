using OrderGrains.Azure;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Blobs that meet misfortunes.</summary>
internal sealed class UnluckyBlobs(IBlobs blobs, Misfortunes misfortunes) : IBlobs
{
    public Task<StoredBlob?> ReadAsync(string name, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("read", name, () => blobs.ReadAsync(name, cancellationToken));

    public Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("write", name, () => blobs.WriteAsync(name, bytes, etag, cancellationToken));

    public Task DeleteAsync(string name, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("delete", name, () => blobs.DeleteAsync(name, cancellationToken));

    public Task<IReadOnlyList<string>> NamesAsync(string start, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("names", start, () => blobs.NamesAsync(start, cancellationToken));

    public Task<bool> HoldAsync(string name, Guid holder) => blobs.HoldAsync(name, holder);

    public Task ReleaseAsync(string name, Guid holder) => blobs.ReleaseAsync(name, holder);

    public Task<bool> IsHeldAsync(string name, CancellationToken cancellationToken) => blobs.IsHeldAsync(name, cancellationToken);

    public Task<DateTimeOffset> TimeAsync(CancellationToken cancellationToken) => blobs.TimeAsync(cancellationToken);
}

/// <summary>Rows that meet misfortunes.</summary>
internal sealed class UnluckyTable(IEntityTable table, Misfortunes misfortunes) : IEntityTable
{
    public Task<string> UpsertAsync(RowKey key, string value, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("upsert", NameOf(key), () => table.UpsertAsync(key, value, cancellationToken));

    public Task<bool> WriteAsync(RowKey key, string value, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("change", NameOf(key), () => table.WriteAsync(key, value, bytes, etag, cancellationToken));

    public Task<bool> DeleteAsync(RowKey key, string? etag, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("delete", NameOf(key), () => table.DeleteAsync(key, etag, cancellationToken));

    public Task<EntityRow?> ReadAsync(RowKey key, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("read", NameOf(key), () => table.ReadAsync(key, cancellationToken));

    public Task<IReadOnlyList<EntityRow>> PageAsync(RowRange range, int limit, CancellationToken cancellationToken) =>
        misfortunes.AroundAsync("page", range.Partition, () => table.PageAsync(range, limit, cancellationToken));

    private static string NameOf(RowKey key) => $"{key.Partition} {key.Key}";
}

/// <summary>Records that meet misfortunes.</summary>
internal sealed class UnluckyRecords(IGrainStorage records, Misfortunes misfortunes) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        misfortunes.AroundAsync("read", NameOf(grainId), () => records.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        misfortunes.AroundAsync("write", NameOf(grainId), () => records.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        misfortunes.AroundAsync("clear", NameOf(grainId), () => records.ClearStateAsync(stateName, grainId, grainState));

    private static string NameOf(GrainId grainId) => $"{StorageCall.Records}{grainId.Key}";
}
