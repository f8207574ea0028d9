using Orleans.Storage;

namespace OrderGrains.Azure;

/// <summary>Records as they are, for the framework's providers of grain storage.</summary>
internal sealed class OrderDocumentSerializer : IGrainStorageSerializer
{
    /// <inheritdoc/>
    public BinaryData Serialize<T>(T? input) => BinaryData.FromBytes(((OrderDocument)(object)input!).Bytes);

    /// <inheritdoc/>
    /// <remarks>A record's bytes are kept, and a provider may lend what it gives here: hence a copy.</remarks>
    public T Deserialize<T>(BinaryData input) => (T)(object)new OrderDocument(input.ToArray());
}
