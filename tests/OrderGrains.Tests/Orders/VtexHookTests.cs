using System.Collections.Immutable;

namespace OrderGrains.Tests.Orders;

/// <summary>What VTEX's hooks make of an order: states, invoices, tracking (docs/vtex-hooks.md).</summary>
public class VtexHookTests
{
    // 24.25 reais of goods in one line.
    private readonly Scenario _chat = new(Some.ChatOrder("ORDER_ID"));

    public VtexHookTests()
    {
        _chat.Provision();
        _chat.Placed();
        _chat.Answer(Operation.ChangeStatus, new Delivered());
    }

    [Fact]
    public void Handling_invoice_and_delivery_are_told_to_the_chat_each_once()
    {
        Assert.Equal(OrderStatus.Preparing, State("start-handling").State.Status);
        Assert.Equal("PACKAGED", Told());
        State("handling");
        Assert.Equal(OrderStatus.InTransit, Invoice(new() { Number = "1", Value = 2425 }).State.Status);
        Assert.Equal("SHIPPED", Told());
        State("invoiced");
        Assert.Equal(OrderStatus.Delivered, Invoice(new() { Number = "1", Delivered = true }).State.Status);
        Assert.Equal("DELIVERED", Told());
        Assert.Equal("Completed", _chat.Request(Operation.SendOrder).Argument);
        Assert.Equal(4, _chat.State.Requests.Count(request => request.Operation == Operation.ChangeStatus));
    }

    [Fact]
    public void Partial_invoices_add_up_to_the_whole()
    {
        Invoice(new() { Number = "1", Value = 1000 });
        Assert.Equal((VtexProgress.PartiallyInvoiced, "PARTIALLY_SHIPPED"), (_chat.State.Vtex.Progress, Told()));
        Invoice(new() { Number = "1", Value = 1000, TrackingNumber = "BR1" });
        Assert.Equal(VtexProgress.PartiallyInvoiced, _chat.State.Vtex.Progress);
        Invoice(new() { Number = "1", Delivered = true });
        Assert.Equal(VtexProgress.PartiallyInvoiced, _chat.State.Vtex.Progress);
        Invoice(new() { Number = "2", Value = 1425 });
        Assert.Equal((VtexProgress.Invoiced, "SHIPPED"), (_chat.State.Vtex.Progress, Told()));
        Invoice(new() { Number = "2", Delivered = true });
        Assert.Equal((VtexProgress.Delivered, OrderStatus.Delivered), (_chat.State.Vtex.Progress, _chat.State.Status));
    }

    [Fact]
    public void Quantities_tell_the_whole_where_the_value_does_not()
    {
        Invoice(new() { Number = "1", Value = 1, Items = [new("other", 1)] });
        Assert.Equal(VtexProgress.PartiallyInvoiced, _chat.State.Vtex.Progress);
        Invoice(new() { Number = "2", Value = 1, Items = [new("65874564", 1)] });
        Assert.Equal(VtexProgress.Invoiced, _chat.State.Vtex.Progress);
    }

    [Fact]
    public void VTEXs_word_that_it_is_invoiced_wins_over_the_sum()
    {
        Invoice(new() { Number = "1", Value = 1000 });
        State("invoiced");
        Assert.Equal(VtexProgress.Invoiced, _chat.State.Vtex.Progress);
        Invoice(new() { Number = "1", Delivered = true });
        Assert.Equal(VtexProgress.Delivered, _chat.State.Vtex.Progress);
    }

    [Fact]
    public void Tracking_of_an_invoice_that_was_not_told_waits_for_it()
    {
        Invoice(new() { Number = "1", Delivered = true });
        Assert.Equal((VtexProgress.None, OrderStatus.Placed), (_chat.State.Vtex.Progress, _chat.State.Status));
        Invoice(new() { Number = "1", Key = "3518" });
        Assert.Equal((VtexProgress.Delivered, OrderStatus.Delivered), (_chat.State.Vtex.Progress, _chat.State.Status));
    }

