using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    private static readonly OwedRequest Fresh = new()
    {
        Id = "fresh", Target = Target.BonifiQ, Operation = Operation.SendOrder, State = RequestState.Waiting, QueuedAt = Change.Noon, DueAt = Change.Noon,
    };

    private static readonly OwedRequest Retrying = new()
    {
        Id = "retrying", Target = Target.Vtex, Operation = Operation.PlaceOrder, State = RequestState.Waiting, QueuedAt = Change.Noon.AddHours(1), DueAt = Change.Noon.AddHours(2),
        LastCode = "HTTP 503", LastError = "Order 4711 cannot be taken now.",
    };

    private static readonly OwedRequest Stopped = new()
    {
        Id = "stopped", Target = Target.Vtex, Operation = Operation.ApproveOrder, State = RequestState.Parked, QueuedAt = Change.Noon.AddHours(2), LastCode = "EOI003",
        LastError = "The SKU \"abc\" has no stock.",
    };

    public static TheoryData<string, OwedQuery, string> OwedQueries => new()
    {
        { "all", new(), "fresh retrying stopped" },
        { "target", new(Target: Target.Vtex), "retrying stopped" },
        { "operation", new(Operation: Operation.SendOrder), "fresh" },
        { "waiting", new(State: RequestState.Waiting), "fresh retrying" },
        { "parked", new(State: RequestState.Parked), "stopped" },
        { "held", new(State: RequestState.Held), "" },
        { "code", new(Code: "HTTP 503"), "retrying" },
        { "shape", new(Shape: "Order # cannot be taken now."), "retrying" },
        { "shape of another", new(Shape: "The SKU # has no stock."), "stopped" },
        { "age", new(Before: Change.Noon.AddHours(1)), "fresh retrying" },
        { "younger", new(Before: Change.Noon.AddTicks(-1)), "" },
        { "failing", new(Failing: true), "retrying stopped" },
        { "one call has to match all", new(Target: Target.BonifiQ, Code: "HTTP 503"), "" },
        { "several", new(Target: Target.Vtex, Operation: Operation.PlaceOrder, State: RequestState.Waiting, Code: "HTTP 503", Before: Change.Noon.AddHours(1)), "retrying" },
    };

    [Theory]
    [MemberData(nameof(OwedQueries))]
    public async Task Orders_are_found_by_the_calls_that_they_owe(string what, OwedQuery owed, string expected)
    {
        await WriteAsync(Some.Order("fine"), Change.State(state => state with { Requests = [Fresh with { State = RequestState.Done }] }));
        foreach (var request in (OwedRequest[])[Fresh, Retrying, Stopped])
        {
            await WriteAsync(Some.Order(request.Id), Change.State(state => state with { Requests = [request] }));
        }

        Assert.Equal(expected, string.Join(' ', (await ListedAsync(new(Owed: owed))).Order(StringComparer.Ordinal)));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, await CountAsync(new(Owed: owed, Tenant: Some.Tenant)));
        Assert.True(await CountAsync(new(Owed: owed, Tenant: "other")) == 0, what);
    }

    [Fact]
    public async Task What_was_owed_finds_its_order_as_it_stands_now_and_no_more_once_it_is_done()
    {
        await WriteAsync(Some.Order(), Change.State(state => state with { Requests = [Fresh, Retrying] }));
        await WriteAsync(Some.Order(), Change.State(state => state with { Requests = [Fresh, Retrying with { State = RequestState.Parked, LastCode = "EOI002" }] }));
        Assert.Equal((1, 0), (await CountAsync(new(Owed: new(Code: "EOI002"))), await CountAsync(new(Owed: new(Code: "HTTP 503")))));

        await WriteAsync(Some.Order(), Change.State(state => state with { Requests = [Fresh with { State = RequestState.Done }, Retrying with { State = RequestState.Done }] }));
        Assert.Equal((0, 1), (await CountAsync(new(Owed: new())), await CountAsync(new())));

        await WriteAsync(Some.Order(), Change.State(state => state with { Requests = [Fresh] }));
        await RemoveAsync(Some.Order());
        Assert.Equal(0, await CountAsync(new(Owed: new())));
        await WriteAsync(Some.Order("next"));
        Assert.Null(Assert.Single((await Within.Reason(Store.ListAsync(new()))).Orders).Owed);
    }

    [Fact]
    public async Task An_order_that_owes_several_calls_of_one_kind_is_one_order()
    {
        await WriteAsync(Some.Order(), Change.State(state => state with { Requests = [Retrying, Retrying with { Id = "again" }] }));

        Assert.Equal(["o1"], await ListedAsync(new(Owed: new(Code: "HTTP 503"))));
        Assert.Equal(2, Assert.Single((await Within.Reason(Store.ListAsync(new()))).Orders).Owed!.Value.Length);
    }

    [Fact]
    public async Task Orders_of_a_shop_are_found_by_its_name()
    {
        foreach (var (id, shop) in (IEnumerable<(string, string?)>)[("a", "Centro"), ("b", "Centro"), ("c", "Centro Norte"), ("d", null)])
        {
            await WriteAsync(Some.Order(id), Change.State(state => state with { Content = Some.Content() with { StoreId = shop }, Status = OrderStatus.Paid }));
        }

        Assert.Equal(["b", "a"], await ListedAsync(new(Store: "Centro")));
        Assert.Equal(2, await CountAsync(new(Store: "Centro", Status: OrderStatus.Paid)));
        Assert.Equal((0, 0), (await CountAsync(new(Store: "centro")), await CountAsync(new(Store: "Centro", Tenant: "other"))));
        await WriteAsync(Some.Order("b"), Change.State(state => state with { Content = Some.Content() with { StoreId = "Sul" } }));
        Assert.Equal((1, 1), (await CountAsync(new(Store: "Centro")), await CountAsync(new(Store: "Sul"))));
    }

    [Theory]
    [InlineData("880", 2)]
    [InlineData("8801", 1)]
    [InlineData("12/A", 1)]
    [InlineData("1", 1)]
    [InlineData("7", 0)]
    public async Task Orders_are_found_by_the_start_of_an_invoices_number(string prefix, int count)
    {
        await WriteAsync(Some.Order("one"), Change.State(state => state with { Vtex = new() { Invoices = [new() { Number = "8801" }, new() { Number = "8802" }] } }));
        await WriteAsync(Some.Order("two"), Change.State(state => state with { Vtex = new() { Invoices = [new() { Number = "8809" }, new() { Number = "12/A" }] } }));
        await WriteAsync(Some.Order("three"), Change.State(state => state with { Vtex = new() { Invoices = [new() { Number = "7" }] } }));
        await WriteAsync(Some.Order("three"), Change.State(state => state with { Vtex = new() }));

        Assert.Equal(count, (await ListedAsync(new(Prefix: prefix))).Count);
        Assert.Equal(count, await CountAsync(new(Prefix: prefix, Tenant: Some.Tenant)));
    }

    [Fact]
    public async Task Failures_of_one_kind_are_one_group_with_its_oldest_as_an_example()
    {
        await WriteAsync(Some.Order("fresh"), Change.State(state => state with { Requests = [Fresh] }));
        for (var number = 0; number < 3; number++)
        {
            var request = Retrying with { QueuedAt = Change.Noon.AddMinutes(-number), LastError = $"Order {number}{number} cannot be taken now." };
            await WriteAsync(Some.Order($"o{number}"), Change.State(state => state with { Requests = number == 1 ? [request with { State = RequestState.Parked }] : [request] }));
        }

        await WriteAsync(OrderId.Create("other", Channel.OmniChat, "c1"), Change.State(state => state with { Requests = [Retrying, Stopped] }));
        var found = await FailuresAsync(null);

        Assert.False(found.More);
        Assert.Equal(
            [
                new(Some.Tenant, Target.Vtex, Operation.PlaceOrder, "HTTP 503", "Order # cannot be taken now.", 3, 1, Change.Noon.AddMinutes(-2), Change.Noon, Some.Order("o2")),
                new("other", Target.Vtex, Operation.ApproveOrder, "EOI003", "The SKU # has no stock.", 1, 1, Stopped.QueuedAt, Stopped.QueuedAt, OrderId.Parse("other/omnichat/c1")),
                new("other", Target.Vtex, Operation.PlaceOrder, "HTTP 503", "Order # cannot be taken now.", 1, 0, Retrying.QueuedAt, Retrying.QueuedAt, OrderId.Parse("other/omnichat/c1")),
            ],
            found.Groups.OrderByDescending(group => group.Count).ThenBy(group => group.Code, StringComparer.Ordinal));
        Assert.Equal(3, Assert.Single((await FailuresAsync(Some.Tenant)).Groups).Count);
        Assert.Equal("EOI003", Assert.Single((await FailuresAsync(null, new(Operation: Operation.ApproveOrder))).Groups).Code);
        Assert.Equal(2, (await FailuresAsync(null, new(State: RequestState.Parked))).Groups.Count);
        Assert.Equal(2, Assert.Single((await FailuresAsync(Some.Tenant, new(Before: Change.Noon.AddMinutes(-1)))).Groups).Count);
        Assert.Empty((await FailuresAsync("nobody")).Groups);
    }

    [Fact]
    public async Task Failures_that_say_nothing_are_a_group_too_and_go_with_what_failed()
    {
        await WriteAsync(Some.Order("a"), Change.State(state => state with { Requests = [Retrying with { LastError = null }] }));
        await WriteAsync(Some.Order("b"), Change.State(state => state with { Requests = [Retrying with { LastError = "4711" }] }));
        var group = Assert.Single((await FailuresAsync(null)).Groups);
        Assert.Equal((null, 2), (group.Shape, group.Count));

        foreach (var id in (string[])["a", "b"])
        {
            await WriteAsync(Some.Order(id), Change.State(state => state with { Requests = [Retrying with { State = RequestState.Done, LastCode = null }] }));
        }

        Assert.Empty((await FailuresAsync(null)).Groups);
    }

    private Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery? query = null) => Within.Reason(Store.FailuresAsync(tenant, query ?? new()));
}
