using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Records;

/// <summary>Promise 7: what any earlier version wrote still loads. A golden file is never edited; a new form adds one.</summary>
public class RecordGoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Golden => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Records", "Golden", "record-form-1.json"));

    [Fact]
    public void A_record_of_form_1_loads()
    {
        var record = RecordCodec.Read(Encoding.UTF8.GetBytes(Golden));

        Assert.Equal(Some.OpaboxOrder, record.Id);
        Assert.Equal(OrderStatus.Paid, record.State.Status);
        Assert.Equal("MKP-OB-46ad3bd0", record.State.Vtex.OrderId);
        Assert.Equal(
            [(Operation.PlaceOrder, RequestState.Done), (Operation.SendOrder, RequestState.Waiting), (Operation.ApproveOrder, RequestState.AwaitingResult)],
            record.State.Requests.Select(request => (request.Operation, request.State)));
        Assert.Equal(24.25m, record.State.Content!.Lines[0].Price);
        Assert.Equal(["OPABOX status 1", "VTEX SOI003", "VTEX SOI001", "OPABOX status 2"], record.Timeline.Select(line => line.Operation).Take(4));
        Assert.Equal(4, record.Seen.Length + record.Repeats);
    }

    [Fact]
    public void Todays_form_is_pinned()
    {
        var order = new Scenario(Some.OpaboxOrder);
        order.Opabox(1);
        order.Placed();
        order.Opabox(2);
        order.Opabox(2);
        order.Enqueued(Operation.ApproveOrder);

        var written = JsonSerializer.Serialize(JsonDocument.Parse(RecordCodec.Write(order.Record)), Indented);
        Assert.Equal(Golden.ReplaceLineEndings("\n").TrimEnd(), written.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_form_that_is_not_known_is_an_error_and_not_an_empty_order()
    {
        var newer = Golden.Replace("\"form\": 1", "\"form\": 2", StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => RecordCodec.Read(Encoding.UTF8.GetBytes(newer)));
    }
}
