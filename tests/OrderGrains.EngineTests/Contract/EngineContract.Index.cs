using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Contract;

public abstract partial class EngineContract
{
    [Fact]
    public async Task Orders_are_listed_the_newest_change_first_page_by_page()
    {
        Fixture.Policies.Policy = new();
        for (var number = 0; number < 25; number++)
        {
            await Within.Reason(Engine.Report(Some.Order($"o{number}"), 1));
            Fixture.Clock.Advance(TimeSpan.FromMilliseconds(number % 3)); // Some change at the same time.
        }

        var seen = new List<RecordHead>();
        string? cursor = null;
        do
        {
            var page = await Within.Reason(Fixture.Index.ListAsync(new(Tenant: Some.Tenant, Limit: 10, Cursor: cursor)));
            Assert.InRange(page.Orders.Count, 1, 10);
            seen.AddRange(page.Orders);
            cursor = page.Next;
            Assert.True(cursor is null || cursor.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
        }
        while (cursor is not null);

        Assert.Equal(25, seen.Select(head => head.Id).Distinct().Count());
        Assert.Equal(seen.Select(head => head.ChangedAt).OrderDescending(), seen.Select(head => head.ChangedAt));
    }

    [Theory]
    [InlineData("acme/opabox/o1", 2)]
    [InlineData("acme/opa", 3)]
    [InlineData("acme/omnichat/", 0)]
    [InlineData("o1", 2)]
    [InlineData("MKP-o2", 1)]
    [InlineData("acme", 3)]
    [InlineData("nothing", 0)]
    [InlineData("acme/none/o1", 0)]
    public async Task Orders_are_found_by_the_start_of_an_id(string prefix, int count)
    {
        Fixture.Policies.Policy = new() { HasVtex = true };
        foreach (var id in (string[])["o1", "o10", "o2"])
        {
            await Within.Reason(Engine.Report(Some.Order(id), 1));
            await SettledAsync(Some.Order(id));
        }

        Assert.Equal(count, (await Within.Reason(Fixture.Index.ListAsync(new(Prefix: prefix)))).Orders.Count);
        Assert.Equal(count, await Within.Reason(Fixture.Index.CountAsync(new(Prefix: prefix))));
    }

    [Fact]
    public async Task Orders_are_found_by_what_their_heads_show()
    {
        Fixture.Policies.Policy = new() { HasVtex = true };
        Fixture.Vtex.Answers(new DeliveryRefused("HTTP 400", "no"));
        await Within.Reason(Engine.Report(Some.Order("stuck"), 2));
        var stuck = await UntilAsync(Some.Order("stuck"), record => record.State.Attention.Length > 0, "asks for a person");
        Fixture.Policies.Policy = new();
        await Within.Reason(Engine.Report(Some.Order("fine"), 1));

        foreach (var query in (OrderQuery[])
            [new(Status: OrderStatus.Paid), new(Attention: "*"), new(Attention: stuck.State.Attention[0].Reason), new(Owed: new(State: RequestState.Parked))])
        {
            Assert.Equal(Some.Order("stuck").ToString(), Assert.Single((await Within.Reason(Fixture.Index.ListAsync(query))).Orders).Id);
        }

        Assert.Equal(2, await Within.Reason(Fixture.Index.CountAsync(new(CustomerHash: stuck.CustomerHash))));
        Assert.Equal(0, await Within.Reason(Fixture.Index.CountAsync(new(Tenant: "nobody"))));
        await Assert.ThrowsAsync<FormatException>(() => Fixture.Index.ListAsync(new(Cursor: "no cursor")));
    }
}
