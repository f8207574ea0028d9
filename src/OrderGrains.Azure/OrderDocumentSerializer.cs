using Orleans.Storage;

namespace OrderGrains.Cluster;

/// <summary>Records as the core's codec writes them, for the framework's providers of grain storage.</summary>
internal sealed class OrderDocumentSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => BinaryData.FromBytes(((OrderDocument)(object)input!).Bytes);

    /// <inheritdoc/>
    /// <remarks>A record keeps the bytes that it is read from, and a provider may lend what it gives here: hence a copy.</remarks>
    public T Deserialize<T>(BinaryData input) => (T)(object)new OrderDocument(RecordCodec.Read(input.ToArray()));
}
