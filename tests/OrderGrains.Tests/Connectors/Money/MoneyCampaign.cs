using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Money;

/// <summary>
/// Money over 100,000 random orders, whatever the settings: sums exact to the cent, nothing below zero, the same each time, and
/// the same whatever the order in which lines came. An order is drawn from its own seed, which a failure names.
/// </summary>
public sealed class MoneyCampaign
{
    private const int Orders = 25_000;

    [Theory]
    [InlineData("Equal", "Exclude", 0)]
    [InlineData("Proportional", "Exclude", 1)]
    [InlineData("Equal", "AsInterest", 2)]
    [InlineData("Proportional", "AsInterest", 3)]
    public void Every_order_adds_up(string split, string fee, int run)
    {
        var tenant = SeedOrders.Tenant(tenant => (tenant.Vtex!.DiscountSplit, tenant.Vtex.ServiceFee) = (split, fee));
        Parallel.For(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = 2 }, order =>
        {
            var seed = (run * Orders) + order;
            try
            {
                Check(new Random(seed), tenant, again: order % 10 == 0);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}, {split}, {fee}", failure);
            }
        });
    }

    private static void Check(Random random, TenantSettings tenant, bool again)
    {
        var content = Order(random);
        var body = Map(content, tenant);
        var freight = body.ShippingData.LogisticsInfo.Sum(info => info.Price);
        var goods = body.Items.Sum(item => item.Price * item.Quantity);
        var fee = tenant.Vtex!.ServiceFee == "AsInterest" ? Cents.FromReais(content.ServiceFee) : 0;

        Assert.Null(VtexOrderRules.Broken(body));
        Assert.Equal(Math.Max(0, Worth(content) - Discount(content)), goods);
        Assert.Equal(content.Delivery.FreeShipping ? 0 : Cents.FromReais(content.Delivery.Freight), freight);
        Assert.Equal(Cents.FromReais(content.Interest) + fee, body.MarketplaceInterestValue);
        Assert.Equal(goods + freight + body.MarketplaceInterestValue, body.MarketplacePaymentValue);

        var lines = Lines(body);
        Assert.True(!again || lines.SequenceEqual(Lines(Map(content, tenant))), "The same order is priced otherwise.");
        var shuffled = content.Lines.ToArray();
        random.Shuffle(shuffled);
        Assert.True(
            lines.Order().SequenceEqual(Lines(Map(content with { Lines = [.. shuffled] }, tenant)).Order()),
            "The same lines in another order are priced otherwise.");
    }

    /// <summary>What the goods are worth in cents, counted here once more: a line is rounded, half up, as a whole.</summary>
    private static long Worth(OrderContent content) =>
        content.Lines.Sum(line => (long)decimal.Round(line.Price * line.Quantity * 100, MidpointRounding.AwayFromZero));

    private static long Discount(OrderContent content) => content.Discount switch
    {
        null => 0,
        { Mode: DiscountMode.Absolute } absolute => (long)decimal.Round(absolute.Value * 100, MidpointRounding.AwayFromZero),
        { } percentage => (long)decimal.Round(
            content.Lines.Sum(line => decimal.Round(line.Price * line.Quantity, 2, MidpointRounding.AwayFromZero)) * percentage.Value,
            MidpointRounding.AwayFromZero),
    };

    private static VtexOrder Map(OrderContent content, TenantSettings tenant) =>
        VtexOrderMapper.Map(new() { Order = SeedOrders.ChatOrder, Content = content, Tenant = tenant });

    private static (string, int, long)[] Lines(VtexOrder body) => [.. body.Items.Select(item => (item.Id, item.Quantity, item.Price))];

    private static OrderContent Order(Random random)
    {
        var lines = Enumerable.Range(0, random.Next(1, 7)).Select(_ => Line(random)).ToList();
        for (var equal = random.Next(3); equal > 0; equal--)
        {
            lines.Add(lines[random.Next(lines.Count)]);
        }

        return new()
        {
            Lines = [.. lines],
            Discount = DiscountOf(random),
            Delivery = new() { Freight = random.Next(100_000) / 100m, FreeShipping = random.Next(4) == 0 },
            Interest = random.Next(3) == 0 ? random.Next(10_000) / 100m : 0,
            ServiceFee = random.Next(10_000) / 100m,
        };
    }

    /// <summary>To 999 pieces or by weight in grams, from nothing to 10,000,000 cents a piece.</summary>
    private static OrderLine Line(Random random)
    {
        var quantity = random.Next(5) == 0 ? random.Next(1, 20_000) / 1000m : random.Next(1, 1000);
        var cents = random.Next(7) switch { 0 => 0, < 4 => random.Next(1, 500), _ => random.Next(1, 10_000_001) };
        return SeedOrders.Line($"{random.Next(1, 5)}", quantity, cents / 100m);
    }

    /// <summary>None, small, beyond the total, a percentage with fractions.</summary>
    private static Discount? DiscountOf(Random random) => random.Next(5) switch
    {
        0 => null,
        1 => new(random.Next(1, 5_000) / 100m, DiscountMode.Absolute),
        2 => new(random.NextInt64(1, 100_000_000_000) / 100m, DiscountMode.Absolute),
        _ => new(random.Next(1, 100_001) / 1000m, DiscountMode.Percentage),
    };
}
