using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Money;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0.005", 1)]
    [InlineData("0.0049", 0)]
    [InlineData("24.25", 2425)]
    [InlineData("10000000", 1_000_000_000)]
    [InlineData("-3", 0)]
    public void Reais_become_cents_half_up(string reais, long cents) => Assert.Equal(cents, Cents.FromReais(decimal.Parse(reais)));

    [Theory]
    [InlineData(1000, new long[] { 1000, 4000 }, new long[] { 500, 500 })]
    [InlineData(1000, new long[] { 300, 4000 }, new long[] { 300, 700 })]
    [InlineData(100, new long[] { 1000, 1000, 1000 }, new long[] { 33, 33, 34 })]
    [InlineData(9999, new long[] { 10, 0, 30 }, new long[] { 10, 0, 30 })]
    [InlineData(0, new long[] { 10, 20 }, new long[] { 0, 0 })]
    public void An_equal_split_is_capped_at_the_line_and_carried_on(long discount, long[] totals, long[] shares) =>
        Assert.Equal(shares, Discounts.Shares([.. totals.Select((total, i) => (total, $"{i}"))], discount, DiscountSplit.Equal));

    [Theory]
    [InlineData(1000, new long[] { 1000, 4000 }, new long[] { 200, 800 })]
    [InlineData(100, new long[] { 1000, 1000, 1000 }, new long[] { 34, 33, 33 })]
    [InlineData(9999, new long[] { 10, 0, 30 }, new long[] { 10, 0, 30 })]
    public void A_proportional_split_gives_the_odd_cents_to_the_largest_remainders(long discount, long[] totals, long[] shares) =>
        Assert.Equal(shares, Discounts.Shares([.. totals.Select((total, i) => (total, $"{i}"))], discount, DiscountSplit.Proportional));

    [Fact]
    public void A_share_that_does_not_divide_splits_the_line_in_two() =>
        Assert.Equal([(2, 33L), (1, 34L)], new PricedLine(new(), 3, 300, 100).Parts());

    [Theory]
    [InlineData("Split", "cup 3x16, cup 1x17", 0)]
    [InlineData("Interest", "cup 4x16", 1)]
    public void Cents_that_do_not_divide_split_the_line_or_are_interest(string remainder, string items, long interest) => Assert.Equal(
        (items, interest), Sent(remainder, new() { Lines = [SeedOrders.Line("cup", 4, 0.17m)], Discount = new(0.03m, DiscountMode.Absolute) }));

    [Theory]
    [InlineData("Split", "bowl 1x2100, bowl 1x2451", 0)]
    [InlineData("Interest", "bowl 2x2275", 1)]
    public void A_SKU_on_two_lines_at_two_prices_is_one_line_where_the_rest_is_interest(string remainder, string items, long interest) => Assert.Equal(
        (items, interest), Sent(remainder, new() { Lines = [SeedOrders.Line("bowl", 1, 21), SeedOrders.Line("bowl", 1, 24.51m)] }));

    private static (string Items, long Interest) Sent(string remainder, OrderContent content)
    {
        var tenant = SeedOrders.Tenant(tenant => tenant.Vtex!.RemainderAs = remainder);
        var body = VtexOrderMapper.Map(new() { Order = SeedOrders.OpaboxOrder, Content = content, Tenant = tenant });
        Assert.Equal(body.MarketplacePaymentValue, body.Items.Sum(item => item.Price * item.Quantity) + body.MarketplaceInterestValue);
        return (string.Join(", ", body.Items.Select(item => $"{item.Id} {item.Quantity}x{item.Price}")), body.MarketplaceInterestValue);
    }

    [Fact]
    public void What_is_sold_by_weight_counts_as_one_at_its_total()
    {
        var content = new OrderContent { Lines = [SeedOrders.Line("queijo", 0.335m, 59.9m)] };

        var line = Assert.Single(Goods.Price(content, DiscountSplit.Equal));

        Assert.Equal((1, 2007L), (line.Quantity, line.Net));
    }

    [Fact]
    public void The_shopper_price_counts_only_where_it_adds_up()
    {
        var sample = SeedOrders.OpaboxSample();

        Assert.Equal(2425, Goods.Price(sample, DiscountSplit.Equal)[0].Net);
        var wrong = sample with { ProductsValue = 99m, Lines = [sample.Lines[0] with { ShopperPrice = 1 }] };
        Assert.Equal(2425, Goods.Price(wrong, DiscountSplit.Equal)[0].Net);
    }

    [Fact]
    public void A_percentage_is_of_the_goods()
    {
        var content = new OrderContent { Lines = [SeedOrders.Line("a", 1, 10), SeedOrders.Line("b", 1, 40)], Discount = new(12.5m, DiscountMode.Percentage) };

        Assert.Equal(5000 - 625, Goods.Price(content, DiscountSplit.Proportional).Sum(line => line.Net));
    }
}
