using AngleSharp.Dom;

namespace OrderGrains.Tests.Gateway.Console;

public sealed class OrderPageTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Id = "acme/opabox/46ad";

    [Fact]
    public async Task An_order_on_its_way_says_what_it_is_where_it_stands_and_who_has_to_speak_next()
    {
        var page = await ShowAsync(Orders.New(Id).Opabox(1).Points().Enqueued().Vtex("SOI001").Opabox(2).Vtex("SOI002").Opabox(4).Opabox(5));

        Assert.StartsWith("On its way to L… Z… since", page.Text("h1"), StringComparison.Ordinal);
        Assert.StartsWith("Paid R$ 28.68; placed and approved in VTEX. The hub owes nobody a call.", page.Text(".lead"), StringComparison.Ordinal);
        Assert.EndsWith("Next: OPABOX says that it is delivered, then BonifiQ is told and gives the points.", page.Text(".lead"), StringComparison.Ordinal);
        Assert.Equal(
            ["On its way", "Not part of it", "On its way", "Approved", "Pending"],
            page.Texts(".strip .st"));
        Assert.Equal(["OPABOX status 1", "BonifiQ Pending", "VTEX SOI003", "VTEX SOI001", "OPABOX status 2", "VTEX SOI002", "OPABOX status 4", "OPABOX status 5"], page.Texts(".tl .op b"));
        Assert.StartsWith("Waited", page.Text("#e3 .st"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".call"));
    }

    [Fact]
    public async Task A_refused_order_says_why_what_clears_it_and_what_a_retry_does()
    {
        var page = await ShowAsync(Orders.New(Id).Opabox(2).Points().Enqueued().Vtex("EOI002", "SLA not available; FMT005: SLA not available"));

        Assert.Equal("Paid by L… Z…, but VTEX refused to place it", page.Text("h1"));
        Assert.Contains("VTEX says EOI002: no stock, or no delivery option.", page.Text(".lead"), StringComparison.Ordinal);
        Assert.EndsWith("Next: nothing, until a person decides.", page.Text(".lead"), StringComparison.Ordinal);
        Assert.Contains("EOI002 FMT005: SLA not available", page.Text(".call").Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal); // Said once.
        Assert.Contains("TellShopper", page.Text(".call"), StringComparison.Ordinal);
        Assert.Equal("Retry the placement", page.Text("details[open] summary b"));
        Assert.Contains("VTEX is asked to place it once more", page.Text("details[open] .go"), StringComparison.Ordinal);
        Assert.Equal(["Paid", "Refused"], page.Texts(".strip .person"));
    }

    [Fact]
    public async Task What_each_action_will_do_is_what_the_rules_would_do()
    {
        var page = await ShowAsync(Orders.New(Id).Opabox(2).Points().Enqueued().Vtex("SOI001").Vtex("SOI002"));

        var cancel = page.QuerySelectorAll(".do details").Single(one => one.Text("summary b") == "Cancel the order");
        Assert.Equal(
            [
                "The order becomes Cancelled.", "VTEX is asked to cancel it.", "BonifiQ is told Cancelled.",
                "OPABOX cannot be told by us: cancel it there too; its status 7 or 8 clears this.",
                "It will ask for a person: Over, and the money has not gone back.",
            ],
            cancel.Texts(".go li"));
        Assert.Contains("The order is Paid already.", page.Texts(".do .no span"));
    }

    [Fact]
    public async Task A_failed_call_shows_its_attempts_its_error_and_when_it_is_tried_again()
    {
        var order = Orders.New(Id).Opabox(1).Points().Failed(Operation.PlaceOrder);
        var page = await ShowAsync(order);

        var card = page.QuerySelectorAll(".req li").First(one => one.Text(".t b") == "VTEX · place");
        Assert.Contains("Retrying", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 attempt", card.TextContent.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("HTTP 503: it does not answer", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("Attempt 1: HTTP 503: it does not answer. Next at", page.Texts(".tl .op").Single(text => text.StartsWith("VTEX place", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("retry", Sign(page));
    }

    [Fact]
    public async Task A_pause_of_the_target_is_what_comes_next()
    {
        var host = shared.Renew();
        Orders.New(Id).Opabox(1).Points().Show(host);
        host.Targets.Paused[("acme", "vtex")] = "marina";
        var page = Page.Of(await (await host.VisitAsync()).GetAsync($"/console/orders/{Id}"));
        Assert.Contains("VTEX is asked to place it when marina has VTEX resumed", page.Text(".lead"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_person_and_no_secret_is_on_the_page_or_in_what_crossed_the_wire()
    {
        var host = shared.Renew();
        Orders.New(Id).Opabox(1).Points().Failed(Operation.PlaceOrder).Opabox(2).Show(host);
        var visitor = await host.VisitAsync();
        var answer = await visitor.GetAsync($"/console/orders/{Id}");
        var turns = Page.Of(answer).QuerySelectorAll("a[href*='/turns/']").Select(link => link.GetAttribute("href")!).Distinct().ToArray();
        Assert.True(turns.Length >= 3, $"{turns.Length} turns");
        foreach (var shown in (string[])[answer.Html, .. await Task.WhenAll(turns.Select(async turn => (await visitor.GetAsync(turn)).Html))])
        {
            Assert.All(
                (string[])["Leandro", "Zanardi", "28552233851", "94215695", "13025", "Brasiliense", "customer-1", GatewayHost.VtexSecret],
                personal => Assert.DoesNotContain(personal, shown, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Contains("\"marketplaceOrderStatus\": \"new\"", System.Net.WebUtility.HtmlDecode(answer.Html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_differs_between_two_attempts_is_marked()
    {
        var page = await ShowAsync(Orders.New(Id).Opabox(1).Points().Failed(Operation.PlaceOrder).Opabox(2).Failed(Operation.PlaceOrder));
        var sent = page.QuerySelectorAll("#payload section")[2];
        Assert.Equal(("\"marketplaceOrderStatus\": \"new\",", "\"marketplaceOrderStatus\": \"approved\","), (sent.Text("del"), sent.Text("ins")));
    }

    [Fact]
    public async Task A_reader_sees_no_button_and_no_form_that_acts()
    {
        var host = shared.Renew();
        Orders.New(Id).Opabox(2).Points().Enqueued().Vtex("EOI002", "no stock").Show(host);
        var reader = await host.VisitAsync(GatewayHost.ReaderKey);
        foreach (var path in (string[])[$"/console/orders/{Id}", "/console/targets", "/console/person", "/console/retrying", "/console/jobs"])
        {
            Assert.Equal(["/console/sign-out"], Page.Of(await reader.GetAsync(path)).QuerySelectorAll("form[method=post]").Select(form => form.GetAttribute("action")));
        }
    }

    [Theory]
    [InlineData("cancel", typeof(CancelByOperator))]
    [InlineData("refunded", typeof(CancelByOperator))]
    [InlineData("paid", typeof(MarkPaid))]
    [InlineData("replace", typeof(ReplaceOrder))]
    [InlineData("retry", typeof(RetryRequest))]
    [InlineData("skip", typeof(SkipRequest))]
    public async Task An_operator_acts_by_the_same_commands_as_the_API(string deed, Type command)
    {
        var host = shared.Renew();
        var order = Orders.New(Id).Opabox(2).Points();
        order.Show(host);
        var visitor = await host.VisitAsync();
        var place = order.Record.State.Latest(Operation.PlaceOrder)!;
        var answer = await visitor.PostAsync($"/console/orders/{Id}/{deed}", ("request", place.Id), ("reason", "Asked by phone"));

        Assert.Equal((302, $"/console/orders/{Id}?did={deed}"), (answer.Status, answer.Location));
        var taken = Assert.Single(host.Engine.Taken).Command;
        Assert.IsType(command, taken);
        Assert.Contains("Operator = ops", taken.ToString(), StringComparison.Ordinal);
        Assert.Equal(deed == "refunded", taken is CancelByOperator { Refunded: true });
        Assert.Equal(deed == "retry" ? [("acme", "vtex")] : [], host.Targets.Lifted);
        Assert.NotEmpty(Page.Of(await visitor.GetAsync(answer.Location!)).Text(".told"));
        Assert.Equal((deed, Id, place.Id, AuditEntry.Done), Assert.Single(host.Audit.Acts) is var act ? (act.Act, act.Target, act.Detail, act.Outcome) : default);
    }

    [Fact]
    public async Task A_refused_act_says_why_and_shows_the_order()
    {
        var host = shared.Renew();
        Orders.New(Id).Opabox(2).Points().Show(host);
        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Refused, 7, "VTEX has not cancelled the placement."));
        var page = Page.Of(await (await host.VisitAsync()).PostAsync($"/console/orders/{Id}/replace"), 409);
        Assert.Equal("Not done: VTEX has not cancelled the placement.", page.Text(".told.wrong"));
        var portuguese = Page.Of(await (await host.VisitAsync(language: "pt-BR")).PostAsync($"/console/orders/{Id}/replace"), 409);
        Assert.Equal("Não feito: A VTEX não cancelou a criação.", portuguese.Text(".told.wrong"));
        Assert.All(host.Audit.Acts, act => Assert.Equal(("replace", AuditEntry.Refused), (act.Act, act.Outcome)));
    }

    [Fact]
    public async Task An_order_that_nothing_is_known_of_is_a_page_with_404()
    {
        var host = shared.Renew();
        var visitor = await host.VisitAsync();
        foreach (var path in (string[])["orders/acme/opabox/none", "orders/acme/other/46ad", "orders/acme/opabox/none/turns/1", "nothing/here"])
        {
            Assert.Equal("Nothing is known of that", Page.Of(await visitor.GetAsync($"/console/{path}"), 404).Text("h1"));
        }
    }

    [Fact]
    public async Task A_chat_cart_shows_what_the_checker_answered_as_the_salesperson_read_it()
    {
        var order = Orders.New("acme/omnichat/c1").Take(new EditCart(Orders.Content, false), "{}")
            .Take(new RecordCheck(1, 0, true, TimeSpan.FromMilliseconds(52), null) { Said = "Caneca: sem estoque." });
        var page = await ShowAsync(order);
        Assert.StartsWith("A cart of L… Z…, not finished yet", page.Text("h1"), StringComparison.Ordinal);
        var check = Assert.Single(page.QuerySelectorAll(".checks li"));
        Assert.Equal(("Caneca: sem estoque.", "pt-BR"), (check.Text(".op p[lang]"), check.QuerySelector(".op p[lang]")!.GetAttribute("lang")));
        Assert.Equal("Blocked", check.Text(".st"));
    }

    [Fact]
    public async Task Without_a_log_the_last_lines_of_the_record_are_shown()
    {
        var host = shared.Renew();
        var order = Orders.New(Id).Opabox(1).Points();
        order.Show(host);
        host.Story.Logs.Clear();
        var page = Page.Of(await (await host.VisitAsync()).GetAsync($"/console/orders/{Id}"));
        Assert.Equal(["OPABOX status 1", "BonifiQ Pending"], page.Texts(".tl .op b"));
        Assert.Null(page.GetElementById("payload"));
    }

    [Fact]
    public async Task A_life_of_many_attempts_is_folded_and_a_long_story_shows_its_ends()
    {
        var order = Orders.New(Id).Opabox(1).Points();
        for (var attempt = 0; attempt < 150; attempt++)
        {
            order.Failed(Operation.PlaceOrder).Later(TimeSpan.FromMinutes(10));
        }

        var page = await ShowAsync(order);
        Assert.Contains("×150", page.QuerySelector(".plot")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(120, page.QuerySelectorAll("ol.tl > li[id]").Length);
        Assert.Equal("32 lines are left out here.", page.Text(".fold"));
        Assert.Equal(12, page.QuerySelectorAll(".tries i.x").Length);
    }

    [Fact]
    public async Task The_page_is_in_Portuguese_for_who_wants_it()
    {
        var host = shared.Renew();
        Orders.New(Id).Opabox(1).Points().Enqueued().Vtex("SOI001").Opabox(2).Vtex("SOI002").Opabox(5).Show(host);
        var page = Page.Of(await (await host.VisitAsync(language: "pt-BR")).GetAsync($"/console/orders/{Id}"));
        Assert.StartsWith("A caminho de L… Z… desde", page.Text("h1"), StringComparison.Ordinal);
        Assert.StartsWith("Pago, R$ 28,68; criado e aprovado na VTEX. O hub não deve nenhuma chamada.", page.Text(".lead"), StringComparison.Ordinal);
        Assert.Contains("OPABOX status 1", page.Texts(".tl .op b"));
        Assert.Contains(page.Texts(".tl .op"), text => text.EndsWith("Pedido novo", StringComparison.Ordinal));
        Assert.Contains(page.Texts(".tl .op"), text => text.EndsWith("A BonifiQ o tem como Pendente", StringComparison.Ordinal));
    }

    private static string? Sign(IParentNode page) => page.QuerySelector("h1 .g")?.ClassList[1];

    private async Task<AngleSharp.Html.Dom.IHtmlDocument> ShowAsync(Orders order)
    {
        var host = shared.Renew();
        order.Show(host);
        return Page.Of(await (await host.VisitAsync()).GetAsync($"/console/orders/{order.Record.Id}"));
    }
}
