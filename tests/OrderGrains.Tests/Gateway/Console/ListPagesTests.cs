using OrderGrains.Gateway.Console.Lists;

namespace OrderGrains.Tests.Gateway.Console;

public sealed class ListPagesTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    [Fact]
    public async Task What_needs_a_person_is_grouped_by_harm_and_shoppers_come_first()
    {
        var host = shared.Renew();
        host.Clock.Advance(RailCounts.Fresh);
        Stand(host,
            Orders.New("acme/opabox/points").Opabox(1).Refused(Operation.SendOrder, "HTTP 400", "No such customer."),
            Orders.New("acme/opabox/waits").Opabox(2).Points().Enqueued().Vtex("EOI002", "SLA not available"));
        var page = Page.Of(await (await host.VisitAsync()).GetAsync("/console/person"));

        Assert.Equal(["VTEX refused or cancelled an OPABOX order", "A call stopped"], page.Texts("main .panel h2"));
        Assert.Equal(["waits", "points"], page.Texts("td.o code"));
        Assert.Equal("2 orders need a person", page.Text("h1"));
        Assert.StartsWith("1 shopper waits for goods or for word.", page.Text(".lead-in"), StringComparison.Ordinal);
        Assert.Contains("2", page.QuerySelector("nav a[href='/console/person'] b")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_shows_what_is_owed_what_went_wrong_and_when_it_is_tried_again()
    {
        var host = shared.Renew();
        Stand(host, Orders.New("acme/opabox/r").Opabox(1).Points().Failed(Operation.PlaceOrder), Orders.New("acme/opabox/w").Opabox(1).Points().Enqueued());
        var visitor = await host.VisitAsync();

        var retrying = Page.Of(await visitor.GetAsync("/console/retrying"));
        Assert.Equal(["r"], retrying.Texts("td.o code"));
        Assert.Contains("HTTP 503: it does not answer", retrying.Text("td.rq"), StringComparison.Ordinal);
        Assert.Equal("1", retrying.Text("td.at"));
        Assert.NotNull(retrying.QuerySelector("td.nx time"));

        Assert.Equal(["w"], Page.Of(await visitor.GetAsync("/console/waiting")).Texts("td.o code"));
        Assert.Equal(["r", "w"], Page.Of(await visitor.GetAsync("/console/orders")).Texts("td.o code").Order());
    }

    [Fact]
    public async Task Filters_stand_in_the_address_and_so_does_the_next_page()
    {
        var host = shared.Renew();
        host.Index.Page = new([RecordHead.Of(Orders.Paid("acme/opabox/1"))], "next-page");
        host.Engine.Records[OrderId.Parse("acme/opabox/1")] = Orders.Paid("acme/opabox/1");
        var page = Page.Of(await (await host.VisitAsync()).GetAsync("/console/orders?tenant=acme&status=Paid&q=1&cursor=c"));

        Assert.Contains(new OrderQuery("acme", OrderStatus.Paid, Prefix: "1", Limit: 50, Cursor: "c"), host.Index.Asked);
        Assert.Equal("/console/orders?tenant=acme&status=Paid&q=1&cursor=next-page", page.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal(["acme", "Paid"], page.QuerySelectorAll("select option[selected]").Select(option => option.TextContent));
    }

    [Fact]
    public async Task A_number_of_one_order_leads_to_it()
    {
        var host = shared.Renew();
        Stand(host, Orders.New("acme/opabox/46ad").Opabox(1));
        var answer = await (await host.VisitAsync()).GetAsync("/console/orders?q=46ad");
        Assert.Equal((302, "/console/orders/acme/opabox/46ad"), (answer.Status, answer.Location));
        Assert.Contains(new OrderQuery(Prefix: "46ad", Limit: 2), host.Index.Asked);
    }

    [Theory]
    [InlineData("status=Nothing")]
    [InlineData("tenant=nobody")]
    [InlineData("q=a%00b")]
    [InlineData("cursor=broken")]
    public async Task A_wrong_filter_is_said_and_no_empty_list(string query)
    {
        var host = shared.Renew();
        var page = Page.Of(await (await host.VisitAsync()).GetAsync($"/console/orders?{query}"), 400);
        Assert.NotEmpty(page.Text(".told.wrong"));
        Assert.Empty(page.QuerySelectorAll("table"));
    }

    [Fact]
    public async Task Orders_of_a_person_are_found_by_a_form_and_no_page_repeats_the_document()
    {
        var host = shared.Renew();
        var order = Orders.Paid("acme/opabox/1");
        host.Engine.Records[order.Id] = order;
        ((ScriptedPersons)host.Services.GetService(typeof(IPersons))!).Orders["28552233851"] = [order.Id];
        var reader = await host.VisitAsync(GatewayHost.ReaderKey);
        var answer = await reader.PostAsync("/console/of-person", ("document", "285.522.338-51"));
        var page = Page.Of(answer);
        Assert.Equal(("1 order of ***522338**", "1"), (page.Text("h1"), page.Text("td.o code")));
        Assert.DoesNotContain("28552233851", answer.Html, StringComparison.Ordinal);
        Page.Of(await reader.PostAsync("/console/of-person", ("document", "")), 400);
    }

    [Fact]
    public async Task An_empty_hub_says_that_nothing_is_to_do()
    {
        var host = shared.Renew();
        host.Clock.Advance(RailCounts.Fresh);
        var visitor = await host.VisitAsync();
        Assert.Equal("No order needs a person", Page.Of(await visitor.GetAsync("/console/person")).Text("h1"));
        Assert.Equal("No order needs a person.", Page.Of(await visitor.GetAsync("/console")).Text("h1"));
        foreach (var path in (string[])["retrying", "waiting", "parked", "orders", "targets", "unmatched", "refused", "tenants"])
        {
            Page.Of(await visitor.GetAsync($"/console/{path}"));
        }

        Assert.Equal("Nothing is known of that", Page.Of(await visitor.GetAsync("/console/sandbox"), 404).Text("h1")); // There is none here.
    }

    /// <summary>Puts orders before the index and the engine.</summary>
    private static void Stand(GatewayHost host, params Orders[] orders)
    {
        foreach (var order in orders)
        {
            order.Show(host);
        }

        host.Index.Heads = [.. orders.Select(order => RecordHead.Of(order.Record))];
    }
}
