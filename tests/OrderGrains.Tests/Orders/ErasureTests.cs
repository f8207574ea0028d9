using System.Text;

namespace OrderGrains.Tests.Orders;

/// <summary>A person asks to be forgotten: what an order does about it.</summary>
public class ErasureTests
{
    private static readonly OrderPolicy Owing = new() { HasVtex = true };

    private static readonly OrderContent Content = Some.Content() with
    {
        Customer = new() { Id = "customer-1", Name = "Euzébio Quartzo", Document = "52998224725", Email = "e@quartzo.example", Phone = "+5519976543210" },
        Address = new() { Street = "Rua das Palmeirinhas", PostalCode = "13025230", Recipient = "Zulmira" },
        Payment = new() { OtherInput = "Troco", OtherValue = "para Quartzo" },
        Sale = new() { Number = "77", SalesPerson = "Ametista", SalesPersonId = "sp-1", GiftCard = "gift-1" },
    };

    private static readonly string[] Persons =
        ["Quartzo", "52998224725", "quartzo.example", "976543210", "Palmeirinhas", "13025230", "Zulmira", "Ametista", "customer-1", "sp-1", "gift-1"];

    [Fact]
    public void An_order_that_is_over_stays_without_them()
    {
        var order = Over();
        var before = order.Record;
        Assert.NotNull(before.CustomerHash);

        var turn = order.Tell(new ErasePersons("ana"));

        Assert.Equal((Outcome.Accepted, true, true), (turn.Receipt.Outcome, turn.Changed, turn.ClearsLog));
        Assert.Equal((OrderStatus.Delivered, "77", null), (order.State.Status, order.State.Content!.Sale.Number, order.Record.CustomerHash));
        Assert.Equal(Amounts.Total(Content), Amounts.Total(order.State.Content));
        AssertNobody(order.Record);
        Assert.Equal(["What it held of persons was erased, by ana"], turn.Log.Select(entry => entry.Line?.Message));
    }

    [Fact]
    public void Nothing_of_them_is_taken_in_again()
    {
        var order = Over();
        order.Tell(new ErasePersons("ana"));
        Assert.Equal(Outcome.Repeated, order.Tell(new ErasePersons("ana")).Receipt.Outcome);

        var late = order.Tell(
            new ReportOpaboxStatus(6, Content with { ServiceFee = 3 }, []), new("late", Encoding.UTF8.GetBytes("""{"cpf":"52998224725"}""")));

        Assert.True(late.Changed);
        Assert.All(late.Log, entry => Assert.NotNull(entry.Line));
        AssertNobody(order.Record);
        Assert.Null(order.Record.CustomerHash);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void An_order_that_is_under_way_keeps_them_and_says_why(int status)
    {
        var order = new Scenario(Some.Order("o"), new());
        order.Opabox(status, Content);
        var turn = order.Tell(new ErasePersons("ana"));
        Assert.Equal((Outcome.Refused, "It is under way, and cannot be carried out without the data."), (turn.Receipt.Outcome, turn.Receipt.Reason));
        Assert.False(turn.ClearsLog);
        Assert.Equal("52998224725", order.State.Content!.Customer.Document);
    }

    [Fact]
    public void So_does_one_that_owes_a_call()
    {
        var order = new Scenario(Some.Order("o"), Owing);
        order.Opabox(2, Content);
        order.Opabox(6, Content);
        var turn = order.Tell(new ErasePersons("ana"));
        Assert.Equal((Outcome.Refused, "A call is owed for it, or parked. Retry or skip it first."), (turn.Receipt.Outcome, turn.Receipt.Reason));
    }

    [Fact]
    public void And_one_whose_money_is_to_be_given_back()
    {
        var order = new Scenario(Some.Order("o"), new());
        order.Opabox(2, Content);
        order.Opabox(7, Content);
        Assert.Equal("Money is still to be given back for it.", order.Tell(new ErasePersons("ana")).Receipt.Reason);
        order.Tell(new CancelByOperator("ana", null, Refunded: true));
        Assert.Equal(Outcome.Accepted, order.Tell(new ErasePersons("ana")).Receipt.Outcome);
    }

    [Fact]
    public void A_cart_goes_whole()
    {
        var order = new Scenario(Some.ChatOrder("c"), Owing);
        order.Tell(new EditCart(Content, false));
        var turn = order.Tell(new ErasePersons("ana"));
        Assert.Equal((true, true, Outcome.Accepted), (turn.Removed, turn.Changed, turn.Receipt.Outcome));
        Assert.Empty(turn.Log);
    }

    [Fact]
    public void What_vendors_said_of_them_goes_too()
    {
        var order = new Scenario(Some.Order("o"), new());
        order.Opabox(2, Content);
        order.Tell(new ReportVtexInvoice(new() { Number = "1", Named = true, Value = 1, TrackingNumber = "T-1", TrackingUrl = "https://x.example/T-1", Courier = "Zulmira" }, null));
        order.Opabox(6, Content);
        order.Tell(new CancelByOperator("ana", "Quartzo asked"));
        order.Tell(new CancelByOperator("ana", "he asked", Refunded: true));
        Assert.Equal(Outcome.Accepted, order.Tell(new ErasePersons("ana")).Receipt.Outcome);
        AssertNobody(order.Record);
        Assert.DoesNotContain("T-1", Encoding.UTF8.GetString(RecordExport.Write(order.Record)), StringComparison.Ordinal);
        Assert.Equal("1", Assert.Single(order.State.Vtex.Invoices!.Value).Number);
    }

    private static Scenario Over()
    {
        var order = new Scenario(Some.Order("o"), new() { CustomerHashKey = new byte[32] });
        order.Opabox(2, Content);
        order.Opabox(6, Content);
        return order;
    }

    private static void AssertNobody(OrderRecord record)
    {
        var text = Encoding.UTF8.GetString(RecordExport.Write(record)) + Encoding.Latin1.GetString(RecordCodec.Write(record));
        Assert.All(Persons, value => Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase));
    }
}
