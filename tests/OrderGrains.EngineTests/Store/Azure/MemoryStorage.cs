using System.Text;
using OrderGrains.Cluster;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>The storage without transactions, in memory.</summary>
internal sealed class MemoryStorage : IKeyValueStorage
{
    private readonly MemoryBlobs _blobs = new();
    private readonly MemoryTable _table = new();

    public IRecordBlobs Blobs => _blobs;

    public IEntityTable Table => _table;

    public IGrainStorage Records => new BlobRecords(_blobs);

    public Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions) => Task.FromResult(_table.RowsOf(partitions));

    public Task PlantAsync(string name, byte[] bytes)
    {
        _blobs.Plant(name, bytes);
        return Task.CompletedTask;
    }

    public Task<(string Text, int Blocks)> LogAsync(string name)
    {
        var blocks = _blobs.BlocksOf(name);
        return Task.FromResult((string.Concat(blocks.Select(Encoding.UTF8.GetString)), blocks.Count));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