    [Fact]
    public void An_invoice_that_says_no_more_than_its_number_is_told_and_its_tracking_counts()
    {
        Invoice(new() { Number = "1", Named = true });
        Assert.Equal((VtexProgress.Invoiced, OrderStatus.InTransit), (_chat.State.Vtex.Progress, _chat.State.Status));
        Invoice(new() { Number = "1", Delivered = true });
        Assert.Equal(VtexProgress.Delivered, _chat.State.Vtex.Progress);
    }

    [Fact]
    public void Invoices_and_their_tracking_end_the_same_in_every_order()
    {
        ImmutableArray<Command> told =
        [
            new ReportVtexInvoice(new() { Number = "1", Value = 1000 }, 1),
            new ReportVtexInvoice(new() { Number = "1", Delivered = true }, 1),
            new ReportVtexInvoice(new() { Number = "2", Delivered = true }, 1),
            new ReportVtexState("invoiced", "MKP-OC-ORDER_ID", 1),
        ];
        foreach (var order in Permutations(told))
        {
            var chat = new Scenario(Some.ChatOrder("ORDER_ID"));
            chat.Provision();
            chat.Placed();
            foreach (var command in order)
            {
                chat.Tell(command);
            }

            // The second invoice was never told: all is invoiced, and its tracking says delivered.
            Assert.Equal((VtexProgress.Delivered, OrderStatus.Delivered), (chat.State.Vtex.Progress, chat.State.Status));
            chat.Tell(new ReportVtexInvoice(new() { Number = "2", Value = 1425 }, 1));
            Assert.Equal((VtexProgress.Delivered, OrderStatus.Delivered), (chat.State.Vtex.Progress, chat.State.Status));
        }
    }

    private static IEnumerable<ImmutableArray<Command>> Permutations(ImmutableArray<Command> of) => of.Length < 2
        ? [of]
        : of.SelectMany((first, i) => Permutations(of.RemoveAt(i)).Select(rest => rest.Insert(0, first)));

    [Fact]
    public void A_return_invoice_asks_for_a_person_and_moves_nothing()
    {
        Invoice(new() { Number = "1", Value = 2425 });
        Invoice(new() { Number = "9", Value = 2425, Return = true });
        Assert.Equal((VtexProgress.Invoiced, OrderStatus.InTransit), (_chat.State.Vtex.Progress, _chat.State.Status));
        Assert.Equal(AttentionReason.GoodsReturned, Assert.Single(_chat.State.Attention).Reason);
        _chat.Tell(new CancelByOperator("ana", null));
        Assert.Empty(_chat.State.Attention);
    }

    [Fact]
    public void Invoices_are_bounded_and_the_record_stays_small()
    {
        var long128 = new string('x', 128);
        var items = Enumerable.Range(0, VtexInvoice.MaxItems).Select(i => new InvoicedItem($"{i}{long128}"[..128], 1)).ToImmutableArray();
        for (var i = 0; i < Invoices.Max + 5; i++)
        {
            Invoice(new() { Number = $"{i}", Value = 1, Items = items, Url = new('u', 399), TrackingUrl = new('t', 399) });
        }

        Assert.Equal(Invoices.Max, _chat.State.Vtex.InvoicesOrNone().Length);
        Assert.Equal(Outcome.Stale, Invoice(new() { Number = "more", Value = 1 }).Last);
        Assert.InRange(RecordCodec.Write(_chat.Record).Length, 0, Limits.MaxRecordBytes / 2);
    }

    [Fact]
    public void The_same_invoice_again_changes_nothing()
    {
        Invoice(new() { Number = "1", Value = 1000, Items = [new("a", 1)] });
        Assert.Equal(Outcome.Repeated, Invoice(new() { Number = "1", Value = 1000, Items = [new("a", 1)] }).Last);
    }

