using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Checker;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayCheckerTests
{
    private static readonly ShippingOption Pac = new("PAC", "PAC", 5, 5, 0, "delivery", "3bd");
    private static readonly ShippingOption Expresso = new("Expresso", "Expresso", 10, 10, 0, "delivery", "0bd");

    [Fact]
    public async Task Options_are_shown_in_the_shape_of_the_sample()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac, Expresso]));
        var (status, actions) = await host.CheckAsync(Sample.Cart(freight: 5));

        Assert.Equal(HttpStatusCode.OK, status);
        var expected = Sample.Array("omnichat-checker-options.json");
        expected[0]!["componentId"] = "ID_ITEM";
        Assert.True(JsonNode.DeepEquals(expected, actions), actions.ToJsonString());
        var question = Assert.Single(host.Catalog.Asked);
        Assert.Equal(("13025230", new CatalogLine("987941TRE", 5, "SELLER888")), (question.PostalCode, Assert.Single(question.Lines)));
    }

    [Theory]
    [InlineData("withoutStock", 3.0, "Item 987941TRE: sem estoque. Restam 3.")]
    [InlineData("cannotBeDelivered", null, "Item 987941TRE: não pode ser entregue neste CEP.")]
    [InlineData("cannotBeDelivered", 1000.0, "Item 987941TRE: não pode ser entregue neste CEP.")]
    [InlineData("available", 2.0, "Item 987941TRE: quantidade indisponível. Restam 2.")]
    [InlineData("withoutStock", 0.0, "Item 987941TRE: sem estoque.")]
    [InlineData("itemQuantityNotAvailable", 4.0, "Item 987941TRE: quantidade indisponível. Restam 4.")]
    [InlineData("withoutPriceFulfillment", null, "Item 987941TRE: sem preço no catálogo.")]
    [InlineData("nullPrice", null, "Item 987941TRE: sem preço no catálogo.")]
    [InlineData("unavailableItemFulfillment", null, "Item 987941TRE: fora de venda.")]
    [InlineData("unavailableComposition", null, "Item 987941TRE: falta um componente do kit.")]
    [InlineData("maxNumberOfSellersReached", null, "Item 987941TRE: lojas demais no mesmo pedido.")]
    [InlineData("itemMetricsNotFound", null, "Item 987941TRE: sem peso e medidas no catálogo.")]
    [InlineData("somethingNew", null, "Item 987941TRE: não disponível.")]
    [InlineData(null, null, "Item 987941TRE: não encontrado no catálogo.")]
    public async Task What_cannot_be_sold_is_an_error_on_its_item(string? availability, double? left, string message)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Catalog.Says(new CatalogItem(availability, null, (decimal?)left, []));
        var (status, actions) = await host.CheckAsync(Sample.Cart(freight: 5));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        var expected = Sample.Array("omnichat-checker-item-error.json");
        expected[0]!["message"] = message;
        Assert.True(JsonNode.DeepEquals(expected, actions), actions.ToJsonString());
    }

    [Fact]
    public async Task An_error_does_not_block_where_the_shop_does_not_want_that()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.BlockOnError = false);
        host.Catalog.Says(new CatalogItem("withoutStock", null, null, []));
        Assert.Equal(HttpStatusCode.OK, (await host.CheckAsync(Sample.Cart(freight: 5))).Status);
    }

    [Fact]
    public async Task Another_price_another_method_and_another_freight_are_told()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Catalog.Says(new CatalogItem("available", 1012.5m, null, [Expresso]));
        var cart = Sample.Cart(freight: 5);
        cart["items"]![0]!["isGift"] = false;
        var (status, actions) = await host.CheckAsync(cart);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(
            [
                "INFO ITEM ",
                "INFO ITEM Item 987941TRE: a forma de entrega PAC não está disponível para este CEP.",
                "INFO ITEM Item 987941TRE: o preço no pedido é R$ 10,00, no catálogo R$ 1.012,50.",
            ],
            actions.Select(action => $"{action!["action"]} {action["component"]} {action["message"]}"));
        Assert.False(actions[0]!.AsObject().ContainsKey("shippingMethod"));
    }

    [Theory]
    [InlineData(9, false, 5.0)]
    [InlineData(5, false, null)]
    [InlineData(9, true, null)]
    public async Task Freight_is_the_sum_of_the_chosen_options_unless_the_shop_pays(int freight, bool free, double? told)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac]));
        var cart = Sample.Cart(freight);
        cart["freeShipping"] = free;
        var (_, actions) = await host.CheckAsync(cart);
        var action = actions.SingleOrDefault(action => (string?)action!["component"] == "FREIGHT");
        Assert.Equal((decimal?)told, (decimal?)action?["freightCost"]);
        if (action is not null)
        {
            Assert.Equal(
                Sample.Array("omnichat-checker-freight.json")[0]!.AsObject().Select(field => field.Key),
                action.AsObject().Select(field => field.Key));
        }
    }

    [Theory]
    [InlineData("items")]
    [InlineData("shippingAddress")]
    [InlineData("zip")]
    public async Task Without_items_or_CEP_nobody_is_asked(string missing)
    {
        await using var host = await GatewayHost.StartAsync();
        var cart = Sample.Cart(freight: 5);
        if (missing == "zip")
        {
            cart["shippingAddress"]!["zip"] = "CEP";
        }
        else
        {
            cart[missing] = null;
        }

        var (status, actions) = await host.CheckAsync(cart);
        Assert.Equal((HttpStatusCode.OK, 0, 0), (status, actions.Count, host.Catalog.Asked.Count));
    }

    [Fact]
    public async Task The_merged_cart_is_checked_not_the_edit()
    {
        await using var host = await GatewayHost.StartAsync();
        var merged = new OrderContent
        {
            Lines = [new() { Id = "merged", Sku = "m", Quantity = 1, Price = 10 }],
            Address = new() { PostalCode = "01310-100" },
        };
        host.Engine.Answer = (_, command) => Task.FromResult(new Receipt(Outcome.Accepted, 2, Cart: command is EditCart ? merged : null));
        host.Catalog.Says(new CatalogItem(null, null, null, []));
        var (_, actions) = await host.CheckAsync(JsonNode.Parse("""{"objectId":"x","eventType":"ITEM_UPDATE"}""")!);
        Assert.Equal("merged", (string?)Assert.Single(actions)!["componentId"]);
    }

    [Theory]
    [InlineData("Allow", HttpStatusCode.OK, "INFO")]
    [InlineData("Block", HttpStatusCode.Forbidden, "ERROR")]
    public async Task A_catalog_that_is_down_is_told_on_the_order(string setting, HttpStatusCode status, string action)
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.OnCatalogDown = setting);
        foreach (var failure in (Exception[])[new CatalogUnavailableException("down"), new InvalidOperationException("a bug")])
        {
            host.Catalog.Answer = (_, _) => throw failure;
            var (answered, actions) = await host.CheckAsync(Sample.Cart(freight: 5));
            Assert.Equal(status, answered);
            Assert.Equal((action, "ORDER"), ((string?)actions[0]!["action"], (string?)Assert.Single(actions)!["component"]));
        }
    }

    [Fact]
    public async Task A_catalog_that_overlooks_its_deadline_is_left_behind()
    {
        await using var host = await GatewayHost.StartAsync();
        var asked = new TaskCompletionSource();
        host.Catalog.Answer = (_, _) =>
        {
            asked.SetResult();
            return new TaskCompletionSource<CatalogAnswer>().Task;
        };
        var check = host.CheckAsync(Sample.Cart(freight: 5));
        await asked.Task;
        host.Clock.Advance(TimeSpan.FromSeconds(2.4));
        Assert.False(check.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(HttpStatusCode.OK, (await check).Status);
    }

    [Fact]
    public async Task What_was_answered_is_recorded_afterwards_and_nobody_waits_for_it()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Catalog.Says(new CatalogItem("withoutStock", null, null, []));
        var recorded = new TaskCompletionSource<RecordCheck>();
        host.Engine.Answer = (_, command) =>
        {
            if (command is not RecordCheck check)
            {
                return Task.FromResult(new Receipt(Outcome.Accepted, 1));
            }

            recorded.SetResult(check);
            return new TaskCompletionSource<Receipt>().Task;
        };
        Assert.Equal(HttpStatusCode.Forbidden, (await host.CheckAsync(Sample.Cart(freight: 5))).Status);
        var record = await recorded.Task;
        Assert.Equal(new RecordCheck(1, 0, true, TimeSpan.Zero, null) { Said = "Item 987941TRE: sem estoque." }, record);
    }

    [Fact]
    public async Task Records_beyond_the_bound_are_counted_not_waited_for()
    {
        await using var host = await GatewayHost.StartAsync();
        using var counted = new Counted(host);
        var stuck = new TaskCompletionSource<Receipt>();
        host.Engine.Answer = (_, _) => stuck.Task;
        var recorder = host.Services.GetRequiredService<CheckRecorder>();
        var order = OrderId.Parse("acme/omnichat/x");
        for (var i = 0; i < CheckRecorder.Capacity + 50; i++)
        {
            recorder.Record(order, new(0, 0, false, TimeSpan.Zero, null));
        }

        // Up to eight are with the engine, and so not among those that wait.
        Assert.InRange(counted.Of("ordergrains.checker.unrecorded"), 42, 50);
        stuck.SetResult(new(Outcome.Accepted, 1));
        await recorder.StopAsync(CancellationToken.None);
        Assert.Equal(CheckRecorder.Capacity + 50, host.Engine.Taken.Count + counted.Of("ordergrains.checker.unrecorded"));
    }

    [Theory]
    [InlineData("discount", "110", "ORDER", null, "Desconto inválido. Informe um valor em reais ou uma porcentagem de 0 a 100.")]
    [InlineData("discountMode", "\"PERCENT\"", "ORDER", null, "Desconto inválido. Informe um valor em reais ou uma porcentagem de 0 a 100.")]
    [InlineData("freeShipping", "\"sim\"", "FREIGHT", null, "Frete inválido. Informe um valor em reais, como 10,00, e se o frete é grátis.")]
    [InlineData("freightCost", "-1", "FREIGHT", null, "Frete inválido. Informe um valor em reais, como 10,00, e se o frete é grátis.")]
    [InlineData("items.price", "-1", "ITEM", "ID_ITEM", "Item 987941TRE: preço inválido. Informe um valor em reais, como 10,00.")]
    [InlineData("items.price", "\"R$ 10,00\"", "ITEM", "ID_ITEM", "Item 987941TRE: preço inválido. Informe um valor em reais, como 10,00.")]
    [InlineData("items.quantity", "\"many\"", "ITEM", "ID_ITEM", "Item 987941TRE: quantidade inválida. Informe outra quantidade.")]
    [InlineData("items.isGift", "\"maybe\"", "ITEM", "ID_ITEM", "Item 987941TRE: o campo isGift não pôde ser lido. Remova o item e adicione de novo.")]
    [InlineData("items", "7", "ORDER", null, "Os itens do pedido não puderam ser lidos. Remova os itens e adicione de novo.")]
    [InlineData("customer", "5", "ORDER", null, "O campo customer do pedido não pôde ser lido. Corrija e tente de novo.")]
    public async Task A_field_that_cannot_be_right_is_an_error_on_its_component_and_the_rest_is_checked(
        string field, string json, string component, string? id, string message)
    {
        await using var host = await GatewayHost.StartAsync(settings =>
            settings.Tenants["acme"].Checker.Rules.Add(new() { Type = "Message", Text = "Olá" }));
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac]));
        var cart = Sample.Cart(freight: 5);
        (cart["discountMode"], cart["discount"]) = ("PERCENTAGE", 10);
        var names = field.Split('.');
        (names.Length == 1 ? cart : cart[names[0]]![0]!)[names[^1]] = JsonNode.Parse(json);

        var (status, actions) = await host.CheckAsync(cart);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        var error = Assert.Single(actions, action => (string?)action!["action"] == "ERROR")!;
        Assert.Equal((component, id, message), ((string?)error["component"], (string?)error["componentId"], (string?)error["message"]));
        Assert.Equal(field != "items", actions.Any(action => (string?)action!["message"] == "Olá"));
        Assert.IsType<EditCart>(host.Engine.Taken.First().Command);
    }

    [Fact]
    public async Task A_cart_that_is_too_large_to_keep_is_an_error_of_the_order_and_is_not_kept()
    {
        await using var host = await GatewayHost.StartAsync();
        var cart = Sample.Cart(freight: 5);
        var line = cart["items"]![0]!;
        line["name"] = new string('<', 380);
        for (var i = 0; i < 160; i++)
        {
            cart["items"]!.AsArray().Add(line.DeepClone());
        }

        var body = System.Text.Encoding.UTF8.GetBytes(
            cart.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        using var response = await host.ChatAsync("order-checker", body);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var action = Assert.Single(JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsArray())!;
        Assert.Equal(("ERROR", "ORDER"), ((string?)action["action"], (string?)action["component"]));
        Assert.DoesNotContain(host.Engine.Taken, taken => taken.Command is EditCart);
    }

    [Fact]
    public async Task A_tenant_without_a_catalog_asks_nobody()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Catalog = "None");
        var (status, actions) = await host.CheckAsync(Sample.Cart(freight: 5));
        Assert.Equal((HttpStatusCode.OK, 0, 0), (status, actions.Count, host.Catalog.Asked.Count));
    }
}
