using System.Net;
using System.Text.Json.Nodes;
using OrderGrains.Gateway.Checker;

namespace OrderGrains.Tests.Gateway;

/// <summary>What the order remembers of the checker's answers, and what they become by it.</summary>
public sealed class GatewayRememberedAnswerTests
{
    private static readonly ShippingOption Pac = new("PAC", "PAC", 5, 5, 0, "delivery", "3bd");

    [Fact]
    public async Task The_methods_that_were_offered_are_recorded_pickups_apart()
    {
        await using var host = await GatewayHost.StartAsync();
        var recorded = new TaskCompletionSource<RecordCheck>();
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac, new("store-1", "Retirada na loja", 0, 0, 0, "pickup-in-point", "0bd")]));
        host.Engine.Answer = (_, command) =>
        {
            if (command is RecordCheck check)
            {
                recorded.SetResult(check);
            }

            return Task.FromResult(new Receipt(Outcome.Accepted, 1));
        };
        await host.CheckAsync(Sample.Cart(freight: 5));
        var offered = (await recorded.Task).Offered!;
        Assert.Equal(["store-1", "Retirada na loja"], offered.Pickup.ToArray());
        Assert.Equal(["PAC"], offered.Delivery.ToArray());
    }

    [Fact]
    public async Task The_points_of_the_pickups_are_recorded_and_a_name_of_several_names_none()
    {
        await using var host = await GatewayHost.StartAsync();
        var recorded = new TaskCompletionSource<RecordCheck>();
        ShippingOption At(string id, string name, PickupPoint? point) => new(id, name, 0, 0, 0, "pickup-in-point", "0bd") { Point = point };
        var (a, b) = (new PickupPoint("1_A", new() { Street = "Rua A" }, -22, -47), new PickupPoint("1_B", null, null, null));
        host.Catalog.Says(new CatalogItem("available", 10, null, [Pac, At("LojaA", "Retirada", a), At("LojaB", "Retirada", b), At("LojaC", "Outra", null)]));
        host.Engine.Answer = (_, command) =>
        {
            if (command is RecordCheck check)
            {
                recorded.SetResult(check);
            }

            return Task.FromResult(new Receipt(Outcome.Accepted, 1));
        };
        var (_, actions) = await host.CheckAsync(Sample.Cart(freight: 5));
        Assert.DoesNotContain("Rua A", actions.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            [("lojaa", a), ("lojab", b), ("retirada", new PickupPoint(null, null, null, null))],
            (await recorded.Task).Offered!.Points!.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task A_rules_own_discount_that_is_no_longer_earned_is_answered_as_0_and_so_recorded()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Rules =
            [new() { Type = "Discount", Value = 10, Mode = "ABSOLUTE", AtLeast = 1_000 }]);
        var recorded = new TaskCompletionSource<RecordCheck>();
        host.Engine.Answer = (_, command) =>
        {
            if (command is RecordCheck check)
            {
                recorded.SetResult(check);
            }

            return Task.FromResult(new Receipt(Outcome.Accepted, 1) { RuleDiscount = new(10, DiscountMode.Absolute) });
        };
        var cart = Sample.Object("omnichat-order-checker.json"); // Its discount is 10 reais.
        var (_, actions) = await host.CheckAsync(cart);
        Assert.Equal(
            """{"action":"INFO","component":"ORDER","message":"Desconto retirado: o pedido não atende mais às condições.","discount":0,"discountMode":"ABSOLUTE"}""",
            Assert.Single(actions)!.ToJsonString(CheckJson.Options));
        Assert.Equal(new Discount(0, DiscountMode.Absolute), (await recorded.Task).Discount);
    }

    [Theory]
    [InlineData("PAC", "PAC", HttpStatusCode.OK)]
    [InlineData("store-1", "store-1", HttpStatusCode.OK)]
    [InlineData("PAC", "store-1", HttpStatusCode.Forbidden)]
    public async Task A_cart_that_is_fetched_in_part_cannot_be_finished(string first, string second, HttpStatusCode answered)
    {
        await using var host = await GatewayHost.StartAsync();
        var says = new CatalogItem("available", 10, null, [Pac, new("store-1", "Retirada", 0, 0, 0, "pickup-in-point", null)]);
        host.Catalog.Says(says, says);
        var cart = Sample.Cart(freight: 5);
        var line = cart["items"]![0]!;
        cart["items"] = new JsonArray(With(line, first), With(line, second));
        var (status, actions) = await host.CheckAsync(cart);
        Assert.Equal(
            (answered, answered == HttpStatusCode.Forbidden),
            (status, actions.Any(action => ((string?)action!["message"])?.StartsWith("Escolha retirada ou entrega", StringComparison.Ordinal) == true)));

        static JsonNode With(JsonNode line, string method)
        {
            var own = line.DeepClone();
            own["shippingMethod"] = method;
            return own;
        }
    }
}
