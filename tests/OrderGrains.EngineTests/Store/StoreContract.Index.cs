using System.Text.Json;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Orders_are_listed_by_their_last_change_page_by_page()
    {
        foreach (var (minute, id) in ((string[])["a", "b", "c", "d", "e", "a", "c"]).Index())
        {
            await WriteAsync(Some.Order(id), record => record with { ChangedAt = Change.Noon.AddMinutes(minute) });
        }

        var (found, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await Within.Reason(Store.ListAsync(new(Limit: 2, Cursor: cursor)));
            found.AddRange(page.Orders.Select(head => OrderId.Parse(head.Id).ExternalId));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["c", "a", "e", "d", "b"], found);
    }

    [Fact]
    public async Task A_head_is_listed_as_the_record_says_it()
    {
        var write = await WriteAsync(Some.Order(), record => record with
        {
            CustomerHash = "0123456789abcdef",
            State = Change.Stuck(record.State) with
            {
                Status = OrderStatus.Paid,
                WakeAt = Change.Noon.AddDays(1),
                Vtex = new() { OrderId = "MKP-OB-o1", Invoices = [new() { Number = "2" }, new() { Number = "1" }] },
                Content = Some.Content() with { StoreId = "Loja Centro", Sale = new() { Number = "1001" } },
            },
        });

        Assert.Equal(Shown(RecordHead.Of(write.After!)), Shown(Assert.Single((await Within.Reason(Store.ListAsync(new()))).Orders)));
    }

    [Fact]
    public async Task Orders_are_found_by_what_their_heads_show()
    {
        await WriteAsync(Some.Order("fine"), Change.State(state => state with { Status = OrderStatus.Delivered }));
        await WriteAsync(Some.Order("stuck"), record => record with { CustomerHash = "hash", State = Change.Stuck(record.State) });
        await WriteAsync(OrderId.Create("other", Channel.OmniChat, "chat"));

        Assert.Equal(["fine"], await ListedAsync(new(Status: OrderStatus.Delivered)));
        Assert.Equal(["stuck"], await ListedAsync(new(Attention: "*")));
        Assert.Equal(["stuck"], await ListedAsync(new(Attention: AttentionReason.RequestParked)));
        Assert.Empty(await ListedAsync(new(Attention: AttentionReason.Unmatched)));
        Assert.Equal(["stuck"], await ListedAsync(new(Owed: new(State: RequestState.Parked))));
        Assert.Equal(["stuck"], await ListedAsync(new(CustomerHash: "hash", Tenant: Some.Tenant)));
        Assert.Equal(["chat"], await ListedAsync(new(Tenant: "other")));
        Assert.Empty(await ListedAsync(new(Tenant: "nobody")));
        Assert.Equal((3, 1, 0), (await CountAsync(new()), await CountAsync(new(Owed: new())), await CountAsync(new(Tenant: "nobody"))));
    }

    [Theory]
    [InlineData("*", 2)]
    [InlineData(AttentionReason.RequestParked, 2)]
    [InlineData(AttentionReason.RefundDue, 1)]
    [InlineData("Refund", 0)]
    [InlineData("refunddue", 0)]
    [InlineData("%", 0)]
    public async Task Orders_are_found_by_each_reason_why_they_need_a_person(string reason, int count)
    {
        await WriteAsync(Some.Order("fine"));
        await WriteAsync(Some.Order("stuck"), Change.State(Change.Stuck));
        await WriteAsync(Some.Order("paid"), Change.State(state => Change.Stuck(state) with
        {
            Attention = [new(AttentionReason.RequestParked, "Retry it.", Change.Noon), new(AttentionReason.RefundDue, "Give it back.", Change.Noon)],
        }));

        Assert.Equal(count, (await ListedAsync(new(Attention: reason))).Count);
        Assert.Equal(count, await CountAsync(new(Attention: reason)));
    }

    [Fact]
    public async Task What_a_head_no_longer_shows_finds_its_order_no_more()
    {
        await WriteAsync(Some.Order(), record => record with
        {
            CustomerHash = "hash", State = Change.Stuck(record.State) with { Vtex = new() { OrderId = "MKP-1" } },
        });
        await WriteAsync(Some.Order(), record => record with { CustomerHash = "other", State = OrderState.Empty with { Vtex = new() { OrderId = "MKP-2" } } });

        foreach (var query in (OrderQuery[])[new(Attention: "*"), new(Owed: new()), new(CustomerHash: "hash"), new(Prefix: "MKP-1")])
        {
            Assert.Equal(0, await CountAsync(query));
        }

        Assert.Equal((1, 1), (await CountAsync(new(CustomerHash: "other")), await CountAsync(new(Prefix: "MKP-2"))));
    }

    [Theory]
    [InlineData("o1", 2)]
    [InlineData("o", 3)]
    [InlineData("acme", 4)]
    [InlineData("acme/", 4)]
    [InlineData("acme/opa", 3)]
    [InlineData("acme/opabox/o1", 2)]
    [InlineData("acme/omnichat/", 1)]
    [InlineData("acm/opabox/o1", 0)]
    [InlineData("OB-o1", 2)]
    [InlineData("OC-", 1)]
    [InlineData("MKP-OB-o2", 1)]
    [InlineData("O1", 0)]
    [InlineData("x", 0)]
    public async Task Orders_are_found_by_the_start_of_an_id(string prefix, int count)
    {
        foreach (var id in (string[])["o1", "o10", "o2"])
        {
            await WriteAsync(Some.Order(id), Change.State(state => state with { Vtex = new() { OrderId = $"MKP-OB-{id}-01" } }));
        }

        await WriteAsync(Some.ChatOrder("c1"));

        Assert.Equal(count, (await ListedAsync(new(Prefix: prefix))).Count);
        Assert.Equal(count, await CountAsync(new(Prefix: prefix)));
    }

    [Theory]
    [InlineData("O", 0)]
    [InlineData("OB-", 2)]
    [InlineData("acme/", 3)]
    [InlineData("acme/opabox/", 2)]
    [InlineData("acme/x", 0)]
    [InlineData("acme/x/o1", 0)]
    [InlineData("o1", 1)]
    public async Task The_start_of_an_id_means_the_same_beside_another_condition(string prefix, int count)
    {
        foreach (var order in (OrderId[])[Some.Order("o1"), Some.Order("o2"), Some.ChatOrder("c1")])
        {
            await WriteAsync(order, record => record with { CustomerHash = "hash" });
        }

        await WriteAsync(Some.Order("o10"));

        Assert.Equal(count, (await ListedAsync(new(Prefix: prefix, CustomerHash: "hash"))).Count);
        Assert.Equal(count, await CountAsync(new(Prefix: prefix, CustomerHash: "hash")));
    }

    [Theory]
    [InlineData("1001", 2)]
    [InlineData("10010", 1)]
    [InlineData("2026/7", 1)]
    [InlineData("2026/", 1)]
    [InlineData("nº 5", 1)]
    [InlineData("001", 0)]
    [InlineData("2025/7", 0)]
    public async Task Orders_are_found_by_the_start_of_the_number_that_staff_see(string prefix, int count)
    {
        foreach (var (id, number) in (IEnumerable<(string, string?)>)[("c1", "1001"), ("c2", "10010"), ("c3", "2026/7"), ("c4", "nº 5"), ("c5", null)])
        {
            await WriteAsync(Some.ChatOrder(id), Change.State(state => state with { Content = Some.Content() with { Sale = new() { Number = number } } }));
        }

        Assert.Equal(count, (await ListedAsync(new(Prefix: prefix))).Count);
        Assert.Equal(count, await CountAsync(new(Prefix: prefix)));
        Assert.Equal(count, await CountAsync(new(Prefix: prefix, Tenant: Some.Tenant)));
        Assert.Equal(0, await CountAsync(new(Prefix: prefix, Tenant: "other")));
    }

    [Fact]
    public async Task A_number_that_came_late_or_was_changed_finds_its_order()
    {
        await WriteAsync(Some.ChatOrder(), Change.State(state => state with { Content = Some.Content() }));
        foreach (var number in (string[])["1001", "1002"])
        {
            await WriteAsync(Some.ChatOrder(), Change.State(state => state with { Content = Some.Content() with { Sale = new() { Number = number } } }));
        }

        Assert.Equal((0, 1), (await CountAsync(new(Prefix: "1001")), await CountAsync(new(Prefix: "1002"))));
    }

    [Fact]
    public async Task A_cursor_that_no_list_has_given_is_refused() =>
        await Assert.ThrowsAsync<FormatException>(() => Within.Reason(Store.ListAsync(new(Cursor: "no cursor"))));

    private static string Shown(RecordHead head) => JsonSerializer.Serialize(head, RecordCodec.Json.RecordHead);

    private Task<int> CountAsync(OrderQuery query) => Within.Reason(Store.CountAsync(query));
}
