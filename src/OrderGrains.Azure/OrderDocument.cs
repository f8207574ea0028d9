namespace OrderGrains.Azure;

/// <summary>The state of an order as a provider of grain storage keeps it: its record's bytes.</summary>
internal sealed class OrderDocument
{
    /// <summary>For a provider, which makes an empty one where it finds nothing.</summary>
    public OrderDocument()
    {
    }

    public OrderDocument(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The record; empty for a fence, which holds a place where nothing was written (<see cref="StaleDueRows"/>).</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
}
