using OrderGrains.Azure;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>A storage without transactions, which is that of a hub, and what tests see of it that no store asks for.</summary>
internal interface IKeyValueStorage : IAsyncDisposable
{
    IBlobs Blobs { get; }

    IEntityTable Table { get; }

    /// <summary>Keeps records.</summary>
    IGrainStorage Records { get; }

    /// <summary>Every row of the partitions that begin so.</summary>
    Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions);
}
