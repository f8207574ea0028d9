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
    public async Task What_is_tried_again_is_grouped_by_cause_with_what_that_means()
    {
        var host = shared.Renew();
        Stand(host,
            Orders.New("acme/opabox/a").Opabox(1).Points().Failed(Operation.PlaceOrder),
            Orders.New("acme/opabox/b").Opabox(1).Points().Failed(Operation.PlaceOrder),
            Orders.New("acme/opabox/c").Opabox(1).Points().Failed(Operation.PlaceOrder, "EOI006", "VTEX unexpected error"));
        host.Targets.Paused[("acme", "vtex")] = "marina";
        var page = Page.Of(await (await host.VisitAsync()).GetAsync("/console/retrying?tenant=acme"));

        Assert.Equal("3 calls will be tried again, none needs you yet", page.Text("h1"));
        Assert.StartsWith("3 wait for VTEX of acme. By marina", page.Text(".verdict li"), StringComparison.Ordinal);
        Assert.Equal(["VTEX · place: HTTP 503: it does not answer", "VTEX · place: EOI006, VTEX has an unexpected error: “VTEX unexpected error”"], page.Texts("main .panel h2"));
        Assert.Equal("3 match", page.Text(".bulk .n"));
        Assert.Equal("/console/bulk/retry?list=retrying&tenant=acme", page.QuerySelector(".bulk a.primary")!.GetAttribute("href"));

        var only = page.QuerySelectorAll("main .panel .small a")[0].GetAttribute("href")!;
        Assert.StartsWith("/console/retrying?tenant=acme&target=vtex&operation=PlaceOrder&error=HTTP%20503", only, StringComparison.Ordinal);
        var these = Page.Of(await (await host.VisitAsync()).GetAsync(only));
        Assert.Equal(["a", "b"], these.Texts("td.o code").Order());
        Assert.Equal("VTEX: HTTP 503: it does not answer", these.Text("h1"));
    }

    [Fact]
    public async Task An_act_on_many_is_counted_confirmed_and_begun_as_the_API_begins_it()
    {
        var host = shared.Renew();
        Stand(host, Orders.New("acme/opabox/a").Opabox(1).Points().Failed(Operation.PlaceOrder), Orders.New("acme/opabox/b").Opabox(1).Points().Failed(Operation.PlaceOrder));
        var visitor = await host.VisitAsync();
        const string Address = "/console/bulk/retry?list=retrying&tenant=acme&error=HTTP%20503";
        var asked = Page.Of(await visitor.GetAsync(Address));
        Assert.Equal(("Retry what 2 orders owe", 2), (asked.Text("h1"), asked.QuerySelectorAll("td.o").Length));
        Assert.Empty(host.Jobs.Jobs);

        var begun = await visitor.PostAsync(Address, ("pace", "25"));
        var job = Assert.Single(host.Jobs.Jobs);
        Assert.Equal((302, $"/console/jobs/{job.Id}"), (begun.Status, begun.Location));
        Assert.Equal((BulkAct.Retry, "ops", 25), (job.What.Act, job.What.By, job.What.Pace));
        Assert.Equal(new OrderQuery("acme", Owed: new(State: RequestState.Waiting, Code: "HTTP 503", Failing: true)), job.What.Query with { Limit = 50 });

        Assert.Equal("Goes on", Page.Of(await visitor.GetAsync(begun.Location!)).Text(".lines .st"));
        Assert.Equal(302, (await visitor.PostAsync($"{begun.Location}/stop")).Status);
        Assert.Equal("Stopped by ops", Page.Of(await visitor.GetAsync("/console/jobs")).Text(".lines .st"));
        Assert.Equal(404, (await visitor.GetAsync("/console/jobs/none")).Status);
    }

    [Theory]
    [InlineData("/console/bulk/retry?list=orders")]
    [InlineData("/console/bulk/cancel?list=person")]
    [InlineData("/console/bulk/skip?list=retrying&target=nowhere")]
    public async Task Nobody_acts_on_all_orders(string address)
    {
        var host = shared.Renew();
        var visitor = await host.VisitAsync();
        Page.Of(await visitor.GetAsync(address), 400);
        Page.Of(await visitor.PostAsync(address, ("pace", "10")), 400);
        Assert.Empty(host.Jobs.Jobs);
    }

    [Fact]
    public async Task Where_as_many_go_on_as_may_the_page_says_so()
    {
        var host = shared.Renew();
        Stand(host, Orders.New("acme/opabox/a").Opabox(1).Points().Failed(Operation.PlaceOrder));
        host.Jobs.Full = true;
        var visitor = await host.VisitAsync();
        Assert.Contains("go on already", Page.Of(await visitor.PostAsync("/console/bulk/retry?list=retrying", ("pace", "10")), 409).Text(".told.wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_exported_as_the_API_exports_it()
    {
        var host = shared.Renew();
        Stand(host, Orders.New("acme/opabox/a").Opabox(1).Points().Failed(Operation.PlaceOrder), Orders.New("acme/opabox/b").Opabox(1));
        var csv = await (await host.VisitAsync(GatewayHost.ReaderKey)).GetAsync("/console/orders.csv?list=retrying");
        Assert.Equal(200, csv.Status);
        Assert.Equal(["id,status", "acme/opabox/a,Placed"], csv.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', line.Split(',').Take(2))));
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
    [InlineData("age=24")]
    [InlineData("reason=Nothing")]
    [InlineData("unknown=1")]
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
        var persons = (ScriptedPersons)host.Services.GetService(typeof(IPersons))!;
        persons.Index.Page = new([RecordHead.Of(order)], null);
        var reader = await host.VisitAsync(GatewayHost.ReaderKey);
        var answer = await reader.PostAsync("/console/of-person", ("document", "285.522.338-51"));
        var page = Page.Of(answer);
        Assert.Equal(("1 order of ***522338**", "1", "28552233851"), (page.Text("h1"), page.Text("td.o code"), Assert.Single(persons.Searched)));
        Assert.DoesNotContain("28552233851", answer.Html, StringComparison.Ordinal);
        Assert.Equal(("search", "***522338**"), Assert.Single(host.Audit.Acts) is var act ? (act.Act, act.Target) : default);
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
        host.Failures.Heads = () => host.Index.Heads;
    }
}
