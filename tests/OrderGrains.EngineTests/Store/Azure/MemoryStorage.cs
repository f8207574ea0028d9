using OrderGrains.Azure;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>The storage without transactions, in memory.</summary>
internal sealed class MemoryStorage : IKeyValueStorage
{
    private readonly MemoryBlobs _blobs = new();
    private readonly MemoryBlobs _records = new();
    private readonly MemoryTable _table = new();

    public IBlobs Blobs => _blobs;

    public IEntityTable Table => _table;

    public IGrainStorage Records => new BlobRecords(_records);

    /// <summary>One that is a hub's.</summary>
    public static async Task<MemoryStorage> CreateAsync()
    {
        var made = new MemoryStorage();
        Assert.True(await AzureSchema.InitAsync(made.Blobs, default));
        return made;
    }

    public Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions) => Task.FromResult(_table.RowsOf(partitions));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
