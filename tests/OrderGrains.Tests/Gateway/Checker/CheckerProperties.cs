using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Checker;
using OrderGrains.Gateway.Checker.Checks;
using OrderGrains.Gateway.Checker.Rules;

namespace OrderGrains.Tests.Gateway.Checker;

/// <summary>What holds of every answer, whatever the cart, the catalog and the rules.</summary>
public sealed class CheckerProperties
{
    private static readonly ICartCheck[] Checks =
        [new AvailabilityCheck(), new QuantityCheck(), new DeliveryCheck(), new PriceCheck(), new FreightCheck()];

    private static readonly CartRules Rules = Registered();

    private static readonly Gen<OrderLine> Lines =
        from id in Gen.Elements("", "a", "b", "c", "d")
        from sku in Gen.Elements<string?>("1", "2", "123", null)
        from quantity in Gen.Choose(0, 12)
        from price in Gen.Choose(0, 30_000)
        from gift in Gen.Elements(true, false)
        from method in Gen.Elements<string?>("PAC", "sedex", "Moto", null)
        select new OrderLine { Id = id, Sku = sku, Quantity = quantity, Price = price / 100m, IsGift = gift, ShippingMethod = method };

    private static readonly Gen<CatalogItem> Items =
        from word in Gen.Elements<string?>("available", "available", "available", "withoutStock", "new word", null)
        from left in Gen.Elements<decimal?>(null, 0, 3, 100)
        from price in Gen.Elements<decimal?>(null, 10, 99.9m)
        from ways in Gen.Elements(0, 1, 2)
        from minimum in Gen.Elements<decimal?>(null, 2)
        from maximum in Gen.Elements<decimal?>(null, 5)
        select new CatalogItem(word, price, left, [.. Ways.Take(ways)]) { MinimumQuantity = minimum, MaximumQuantity = maximum };

    private static readonly Gen<(OrderContent Cart, ImmutableArray<CatalogItem> Said, CheckerSettings Settings)> Questions =
        from lines in Lines.ListOf()
        from items in Items.ArrayOf(lines.Count)
        from coupon in Gen.Elements<string?>("CUPOM", null)
        from discount in Gen.Choose(0, 300)
        from freight in Gen.Elements(0m, 5m, 10m)
        from document in Gen.Elements<string?>("28552233851", "1", null)
        from block in Gen.Elements(true, false)
        from down in Gen.Elements("Allow", "Block")
        from rules in Gen.Elements(RuleSet).ListOf()
        select (
            new OrderContent
            {
                Lines = [.. lines],
                Discount = discount == 0 ? null : new(discount, DiscountMode.Absolute),
                Delivery = new() { Freight = freight },
                Customer = new() { Document = document },
                Sale = new() { Coupon = coupon },
            },
            items.ToImmutableArray(),
            new CheckerSettings { BlockOnError = block, OnCatalogDown = down, Rules = [.. rules] });

    private static ShippingOption[] Ways => [new("PAC", "PAC", 5, 5, 0, "delivery", "3bd"), new("SEDEX", "Sedex", 10, 10, 0, "delivery", "1bd")];

    private static CheckerRuleSettings[] RuleSet =>
    [
        new() { Type = "MinimumOrder", Value = 50 }, new() { Type = "MaximumQuantity", Value = 10 },
        new() { Type = "CustomerDocument", Severity = "INFO" }, new() { Type = "CustomerDocument" },
        new() { Type = "Discount", Coupon = "CUPOM", AtLeast = 100, Value = 10, Mode = "PERCENTAGE" },
        new() { Type = "Gift", AtLeast = 200, Item = new() { ExternalId = "123", Name = "Kit Brinde" } },
        new() { Type = "Message", Text = "Este pedido tem um brinde" }, new() { Type = "Message", Text = "x", Severity = "ERROR" },
    ];

    [Fact]
    public void No_answer_mentions_an_item_that_is_not_in_the_cart() => ForAll((cart, answer) => Assert.All(
        answer.Actions,
        action =>
        {
            Assert.Equal(action.Component == "ITEM", action.ComponentId is not null);
            Assert.True(action.ComponentId is null || cart.Lines.Any(line => line.Id == action.ComponentId));
        }));

    [Fact]
    public void An_answer_of_403_always_carries_an_error() =>
        ForAll((_, answer) => Assert.True(!answer.Blocked || answer.Actions.Any(action => action.IsError)));

    [Fact]
    public void Every_action_is_one_that_OmniChat_reads() => ForAll((_, answer) => Assert.All(answer.Actions, action =>
    {
        Assert.True(action is { Action: "ERROR" or "INFO", Component: "ITEM" or "ORDER" or "FREIGHT" });
        Assert.True(!action.IsError || !string.IsNullOrWhiteSpace(action.Message));
        Assert.True(action.FreightCost is null or >= 0 && action.Discount is null or > 0);
    }));

    private static void ForAll(Action<OrderContent, CheckAnswer> holds) =>
        Prop.ForAll(Questions.ToArbitrary(), question =>
        {
            var (cart, said, settings) = question;
            var seen = new CheckedCart(cart, [.. cart.Lines.Zip(said, (line, item) => new CheckedLine(line, item))]);
            holds(cart, CheckAnswer.Of(Look(seen, settings), settings, null));
            holds(cart, CheckAnswer.CatalogDown(Look(new(cart, []), settings), settings, "down"));
        }).QuickCheckThrowOnFailure();

    private static ImmutableArray<CheckAction> Look(CheckedCart cart, CheckerSettings settings) =>
        [.. Checks.SelectMany(check => check.Check(cart)), .. Rules.Check(cart, settings)];

    private static CartRules Registered()
    {
        var services = new ServiceCollection();
        CartRules.Register(services);
        return services.BuildServiceProvider().GetRequiredService<CartRules>();
    }
}
