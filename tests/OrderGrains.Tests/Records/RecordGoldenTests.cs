using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Records;

/// <summary>Promise 7: what any earlier version wrote still loads. A golden file is never edited; a new form adds one.</summary>
public class RecordGoldenTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_record_of_any_form_loads(int form)
    {
        var record = RecordCodec.Read(Encoding.UTF8.GetBytes(Golden(form)));

        Assert.Equal(Some.OpaboxOrder, record.Id);
        Assert.Equal((OrderStatus.Paid, 5), (record.State.Status, record.Version));
        Assert.Equal("MKP-OB-46ad3bd0", record.State.Vtex.OrderId);
        Assert.Equal(
            [(Operation.PlaceOrder, RequestState.Done), (Operation.SendOrder, RequestState.Waiting), (Operation.ApproveOrder, RequestState.AwaitingResult)],
            record.State.Requests.Select(request => (request.Operation, request.State)));
        Assert.Equal(24.25m, record.State.Content!.Lines[0].Price);
        Assert.Equal(["OPABOX status 1", "VTEX SOI003", "VTEX SOI001", "OPABOX status 2"], record.Timeline.Select(line => line.Operation).Take(4));
        Assert.Equal(4, record.Seen.Count + record.Repeats);
        Assert.Equal(Written(), RecordCodec.Write(record));
    }

    [Fact]
    public void Todays_form_is_pinned()
    {
        var written = JsonSerializer.Serialize(JsonDocument.Parse(Written()), Indented);
        Assert.Equal(Golden(2).ReplaceLineEndings("\n").TrimEnd(), written.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("\"form\": 2", "\"form\": 3")]
    [InlineData("\"keyId\": null", "\"keyId\": \"k\"")]
    [InlineData("\"timeline\":", "\"story\":")]
    [InlineData("\"head\": {", "\"head\": null, \"neck\": {")]
    public void What_is_not_known_is_an_error_and_not_an_empty_order(string known, string not)
    {
        var other = Golden(2).Replace(known, not, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => RecordCodec.Read(Encoding.UTF8.GetBytes(other)));
    }

    private static string Golden(int form) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Records", "Golden", $"record-form-{form}.json"));

    private static byte[] Written()
    {
        var order = new Scenario(Some.OpaboxOrder);
        order.Opabox(1);
        order.Placed();
        order.Opabox(2);
        order.Opabox(2);
        order.Enqueued(Operation.ApproveOrder);
        return RecordCodec.Write(order.Record);
    }
}
