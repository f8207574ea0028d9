using System.Collections.Immutable;
using OrderGrains.Gateway.Checker;
using OrderGrains.Gateway.Checker.Rules;

namespace OrderGrains.Tests.Gateway.Checker;

/// <summary>Each rule at its bounds (docs/checker.md, "Rules").</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData(49.99, "ERROR ORDER O pedido mínimo é R$ 50,00. Faltam R$ 0,01.")]
    [InlineData(50.00, null)]
    [InlineData(50.01, null)]
    public void A_minimum_order_is_met_by_the_goods_before_discounts(double price, string? told)
    {
        var cart = Cart(Line((decimal)price)) with { Discount = new(20, DiscountMode.Absolute), Delivery = new() { Freight = 30 } };
        Assert.Equal(told, Told(new MinimumOrderRule(), cart, new CheckerRuleSettings { Value = 50 }));
    }

    [Fact]
    public void A_gift_does_not_count_towards_a_minimum() => Assert.Equal(
        "INFO ORDER O pedido mínimo é R$ 50,00. Faltam R$ 10,00.",
        Told(new MinimumOrderRule(), Cart(Line(40), Line(20) with { IsGift = true }), new CheckerRuleSettings { Value = 50, Severity = "INFO" }));

    [Theory]
    [InlineData("*", 10, null)]
    [InlineData("*", 11, "ERROR ITEM Camiseta: máximo de 10 por pedido.")]
    [InlineData(null, 11, "ERROR ITEM Camiseta: máximo de 10 por pedido.")]
    [InlineData("1", 11, "ERROR ITEM Camiseta: máximo de 10 por pedido.")]
    [InlineData("2", 11, null)]
    public void A_maximum_holds_for_its_SKU_or_for_each(string? sku, int quantity, string? told) =>
        Assert.Equal(told, Told(new MaximumQuantityRule(), Cart(Line(1) with { Quantity = quantity }), new CheckerRuleSettings { Sku = sku, Value = 10 }));

    [Fact]
    public void A_maximum_counts_all_lines_of_a_SKU_and_marks_each()
    {
        var cart = Cart(Line(1) with { Quantity = 6 }, Line(1) with { Id = "b", Quantity = 5 }, Line(1) with { Id = "c", Quantity = 9, Sku = "2" });
        var actions = new MaximumQuantityRule().Check(new(cart, []), [new() { Sku = "*", Value = 10 }]);
        Assert.Equal(["a", "b"], actions.Select(action => action.ComponentId));
    }

    [Fact]
    public void A_maximum_for_one_SKU_wins_over_the_one_for_each() => Assert.Null(Told(
        new MaximumQuantityRule(), Cart(Line(1) with { Quantity = 20 }), new CheckerRuleSettings { Sku = "*", Value = 10 }, new CheckerRuleSettings { Sku = "1", Value = 20 }));

    [Theory]
    [InlineData("285.522.338-51", false, null, null)]
    [InlineData("28552233852", false, null, CheckerTexts.WrongDocument)]
    [InlineData("11111111111", false, null, CheckerTexts.WrongDocument)]
    [InlineData("12.ABC.345/01DE-35", false, null, null)]
    [InlineData("12.ABC.345/01DE-36", false, null, CheckerTexts.WrongDocument)]
    [InlineData(null, false, null, CheckerTexts.NoDocument)]
    [InlineData("-", false, null, CheckerTexts.NoDocument)]
    [InlineData("28552233851", true, "00.000.000/0001-91", null)]
    [InlineData("28552233851", true, "TRED98E", CheckerTexts.WrongBusinessDocument)]
    [InlineData("28552233851", true, null, CheckerTexts.WrongBusinessDocument)]
    [InlineData("00000000000191", true, null, null)]
    public void A_customer_has_a_document_whose_digits_check_out(string? document, bool business, string? companys, string? told)
    {
        var cart = Cart(Line(1)) with { Customer = new() { Document = document, IsBusiness = business, BusinessDocument = companys } };
        Assert.Equal(told is null ? null : $"ERROR ORDER {told}", Told(new CustomerDocumentRule(), cart, new CheckerRuleSettings()));
        Assert.Equal(
            told is null ? null : $"INFO ORDER {told}", Told(new CustomerDocumentRule(), cart, new CheckerRuleSettings { Severity = "INFO" }));
    }

    [Fact]
    public void An_international_order_needs_no_CPF() =>
        Assert.Null(Told(new CustomerDocumentRule(), Cart(Line(1)) with { International = true }, new CheckerRuleSettings()));

    [Theory]
    [InlineData(99.99, "CUPOM", "Instagram", false)]
    [InlineData(100, "CUPOM", "Instagram", true)]
    [InlineData(100, " cupom ", "instagram", true)]
    [InlineData(100, null, "Instagram", false)]
    [InlineData(100, "OUTRO", "Instagram", false)]
    [InlineData(100, "CUPOM", "WhatsApp", false)]
    public void A_discount_is_earned_by_worth_coupon_and_channel(double goods, string? coupon, string channel, bool earned)
    {
        var cart = Cart(Line((decimal)goods)) with { Sale = new() { Coupon = coupon, SalesChannel = channel } };
        var rule = new CheckerRuleSettings { Coupon = "CUPOM", Channel = "Instagram", AtLeast = 100, Value = 10, Mode = "PERCENTAGE" };
        Assert.Equal(earned, new DiscountRule().Check(new(cart, []), [rule]).Any());
    }

    [Theory]
    [InlineData(0, DiscountMode.Absolute, 10.0)]
    [InlineData(9.99, DiscountMode.Absolute, 10.0)]
    [InlineData(10, DiscountMode.Absolute, null)]
    [InlineData(10.01, DiscountMode.Absolute, null)]
    [InlineData(10, DiscountMode.Percentage, null)]
    [InlineData(9.9, DiscountMode.Percentage, 10.0)]
    public void A_discount_rule_sets_the_whole_discount_and_a_larger_one_stands(double manual, DiscountMode mode, double? set)
    {
        var cart = Cart(Line(100)) with { Discount = new((decimal)manual, mode) };
        var action = new DiscountRule().Check(new(cart, []), [new() { Value = 10, Mode = "ABSOLUTE" }]).SingleOrDefault();
        Assert.Equal(((decimal?)set, set is null ? null : "ABSOLUTE"), (action?.Discount, action?.DiscountMode));
    }

    [Theory]
    [InlineData(200, 25, DiscountMode.Absolute, null, null)]
    [InlineData(150, 25, DiscountMode.Absolute, 10.0, CheckerTexts.DiscountChanged)]
    [InlineData(99.99, 25, DiscountMode.Absolute, 0.0, CheckerTexts.DiscountEnded)]
    [InlineData(99.99, 25, DiscountMode.Percentage, null, null)]
    [InlineData(99.99, 24.99, DiscountMode.Absolute, null, null)]
    public void Only_the_discount_that_a_rule_answered_is_taken_down_again(
        double goods, double inCart, DiscountMode mode, double? set, string? told)
    {
        CheckerRuleSettings[] rules = [new() { Value = 10, Mode = "ABSOLUTE", AtLeast = 100 }, new() { Value = 25, Mode = "ABSOLUTE", AtLeast = 200 }];
        var cart = new CheckedCart(Cart(Line((decimal)goods)) with { Discount = new((decimal)inCart, mode) }, [])
        {
            RuleDiscount = new(25, DiscountMode.Absolute),
        };
        var action = new DiscountRule().Check(cart, rules).SingleOrDefault();
        Assert.Equal(((decimal?)set, told), (action?.Discount, action?.Message));
        Assert.Empty(new DiscountRule().Check(cart with { RuleDiscount = null }, rules));
    }

    [Fact]
    public void Of_several_discounts_the_largest_is_set_and_they_never_add_up()
    {
        CheckerRuleSettings[] rules =
            [new() { Value = 10, Mode = "PERCENTAGE" }, new() { Value = 25, Mode = "ABSOLUTE" }, new() { Value = 99, Mode = "ABSOLUTE", AtLeast = 500 }];
        Assert.Equal(25, Assert.Single(new DiscountRule().Check(new(Cart(Line(200)), []), rules)).Discount);
        Assert.Equal((10, "PERCENTAGE"), Assert.Single(new DiscountRule().Check(new(Cart(Line(300)), []), rules)) is var largest
            ? (largest.Discount, largest.DiscountMode) : default);
    }

    [Theory]
    [InlineData(199.99, false)]
    [InlineData(200, true)]
    public void A_gift_is_given_from_its_worth_on_and_once(double goods, bool given)
    {
        var cart = Cart(Line((decimal)goods));
        Assert.Equal(given, new GiftRule().Check(new(cart, []), [Gift]).Any(action => action.IsGift == true));
        Assert.DoesNotContain(new GiftRule().Check(new(cart with { Lines = cart.Lines.Add(GiftLine) }, []), [Gift]), action => action.IsGift == true);
    }

    [Theory]
    [InlineData(199.99, "ERROR ITEM Kit Brinde: brinde para compras a partir de R$ 200,00.")]
    [InlineData(200, null)]
    public void A_gift_in_a_cart_that_does_not_earn_it_is_an_error_on_its_line(double goods, string? told) =>
        Assert.Equal(told, Told(new GiftRule(), Cart(Line((decimal)goods), GiftLine), Gift));

    [Fact]
    public void The_same_product_bought_is_no_gift() =>
        Assert.Empty(new GiftRule().Check(new(Cart(Line(100), GiftLine with { IsGift = false, Price = 30 }), []), [Gift]));

    [Theory]
    [InlineData(null, "INFO ORDER Este pedido tem um brinde")]
    [InlineData("ERROR", "ERROR ORDER Este pedido tem um brinde")]
    public void A_message_is_said(string? severity, string told) =>
        Assert.Equal(told, Told(new MessageRule(), Cart(Line(1)), new CheckerRuleSettings { Text = "Este pedido tem um brinde", Severity = severity }));

    private static CheckerRuleSettings Gift => new() { AtLeast = 200, Item = new() { ExternalId = "123", Name = "Kit Brinde" } };

    private static OrderLine GiftLine => new() { Id = "g", Sku = "123", Quantity = 1, Price = 500, IsGift = true };

    private static OrderLine Line(decimal price) => new() { Id = "a", Sku = "1", Name = "Camiseta", Quantity = 1, Price = price };

    private static OrderContent Cart(params OrderLine[] lines) => new() { Lines = [.. lines] };

    private static string? Told(ICartRule rule, OrderContent cart, params CheckerRuleSettings[] rules) =>
        rule.Check(new(cart, []), rules).SingleOrDefault() is { } action ? $"{action.Action} {action.Component} {action.Message}" : null;
}
