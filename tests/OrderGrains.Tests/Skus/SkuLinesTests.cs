using FsCheck;
using FsCheck.Fluent;
using OrderGrains.Connectors;
using OrderGrains.Tests.Connectors;

namespace OrderGrains.Tests.Skus;

/// <summary>What a SKU file makes of an order: other codes, pieces and lines, and the same money to the cent.</summary>
public sealed class SkuLinesTests
{
    private static readonly SkuBook Book = SkuBook.Of(
    [
        new() { Sku = "1", VtexSku = "100" },
        new() { Sku = "2", VtexSku = "100" },
        new() { Sku = "3", VtexSku = "300", Multiplier = 0.05m },
        new() { Option = "Granola", VtexSku = "900" },
        new() { Sku = "1", Option = "Mel", VtexSku = "901", Multiplier = 6 },
    ]);

    private static readonly Gen<LineOption> Options =
        from label in Gen.Elements("Granola", "Mel", "Morango")
        from quantity in Gen.Choose(0, 3)
        from cents in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(1, 3_000)))
        select new LineOption("Complementos", label, quantity, cents / 100m);

    private static readonly Gen<OrderLine> Lines =
        from sku in Gen.Choose(1, 5)
        from whole in Gen.Choose(0, 60)
        from grams in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(1, 999)))
        from cents in Gen.Choose(0, 50_000)
        from options in Options.ListOf()
        from shopper in Gen.Choose(-200, 200)
        select SeedOrders.Line($"{sku}", whole + (grams / 1000m), cents / 100m) with
        {
            Options = [.. options.Take(4)], ShopperPrice = Math.Max(0, (cents + shopper) / 100m),
        };

    private static readonly Gen<OrderContent> Orders =
        from lines in Lines.NonEmptyListOf()
        from discount in Gen.Choose(0, 30_000)
        from freight in Gen.Choose(0, 5_000)
        from stated in Gen.Elements(true, false)
        select new OrderContent
        {
            Lines = [.. lines.Take(12)],
            ProductsValue = stated ? lines.Take(12).Sum(line => line.ShopperPrice * line.Quantity) : null,
            Discount = new(discount / 100m, DiscountMode.Absolute),
            Delivery = new() { Freight = freight / 100m },
            Customer = new() { Document = "1" },
        };

    [Theory]
    [InlineData("Split")]
    [InlineData("Interest")]
    public void A_file_changes_no_cent_of_what_VTEX_is_sent(string remainder) => ForAll(Orders, content =>
    {
        var (plain, mapped) = (Map(content, remainder, null), Map(content, remainder, Book));

        Assert.Equal(plain.MarketplacePaymentValue, mapped.MarketplacePaymentValue);
        Assert.Equal(
            mapped.MarketplacePaymentValue,
            mapped.Items.Sum(item => item.Price * item.Quantity) + mapped.ShippingData.LogisticsInfo.Sum(info => info.Price) + mapped.MarketplaceInterestValue);
        Assert.Equal(mapped.Items.Length, mapped.ShippingData.LogisticsInfo.Length);
        Assert.All(mapped.Items, item => Assert.True(item is { Price: >= 0, Quantity: > 0 }));
        Assert.True(remainder == "Split" || mapped.Items.DistinctBy(item => item.Id).Count() == mapped.Items.Length);
        Assert.DoesNotContain(mapped.Items, item => item.Id is "1" or "2" or "3");
    });

    [Fact]
    public void A_file_changes_no_cent_of_the_points() => ForAll(Orders, content =>
    {
        var delivery = SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(content), Target.BonifiQ, Operation.SendOrder);
        var (plain, mapped) = (
            BonifiQOrderMapper.Map(delivery, SeedOrders.Tenant(), LoyaltyStanding.Pending)!,
            BonifiQOrderMapper.Map(delivery, SeedOrders.Tenant(), LoyaltyStanding.Pending, Book)!);

        Assert.Equal(plain.OrderTotal, mapped.OrderTotal);
        Assert.Equal(mapped.OrderTotal, mapped.Products!.Value.Sum(product => product.ProductPrice));
    });

    [Fact]
    public void What_is_weighed_goes_in_pieces_and_an_option_as_a_line_of_its_own()
    {
        var body = Map(
            new()
            {
                Lines =
                [
                    SeedOrders.Line("3", 0.35m, 40),
                    SeedOrders.Line("1", 2, 20) with { Options = [new("Complementos", "Granola", 1, 2.5m), new("Caldas", "Morango", 1, 1)] },
                ],
            },
            "Split",
            Book);

        Assert.Equal([new("300", 200, 7), new("100", 2100, 2), new("900", 250, 2)], body.Items.ToArray());
    }

    [Theory]
    [InlineData("Split", "100 1000 x1; 100 1001 x2", 0)]
    [InlineData("Interest", "100 1000 x3", 2)]
    public void Two_codes_of_one_SKU_follow_what_becomes_of_cents(string remainder, string items, long interest)
    {
        var body = Map(new() { Lines = [SeedOrders.Line("1", 1, 10), SeedOrders.Line("2", 2, 10.01m)] }, remainder, Book);
        Assert.Equal((items, interest), (string.Join("; ", body.Items.Select(item => $"{item.Id} {item.Price} x{item.Quantity}")), body.MarketplaceInterestValue));
    }

    [Fact]
    public void A_tax_that_names_the_senders_code_goes_to_the_SKU()
    {
        var body = VtexOrderMapper.Map(new()
        {
            Order = SeedOrders.ChatOrder, Content = new() { Lines = [SeedOrders.Line("3", 1, 1)] }, Tenant = SeedOrders.Tenant(), Skus = Book,
            Additions = new() { Taxes = [new("3", 0.07m)] },
        });
        Assert.Equal("300", Assert.Single(body.TaxData!.Value).SkuId);
    }

    private static VtexOrder Map(OrderContent content, string remainder, SkuBook? book) => VtexOrderMapper.Map(new()
    {
        Order = SeedOrders.ChatOrder, Content = content, Tenant = SeedOrders.Tenant(tenant => tenant.Vtex!.RemainderAs = remainder), Skus = book,
    });

    private static void ForAll<T>(Gen<T> values, Action<T> holds) => Prop.ForAll(values.ToArbitrary(), holds).QuickCheckThrowOnFailure();
}
