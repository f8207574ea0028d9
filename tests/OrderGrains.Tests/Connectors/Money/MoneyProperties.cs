using FsCheck;
using FsCheck.Fluent;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Money;

public sealed class MoneyProperties
{
    private static readonly Gen<OrderLine> Lines =
        from sku in Gen.Choose(1, 4)
        from whole in Gen.Choose(1, 999)
        from grams in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 999)))
        from cents in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(1, 500)), (3, Gen.Choose(1, 10_000_000)))
        select SeedOrders.Line($"{sku}", whole + (grams / 1000m), cents / 100m);

    private static readonly Gen<Discount?> DiscountsOf =
        Gen.Frequency(
            (1, Gen.Constant<Discount?>(null)),
            (3, Gen.Choose(0, 2_000_000_000).Select(Discount? (cents) => new(cents / 100m, DiscountMode.Absolute))),
            (3, Gen.Choose(0, 5_000).Select(Discount? (cents) => new(cents / 100m, DiscountMode.Absolute))),
            (3, Gen.Choose(0, 120_000).Select(Discount? (thousandths) => new(thousandths / 1000m, DiscountMode.Percentage))));

    private static readonly Gen<OrderContent> Orders =
        from lines in Lines.NonEmptyListOf()
        from discount in DiscountsOf
        from freight in Gen.Choose(0, 100_000)
        from free in Gen.Elements(true, false)
        from interest in Gen.Choose(0, 9_999)
        from fee in Gen.Choose(0, 9_999)
        select new OrderContent
        {
            Lines = [.. lines.Take(40)],
            Discount = discount,
            Delivery = new() { Freight = freight / 100m, FreeShipping = free },
            Interest = interest / 100m,
            ServiceFee = fee / 100m,
        };

    [Theory]
    [InlineData("Equal", "Exclude", "Split")]
    [InlineData("Proportional", "AsInterest", "Split")]
    [InlineData("Equal", "AsInterest", "Interest")]
    public void What_VTEX_is_sent_always_adds_up(string split, string fee, string remainder) => ForAll(Orders, content =>
    {
        var tenant = SeedOrders.Tenant(tenant =>
            (tenant.Vtex!.DiscountSplit, tenant.Vtex.ServiceFee, tenant.Vtex.RemainderAs) = (split, fee, remainder));
        var body = VtexOrderMapper.Map(new()
        {
            Order = SeedOrders.ChatOrder, Content = content, Tenant = tenant, Additions = new() { Taxes = [new("1", 0.07m)] },
        });

        var freight = body.ShippingData.LogisticsInfo.Sum(info => info.Price);
        Assert.Equal(
            body.MarketplacePaymentValue, body.Items.Sum(item => item.Price * item.Quantity) + freight + body.MarketplaceInterestValue + 7);
        Assert.Equal(body.Items.Length, body.ShippingData.LogisticsInfo.Length);
        Assert.All(body.Items, item => Assert.True(item is { Price: >= 0, Quantity: > 0 }));
        Assert.Equal(Cents.FromReais(content.Delivery.FreightCharged()), freight);
        Assert.True(remainder == "Split" || body.Items.DistinctBy(item => item.Id).Count() == body.Items.Length);
        Assert.Equal(content.Lines.Where(line => decimal.IsInteger(line.Quantity)).Sum(line => line.Quantity)
            + content.Lines.Count(line => !decimal.IsInteger(line.Quantity)), body.Items.Sum(item => item.Quantity));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_discount_is_spent_to_the_cent_and_never_beyond_the_goods(bool proportional) => ForAll(Orders, content =>
    {
        var lines = Goods.Price(content, proportional ? DiscountSplit.Proportional : DiscountSplit.Equal);

        var goods = lines.Sum(line => line.Gross);
        Assert.All(lines, line => Assert.InRange(line.Net, 0, line.Gross));
        if (content.Discount is { Mode: DiscountMode.Absolute } discount)
        {
            Assert.Equal(Math.Max(0, goods - Cents.FromReais(discount.Value)), lines.Sum(line => line.Net));
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_order_in_which_lines_came_changes_no_line(bool proportional) => ForAll(Orders, content =>
    {
        var split = proportional ? DiscountSplit.Proportional : DiscountSplit.Equal;
        var turned = content with { Lines = [.. content.Lines.Reverse()] };

        Assert.Equal(Shares(Goods.Price(content, split)), Shares(Goods.Price(turned, split)));
    });

    [Fact]
    public void What_BonifiQ_is_sent_adds_up_to_what_was_paid_for_goods() => ForAll(Orders, content =>
    {
        var delivery = SeedOrders.Delivery(
            SeedOrders.ChatOrder, SeedOrders.State(content with { Customer = new() { Document = "1" } }), Target.BonifiQ, Operation.SendOrder);

        var order = BonifiQOrderMapper.Map(delivery, SeedOrders.Tenant(), LoyaltyStanding.Pending)!;

        Assert.Equal(order.OrderTotal, order.Products!.Value.Sum(product => product.ProductPrice));
        Assert.Equal(order.OrderTotal, Cents.ToReais(Goods.Price(content, DiscountSplit.Equal).Sum(line => line.Net)));
    });

    private static List<string> Shares(IEnumerable<PricedLine> lines) =>
        [.. lines.Select(line => $"{line.Line.Sku} {line.Line.Quantity} {line.Gross} {line.Net}").Order(StringComparer.Ordinal)];

    private static void ForAll<T>(Gen<T> values, Action<T> holds) => Prop.ForAll(values.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
