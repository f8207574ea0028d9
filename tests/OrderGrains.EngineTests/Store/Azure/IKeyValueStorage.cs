using OrderGrains.Cluster;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>A storage without transactions, and what tests see of it that the engine never asks for.</summary>
internal interface IKeyValueStorage : IAsyncDisposable
{
    IRecordBlobs Blobs { get; }

    IEntityTable Table { get; }

    /// <summary>Keeps records, where the blobs have them too.</summary>
    IGrainStorage Records { get; }

    /// <summary>Every row of the partitions that begin so.</summary>
    Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions);

    /// <summary>Replaces the bytes under a name, whatever stood there.</summary>
    Task PlantAsync(string name, byte[] bytes);

    /// <summary>A log, and how many blocks it was appended in.</summary>
    Task<(string Text, int Blocks)> LogAsync(string name);
}
