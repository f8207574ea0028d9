using OrderGrains.Azure;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Records as the framework's provider of blobs keeps them: a blob without bytes is none, under its ETag all the same.</summary>
internal sealed class BlobRecords(MemoryBlobs blobs) : IGrainStorage
{
    private readonly OrderDocumentSerializer _serializer = new();

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var blob = await blobs.ReadAsync(NameOf(stateName, grainId), default);
        (grainState.ETag, grainState.RecordExists) = (blob?.ETag, blob is { Bytes.Length: > 0 });
        grainState.State = grainState.RecordExists ? _serializer.Deserialize<T>(new(blob!.Bytes)) : Activator.CreateInstance<T>();
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await blobs.WriteAsync(NameOf(stateName, grainId), _serializer.Serialize(grainState.State), grainState.ETag, default)
            ?? throw new InconsistentStateException($"{grainId} was written by another activation.");
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = blobs.Delete(NameOf(stateName, grainId), grainState.ETag)
            ? null
            : throw new InconsistentStateException($"{grainId} was written by another activation.");
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string NameOf(string stateName, GrainId grainId) => $"{stateName}-{grainId}.json";
}
