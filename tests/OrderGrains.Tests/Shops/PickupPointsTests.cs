using OrderGrains.Connectors;
using OrderGrains.Tests.Connectors;

namespace OrderGrains.Tests.Shops;

/// <summary>Shops with several pickup points: which one an order is fetched at.</summary>
public sealed class PickupPointsTests
{
    [Theory]
    [InlineData("p2", null, null, "p2 norte")]
    [InlineData("vtex-7", "Loja Norte", null, "vtex-7 ")]
    [InlineData(null, "loja norte ", "p3", "p2 norte")]
    [InlineData(null, "P3", null, "p3 norte")]
    [InlineData(null, null, "p3", "p3 norte")]
    [InlineData(null, null, "some-address", "p1 ")]
    [InlineData(null, "Retirada", null, "p1 ")]
    public void The_point_that_is_chosen_or_named_decides(string? chosen, string? method, string? address, string point)
    {
        var body = Place(Three(), chosen, method, address);
        Assert.Null(VtexOrderRules.Broken(body));
        Assert.Equal(point, $"{body.ShippingData.SelectedAddresses[0].AddressId} {body.PickupAccountName}");
    }

    [Fact]
    public void Of_several_without_a_first_one_has_to_be_named()
    {
        var points = Three();
        points.PickupPoint = null;
        Assert.StartsWith("The shopper fetches the order and names no pickup point", VtexOrderRules.Broken(Place(points, null, null, null)), StringComparison.Ordinal);
        Assert.Null(VtexOrderRules.Broken(Place(points, null, "p2", null)));

        points.PickupPoints.RemoveAt(1);
        Assert.Equal("p2", Place(points, null, null, null).ShippingData.SelectedAddresses[0].AddressId);
    }

    [Fact]
    public void A_shop_that_has_points_has_none_of_its_tenants()
    {
        var shop = new FulfillmentSettings { PickupPoints = { new() { Id = "own", Latitude = 1, Longitude = 2 } } };
        var rule = PickupRule.Of(Three(), shop);
        Assert.Equal("own", rule.PointOf(new() { Delivery = new() { Method = "p2" } })?.Id);
        Assert.Equal("p2", PickupRule.Of(Three(), new() { Sla = "Moto" }).PointOf(new() { Delivery = new() { Method = "p2" } })?.Id);
    }

    [Fact]
    public void What_the_chat_is_told_of_the_point_changes_nothing_when_it_comes_back()
    {
        var points = Three();
        points.Mode = "PickupPoint";
        points.PickupPoints[0].Address = new() { PostalCode = "13024000", Street = "Rua B", City = "Campinas", State = "SP" };
        var rule = PickupRule.Of(points, null);
        var once = CheckoutChange.AsPlaced(SeedOrders.ChatSample() with { Lines = [], Delivery = new() { Method = "Loja Norte" } }, rule);
        Assert.Equal("Rua B", once.Address?.Street);
        Assert.True(Contents.Same(once, CheckoutChange.AsPlaced(once, rule)));
    }

    [Theory]
    [InlineData("Vtex:Fulfillment:PickupPoints:0:Latitude", "-22.9", "Vtex:Fulfillment:PickupPoints:0:Id")]
    [InlineData("Vtex:Fulfillment:PickupPoints:0:Id", "p1", "Vtex:Fulfillment:PickupPoints:0:Latitude")]
    public void A_point_wants_its_id_and_coordinates(string key, string value, string told) =>
        Assert.Contains(ExampleSettings.With(development: false, (key, value)).Problems, problem => problem.Key.EndsWith(told, StringComparison.Ordinal));

    private static FulfillmentSettings Three() => new()
    {
        PickupPoint = new() { Id = "p1", Latitude = 1, Longitude = 2 },
        PickupPoints =
        {
            new() { Id = "p2", Name = "Loja Norte", AccountName = "norte", Latitude = 3, Longitude = 4 },
            new() { Id = "p3", AccountName = "norte", Latitude = 5, Longitude = 6 },
        },
    };

    private static VtexOrder Place(FulfillmentSettings points, string? chosen, string? method, string? address)
    {
        var content = SeedOrders.ChatSample();
        return VtexOrderMapper.Map(new()
        {
            Order = SeedOrders.ChatOrder,
            Tenant = SeedOrders.Tenant(tenant => tenant.Vtex!.Fulfillment = points),
            Content = content with
            {
                Lines = [content.Lines[0] with { ShippingMethod = null, Pickup = true }],
                Address = content.Address! with { Id = address },
                Delivery = new()
                {
                    Pickup = true, Method = method, Point = chosen is null ? null : new(chosen, null, 7, 8),
                },
            },
        });
    }
}
