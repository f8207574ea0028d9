namespace OrderGrains.Tests.Records;

/// <summary>What a head shows of the calls that are owed: it stands in the clear, and many of a kind look alike.</summary>
public class OwedHeadTests
{
    private static readonly OwedRequest Failed = new()
    {
        Id = "r1", Target = Target.Vtex, Operation = Operation.PlaceOrder, State = RequestState.Waiting, QueuedAt = Some.Morning, LastCode = "HTTP 503", LastError = "busy",
    };

    [Theory]
    [InlineData("Order OB-46ad3bd0 was not found.", "Order # was not found.")]
    [InlineData("The SKU \"Açaí grande\" has no stock.", "The SKU # has no stock.")]
    [InlineData("Item 1, 2 and 3 are not sold; 4, 5.", "Item # and # are not sold; #.")]
    [InlineData("No answer within 00:00:10.", "No answer within #.")]
    [InlineData("Refused: ana.souza@example.com", "Refused: #")]
    [InlineData("Key aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ is wrong", "Key # is wrong")]
    [InlineData("Don't call again", "Don't call again")]
    [InlineData("Cliente Maria de Souza sem cadastro", "Cliente # de # sem cadastro")]
    [InlineData("4711", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void What_differs_from_order_to_order_is_not_in_a_shape(string? error, string? shape)
    {
        var content = Some.Content() with { Customer = new() { Name = "Maria", LastName = "Souza", Document = "529.982.247-25" } };

        Assert.Equal(shape, Of(content, Failed with { LastError = error }).Shape);
    }

    [Fact]
    public void A_shape_is_bounded() => Assert.Equal(80, Of(Some.Content(), Failed with { LastError = string.Concat(Enumerable.Repeat("so and ", 60)) }).Shape!.Length);

    [Theory]
    [InlineData(RequestState.Waiting, null, null)]
    [InlineData(RequestState.AwaitingResult, "SOI003", null)]
    [InlineData(RequestState.AwaitingResult, "HTTP 504", "HTTP 504")]
    [InlineData(RequestState.Parked, null, "?")]
    [InlineData(RequestState.Parked, "EOI002", "EOI002")]
    public void A_code_is_that_of_a_failure(RequestState state, string? last, string? code) =>
        Assert.Equal(code, Of(Some.Content(), Failed with { State = state, LastCode = last }).Code);

    [Theory]
    [InlineData(RequestState.Done)]
    [InlineData(RequestState.Superseded)]
    [InlineData(RequestState.Skipped)]
    public void What_ended_is_not_shown(RequestState state) =>
        Assert.Null(RecordHead.Of(Record(Some.Content(), Failed with { State = state })).Owed);

    [Fact]
    public void They_stand_in_the_order_in_which_they_came_to_be_owed()
    {
        var record = Record(Some.Content(), Failed with { Id = "b" }, Failed with { Id = "later", QueuedAt = Some.Morning.AddTicks(1) }, Failed with { Id = "a" });

        Assert.Equal(["a", "b", "later"], RecordHead.Of(record).Owed!.Value.Select(head => head.Request));
    }

    [Fact]
    public void A_shop_and_invoices_are_shown_as_they_are_stored()
    {
        var record = Record(Some.Content() with { StoreId = "Loja \"Centro\"" }, Failed);
        record = record with { State = record.State with { Vtex = new() { Invoices = [new() { Number = "2" }, new() { Number = "1" }, new() { Number = "joao@example.com 3" }, new() { Number = "José" }] } } };
        var head = RecordHead.Of(RecordCodec.Read(RecordCodec.Write(record)));

        Assert.Equal("Loja \"Centro\"", head.Store);
        Assert.Equal<string>(["1", "2"], head.Invoices!.Value);
        Assert.Null(RecordHead.Of(Record(Some.Content() with { StoreId = null })).Store);
    }

    [Theory]
    [InlineData("1001", "1001", "1001")]
    [InlineData("A-1001/2", "A-1001/2", null)]
    [InlineData("12345678901234567890", "12345678901234567890", null)]
    [InlineData("Souza 1", null, null)]
    [InlineData("52998224725", null, null)]
    [InlineData("Somebody", null, null)]
    public void An_invoices_number_that_may_be_a_persons_is_none_also_after_they_were_erased(string told, string? shown, string? erased)
    {
        var record = Record(Some.Content() with { Customer = new() { Name = "Maria", LastName = "Souza", Document = "529.982.247-25" } });
        record = record with { State = record.State with { Vtex = new() { Invoices = [new() { Number = told }] } } };

        Assert.Equal(shown, RecordHead.Of(record).Invoices?.Single());
        Assert.Equal(erased, RecordHead.Of(record with { State = record.State with { Content = null, PersonsErased = true } }).Invoices?.Single());
    }

    private static OwedHead Of(OrderContent content, OwedRequest request) => Assert.Single(RecordHead.Of(Record(content, request)).Owed!.Value);

    private static OrderRecord Record(OrderContent content, params OwedRequest[] requests) => new()
    {
        Id = Some.Order(), Version = 1, ChangedAt = Some.Morning, State = OrderState.Empty with { Content = content, Requests = [.. requests] },
    };
}
