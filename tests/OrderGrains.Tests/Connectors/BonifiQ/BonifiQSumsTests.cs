using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.BonifiQ;

/// <summary>Points are granted on <c>OrderTotal</c>, so it is exact: over 100,000 carts of any kind.</summary>
public sealed class BonifiQSumsTests
{
    private const int Carts = 100_000;

    [Fact]
    public void Products_add_up_to_the_total_and_the_total_to_what_was_paid_for_goods()
    {
        var random = new Random(20260302);
        var tenants = (TenantSettings[])[SeedOrders.Tenant(), SeedOrders.Tenant(tenant => tenant.Vtex!.DiscountSplit = "Proportional")];
        for (var number = 0; number < Carts; number++)
        {
            var content = Cart(random);
            var state = SeedOrders.State(content);
            var order = BonifiQOrderMapper.Map(
                SeedOrders.Delivery(SeedOrders.OpaboxOrder, state, Target.BonifiQ, Operation.SendOrder), tenants[number % 2], LoyaltyStanding.Pending)!;

            var sum = order.Products!.Value.Sum(product => product.ProductPrice);
            var paid = Amounts.GoodsPaid(content);
            var right = order.OrderTotal == sum && order.OrderTotal == paid && paid >= 0 && IsCents(paid)
                && order.Products.Value.All(product => product.ProductPrice > 0 && IsCents(product.ProductPrice));
            Assert.True(right, $"cart {number}: total {order.OrderTotal}, products {sum}, paid {paid}");
        }
    }

    [Fact]
    public void Neither_fees_nor_freight_nor_interest_count()
    {
        var content = SeedOrders.OpaboxSample();
        var dear = content with { ServiceFee = 99, Interest = 99, Delivery = content.Delivery with { Freight = 99 } };
        Assert.Equal(24.25m, Map(dear).OrderTotal);
        Assert.Equal(14.25m, Map(dear with { Discount = new(10, DiscountMode.Absolute) }).OrderTotal);
    }

    private static LoyaltyOrder Map(OrderContent content) => BonifiQOrderMapper.Map(
        SeedOrders.Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(content), Target.BonifiQ, Operation.SendOrder), SeedOrders.Tenant(), LoyaltyStanding.Pending)!;

    private static OrderContent Cart(Random random)
    {
        var lines = Enumerable.Range(0, random.Next(1, 9)).Select(number => Line(random, number)).ToArray();
        var stated = random.Next(3) == 0 ? lines.Sum(line => (line.ShopperPrice ?? 0) * line.Quantity) : Amount(random, 50_000);
        return new()
        {
            Lines = [.. lines],
            Customer = new() { Document = "28552233851" },
            ProductsValue = stated,
            Discount = random.Next(3) switch
            {
                0 => null,
                1 => new(Amount(random, 5_000), DiscountMode.Absolute),
                _ => new(Amount(random, 2_000_000), DiscountMode.Absolute), // Mostly beyond the goods.
            },
            ServiceFee = Amount(random, 3_000),
            Interest = Amount(random, 3_000),
            Delivery = new() { Freight = Amount(random, 3_000) },
        };
    }

    private static OrderLine Line(Random random, int number) => new()
    {
        Id = $"line-{number}",
        Sku = $"{random.Next(5)}",
        Quantity = random.Next(4) == 0 ? random.Next(1, 5_000) / 1000m : random.Next(1, 12),
        Price = random.Next(5) == 0 ? 0 : Amount(random, 20_000),
        ShopperPrice = random.Next(2) == 0 ? null : Amount(random, 20_000),
        Options = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new LineOption("g", "c", random.Next(4), Amount(random, 900)))],
    };

    /// <summary>Reais, now and then with more than two decimals.</summary>
    private static decimal Amount(Random random, int cents) => random.Next(cents) / (random.Next(10) == 0 ? 1000m : 100m);

    private static bool IsCents(decimal amount) => decimal.Round(amount, 2) == amount;
}
