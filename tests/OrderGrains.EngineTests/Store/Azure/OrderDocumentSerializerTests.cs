using OrderGrains.Cluster;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Cluster.KeyValue;

/// <summary>Records between the framework's providers and the core's codec.</summary>
public class OrderDocumentSerializerTests
{
    private readonly OrderDocumentSerializer _serializer = new();

    [Fact]
    public void A_record_outlives_the_buffer_that_it_was_read_from()
    {
        var record = Turned.Of(new(), Some.Order(), 1).Record;
        var lent = _serializer.Serialize(new OrderDocument(record)).ToArray();
        var read = _serializer.Deserialize<OrderDocument>(BinaryData.FromBytes(lent.AsMemory()));
        Array.Clear(lent);

        Assert.Equal(RecordCodec.Write(record), read.Bytes);
        Assert.Equal(record.State.Requests.Select(request => request.Id), read.Record!.State.Requests.Select(request => request.Id));
    }
}