    [Theory]
    [InlineData("order-accepted", true, false)]
    [InlineData("waiting-ffmt-authorization", true, false)]
    [InlineData("window-to-cancel", true, true)]
    [InlineData("ready-for-handling", true, true)]
    [InlineData("handling", true, true)]
    public void A_state_stands_in_for_a_result_that_was_lost(string state, bool integrated, bool approved)
    {
        var order = new Scenario(Some.Order("46ad3bd0"));
        order.Opabox(22);
        order.Enqueued(Operation.PlaceOrder);
        order.Tell(new ReportVtexState(state, "MKP-OB-46ad3bd0", 1));

        Assert.Equal((integrated, approved), (order.State.Vtex.Integrated, order.State.Vtex.Approved));
        Assert.Equal(RequestState.Done, order.Request(Operation.PlaceOrder).State);
        Assert.Equal("MKP-OB-46ad3bd0", order.State.Vtex.OrderId);
        Assert.Equal(!approved, order.Request(Operation.ApproveOrder).IsOpen());
    }

    [Theory]
    [InlineData("replaced", "VTEX replaced")]
    [InlineData("285.522.338-51", "VTEX ***")]
    [InlineData(null, "VTEX no state")]
    public void A_state_that_says_nothing_of_progress_is_a_line_only(string? state, string line)
    {
        var before = _chat.State;
        State(state);
        Assert.Equal(before.Vtex, _chat.State.Vtex);
        Assert.Equal(line, _chat.Record.Timeline[^1].Operation);
    }

    [Fact]
    public void An_invoice_of_an_order_that_nobody_knows_lists_it_as_unmatched_until_its_sender_comes()
    {
        var order = new Scenario(Some.ChatOrder("ORDER_ID"));
        order.Tell(new ReportVtexInvoice(new() { Number = "1", Value = 2425 }, 1));
        Assert.Equal(AttentionReason.Unmatched, Assert.Single(order.State.Attention).Reason);
        Assert.Equal(VtexProgress.PartiallyInvoiced, order.State.Vtex.Progress);
        Assert.Empty(order.State.Requests);

        order.Provision();
        Assert.Empty(order.State.Attention);
        Assert.Equal(VtexProgress.Invoiced, order.State.Vtex.Progress);
        Assert.Equal("SHIPPED", order.Request(Operation.ChangeStatus).Argument);
        Assert.DoesNotContain(order.State.Requests, request => request.Operation == Operation.PlaceOrder);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Hooks_in_any_order_end_the_same(int seed)
    {
        Command[] told =
        [
            new ReportVtexState("handling", "MKP-OC-ORDER_ID", 1),
            new ReportVtexInvoice(new() { Number = "1", Value = 1000 }, 1),
            new ReportVtexInvoice(new() { Number = "2", Value = 1425 }, 1),
            new ReportVtexState("invoiced", "MKP-OC-ORDER_ID", 1),
            new ReportVtexInvoice(new() { Number = "2", Delivered = true, Value = 1425 }, 1),
            new ReportVtexInvoice(new() { Number = "1", Delivered = true, Value = 1000 }, 1),
        ];
        new Random(seed).Shuffle(told);
        foreach (var command in told.Concat(told))
        {
            _chat.Tell(command);
        }

        Assert.Equal((VtexProgress.Delivered, OrderStatus.Delivered), (_chat.State.Vtex.Progress, _chat.State.Status));
        Assert.Equal("DELIVERED", _chat.Request(Operation.ChangeStatus).Argument);
    }

    private (OrderState State, Outcome Last) State(string? state) => After(new ReportVtexState(state, "MKP-OC-ORDER_ID", 1));

    private (OrderState State, Outcome Last) Invoice(VtexInvoice invoice) => After(new ReportVtexInvoice(invoice, 1));

    private (OrderState State, Outcome Last) After(Command command)
    {
        var turn = _chat.Tell(command);
        return (_chat.State, turn.Receipt.Outcome);
    }

    private string? Told() => _chat.Request(Operation.ChangeStatus).Argument;
}
