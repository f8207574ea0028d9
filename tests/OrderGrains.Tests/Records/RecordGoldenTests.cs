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
    [InlineData("record-form-1.json")]
    [InlineData("record-form-2.json")]
    [InlineData("record-form-3.bin")]
    public void A_record_of_any_form_loads(string form)
    {
        var record = RecordCodec.Read(Golden(form));

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
    public void Todays_form_is_pinned() => Assert.Equal(Golden("record-form-3.bin"), Written());

    [Fact]
    public void A_record_is_shown_as_the_JSON_of_the_second_form()
    {
        var shown = JsonSerializer.Serialize(JsonDocument.Parse(RecordCodec.WriteJson(RecordCodec.Read(Written()))), Indented);
        Assert.Equal(Form2.ReplaceLineEndings("\n").TrimEnd(), shown.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("\"form\": 2", "\"form\": 3")]
    [InlineData("\"keyId\": null", "\"keyId\": \"k\"")]
    [InlineData("\"timeline\":", "\"story\":")]
    [InlineData("\"head\": {", "\"head\": null, \"neck\": {")]
    public void What_is_not_known_is_an_error_and_not_an_empty_order(string known, string not)
    {
        var other = Form2.Replace(known, not, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => RecordCodec.Read(Encoding.UTF8.GetBytes(other)));
    }

    private static string Form2 => Encoding.UTF8.GetString(Golden("record-form-2.json"));

    private static byte[] Golden(string form) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Records", "Golden", form));

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
