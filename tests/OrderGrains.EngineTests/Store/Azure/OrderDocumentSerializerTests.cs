using OrderGrains.Azure;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Records between the framework's providers and their bytes.</summary>
public class OrderDocumentSerializerTests
{
    private readonly OrderDocumentSerializer _serializer = new();

    [Fact]
    public void A_record_outlives_the_buffer_that_it_was_read_from()
    {
        byte[] lent = [1, 2, 3];
        Assert.Equal(lent, _serializer.Serialize(new OrderDocument(lent)).ToArray());
        var read = _serializer.Deserialize<OrderDocument>(BinaryData.FromBytes(lent.AsMemory()));
        Array.Clear(lent);

        Assert.Equal([1, 2, 3], read.Bytes.ToArray());
    }
}
