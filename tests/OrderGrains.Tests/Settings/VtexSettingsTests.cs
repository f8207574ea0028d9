namespace OrderGrains.Tests;

public class VtexSettingsTests
{
    private static readonly (string, string?)[] Point =
    [
        ("Vtex:Fulfillment:Mode", "PickupPoint"),
        ("Vtex:Fulfillment:PickupPoint:Id", "1_loja-centro"),
        ("Vtex:Fulfillment:PickupPoint:Latitude", "-22.9"),
        ("Vtex:Fulfillment:PickupPoint:Longitude", "-47.06"),
        ("Vtex:Fulfillment:PickupPoint:Address:PostalCode", "13010-000"),
        ("Vtex:Fulfillment:PickupPoint:Address:Street", "Rua Barão de Jaguara"),
        ("Vtex:Fulfillment:PickupPoint:Address:City", "Campinas"),
        ("Vtex:Fulfillment:PickupPoint:Address:State", "SP"),
    ];

    [Theory]
    [InlineData("Vtex:BaseUrl", "")]
    [InlineData("Vtex:BaseUrl", "http://acme.vtexcommercestable.com.br")]
    [InlineData("Vtex:Account", "")]
    [InlineData("Vtex:Account", "acme.com")]
    [InlineData("Vtex:Account", "acmecorp")]
    [InlineData("Vtex:AppKey", "")]
    [InlineData("Vtex:AppToken", "")]
    [InlineData("Vtex:AffiliateId", "")]
    [InlineData("Vtex:AffiliateId", "M")]
    [InlineData("Vtex:AffiliateId", "MK-P")]
    [InlineData("Vtex:AffiliateId", "MARKETPLA")]
    [InlineData("Vtex:ConnectorName", "")]
    [InlineData("Vtex:WebhookSecrets:0", "fifteen-letters")]
    [InlineData("Vtex:WebhookSecrets:0", "sixteen/letters!")]
    [InlineData("Vtex:WebhookSecrets:0", "sixteen%20letters")]
    [InlineData("Vtex:PublicUrl", "")]
    [InlineData("Vtex:PublicUrl", "https://hub.example.com?a=1")]
    [InlineData("Vtex:PublicUrl", "http://hub.example.com")]
    [InlineData("Vtex:SalesChannel", "one")]
    [InlineData("Vtex:ReadsPerMinute", "59")]
    [InlineData("Vtex:ReadsPerMinute", "60001")]
    [InlineData("Vtex:DiscountSplit", "Half")]
    [InlineData("Vtex:ServiceFee", "Include")]
    [InlineData("Vtex:PriceDivergenceAllowanceRate", "-0.01")]
    [InlineData("Vtex:CustomerEmailTemplate", "someone@acme.example")]
    [InlineData("Vtex:CustomerEmailTemplate", "{document} at acme")]
    [InlineData("Vtex:CustomerEmailTemplate", "{cpf}@acme.example")]
    [InlineData("Vtex:PaymentMethods:Pix", "instantPayment")]
    [InlineData("Vtex:PaymentMethods:Pix", "")]
    [InlineData("Vtex:Fulfillment:Mode", "seller")]
    [InlineData("Vtex:Fulfillment:WarehouseId", "1_1")]
    [InlineData("Stores:Sucao_Dev:Vtex:BaseUrl", "acme")]
    [InlineData("Stores:Sucao_Dev:Vtex:RemainderAs", "Round")]
    [InlineData("Stores:Sucao_Dev:Vtex:WebhookSecrets:0", "fifteen-letters")]
    [InlineData("Stores:Sucao_Dev:Vtex:AuthCookie", "change-me")]
    [InlineData("Stores:Sucao_Dev:Vtex:OnUnmapped", "Drop")]
    [InlineData("Vtex:OnUnmapped", "Drop")]
    [InlineData("Vtex:AuthCookie", "a-cookie-beside-key-and-token")]
    [InlineData("Stores:Sucao_Dev:SalesChannel", "two")]
    [InlineData("Stores:Sucao_Dev:Fulfillment:Mode", "Own")]
    [InlineData("Stores:Sucao_Dev:Fulfillment:WarehouseId", "1_1")]
    public void Refused(string key, string value) => ExampleSettings.Refuses(key, value);

    [Fact]
    public void An_account_of_a_shops_own_wants_its_address_and_its_keys()
    {
        var read = ExampleSettings.With(development: false, ("Stores:Sucao_Dev:Vtex:Account", "acme-sul"));
        Assert.Equal(
            ["Vtex:Account: BaseUrl is the address of another account than this one.", "Vtex:AppKey: An account of its own takes keys of its own: VTEX's are an account's."],
            read.Problems.Select(problem => $"{problem}"["OrderGrains:Tenants:acme:Stores:Sucao_Dev:".Length..]));
        Assert.Empty(ExampleSettings.With(
            development: false,
            ("Stores:Sucao_Dev:Vtex:Account", "acme-sul"),
            ("Stores:Sucao_Dev:Vtex:BaseUrl", "https://acme-sul.vtexcommercestable.com.br"),
            ("Stores:Sucao_Dev:Vtex:AuthCookie", "the-cookie-of-a-user")).Problems);
    }

    [Fact]
    public void A_shop_has_no_VTEX_where_its_tenant_has_none()
    {
        var read = ExampleSettings.Without("Vtex", ("Checker:Catalog", "None"), ("Stores:Sucao_Dev:Vtex:ServiceFee", "Exclude"));
        Assert.Contains(read.Problems, problem => problem.Key.EndsWith("Stores:Sucao_Dev:Vtex", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Vtex:AffiliateId", "MK")]
    [InlineData("Vtex:AffiliateId", "MARKETPL")]
    [InlineData("Vtex:WebhookSecrets:0", "Sixteen.Letters~_")]
    [InlineData("Vtex:WebhookSecrets:1", "sixteen-letters1")]
    [InlineData("Vtex:SalesChannel", null)]
    [InlineData("Vtex:ReadsPerMinute", null)]
    [InlineData("Vtex:ReadsPerMinute", "60")]
    [InlineData("Vtex:DiscountSplit", "Proportional")]
    [InlineData("Vtex:ServiceFee", "AsInterest")]
    [InlineData("Vtex:PriceDivergenceAllowanceRate", "0")]
    [InlineData("Vtex:BaseUrl", "https://shop.acme.com.br")]
    [InlineData("Vtex:BaseUrl", "https://dev--acme.myvtex.com")]
    [InlineData("Vtex:CustomerEmailTemplate", "app+{document}@acme.example")]
    [InlineData("Vtex:PaymentMethods:Pix", "instantPaymentPaymentGroup")]
    [InlineData("Vtex:Fulfillment:Mode", null)]
    [InlineData("Vtex:Fulfillment:Mode", "MarketplaceSellerStock")]
    [InlineData("Vtex:Fulfillment:Sla", "Normal")]
    public void Accepted(string key, string? value) => ExampleSettings.Accepts(key, value);

    [Theory]
    [InlineData("Seller", true, false)]
    [InlineData("MarketplaceSellerStock", false, false)]
    [InlineData("MarketplaceOwnStock", false, true)]
    public void A_mode_takes_its_own_settings_only(string mode, bool sla, bool warehouse)
    {
        Assert.Equal(sla, Right(("Vtex:Fulfillment:Mode", mode), ("Vtex:Fulfillment:Sla", "Normal")));
        Assert.Equal(warehouse, Right(("Vtex:Fulfillment:Mode", mode), ("Vtex:Fulfillment:WarehouseId", "1_1")));
        Assert.Equal(sla, Right(("Stores:Centro:Fulfillment:Mode", mode), ("Stores:Centro:Fulfillment:Sla", "Normal")));
    }

    [Fact]
    public void A_store_takes_the_mode_of_its_tenant_where_it_says_none() =>
        Assert.True(Right(("Vtex:Fulfillment:Mode", "MarketplaceOwnStock"), ("Stores:Centro:Fulfillment:WarehouseId", "1_1")));

    [Theory]
    [InlineData("Vtex")]
    [InlineData("Stores:Centro")]
    public void The_marketplaces_own_stock_names_its_warehouse(string holder)
    {
        var problem = Assert.Single(ExampleSettings.With(false, ($"{holder}:Fulfillment:Mode", "MarketplaceOwnStock")).Problems);
        Assert.Equal(ExampleSettings.Full($"{holder}:Fulfillment:WarehouseId"), problem.Key);
    }

    [Theory]
    [InlineData("Id")]
    [InlineData("Latitude")]
    public void A_pickup_point_that_only_some_shoppers_choose_has_an_id_and_coordinates(string left)
    {
        (string, string?)[] chosen = [.. Point, ("Vtex:Fulfillment:Mode", "MarketplaceSellerStock")];
        Assert.True(Right(chosen));

        var key = $"Vtex:Fulfillment:PickupPoint:{left}";
        Assert.Equal(ExampleSettings.Full(key), Assert.Single(ExampleSettings.With(false, [.. chosen, (key, null)]).Problems).Key);
    }

    [Theory]
    [InlineData("Id")]
    [InlineData("Address:PostalCode")]
    [InlineData("Address:Street")]
    [InlineData("Address:City")]
    [InlineData("Address:State")]
    [InlineData("Latitude")]
    public void A_pickup_point_is_told_whole(string left)
    {
        Assert.Empty(ExampleSettings.With(false, Point).Problems);

        var key = $"Vtex:Fulfillment:PickupPoint:{left}";
        Assert.Equal(ExampleSettings.Full(key), Assert.Single(ExampleSettings.With(false, [.. Point, (key, null)]).Problems).Key);
    }

    [Fact]
    public void A_store_may_be_a_pickup_point_of_its_own()
    {
        var store = Point.Select(one => (one.Item1.Replace("Vtex:", "Stores:Centro:", StringComparison.Ordinal), one.Item2)).ToArray();

        Assert.True(Right(store));
        Assert.False(Right(("Stores:Centro:Fulfillment:Mode", "PickupPoint")));
    }

    [Fact]
    public void A_pickup_point_that_franchises_serve_names_its_account()
    {
        var franchises = ("Vtex:Fulfillment:AllowFranchises", "true");

        var problem = Assert.Single(ExampleSettings.With(false, [.. Point, franchises]).Problems);
        Assert.Equal(ExampleSettings.Full("Vtex:Fulfillment:PickupPoint:AccountName"), problem.Key);
        Assert.True(Right([.. Point, franchises, ("Vtex:Fulfillment:PickupPoint:AccountName", "acmefranchise")]));
    }

    [Theory]
    [InlineData("-90", "-180", true)]
    [InlineData("90", "180", true)]
    [InlineData("90.001", "0", false)]
    [InlineData("-90.001", "0", false)]
    [InlineData("0", "180.001", false)]
    [InlineData("0", "-180.001", false)]
    [InlineData("NaN", "0", false)]
    [InlineData("0", null, false)]
    [InlineData(null, "0", false)]
    public void Coordinates_have_bounds_and_come_in_pairs(string? latitude, string? longitude, bool right) => Assert.Equal(
        right,
        Right(("Vtex:Fulfillment:PickupPoint:Latitude", latitude), ("Vtex:Fulfillment:PickupPoint:Longitude", longitude)));

    [Theory]
    [InlineData("Vtex:CustomerEmailTemplate")]
    [InlineData("Vtex:PaymentMethods:*")]
    public void What_OPABOX_does_not_tell_VTEX_is_set(string key)
    {
        Assert.Equal(ExampleSettings.Full(key), Assert.Single(ExampleSettings.Without(key).Problems).Key);
        Assert.Empty(ExampleSettings.Without("Opabox", ("Vtex:CustomerEmailTemplate", null)).Problems);
    }

    [Theory]
    [InlineData("Pix", true)]
    [InlineData("*", true)]
    [InlineData("pix", false)]
    public void Without_OPABOX_payments_are_those_of_the_chat(string type, bool right) => Assert.Equal(
        right, ExampleSettings.Without("Opabox", ($"Vtex:PaymentMethods:{type}", "instantPaymentPaymentGroup")).Problems.Count == 0);

    [Theory]
    [InlineData("Discount", "Value", "10", "Mode", "PERCENTAGE")]
    [InlineData("Gift", "Item:ExternalId", "1", "Item:Name", "Kit Brinde")]
    public void Rules_that_change_prices_tell_VTEX_how_far(string type, string one, string value, string other, string its)
    {
        (string, string?)[] rule = [("Checker:Rules:0:Type", type), ($"Checker:Rules:0:{one}", value), ($"Checker:Rules:0:{other}", its)];

        Assert.Equal(
            ExampleSettings.Full("Vtex:PriceDivergenceAllowanceRate"), Assert.Single(ExampleSettings.With(false, rule).Problems).Key);
        Assert.True(Right([.. rule, ("Vtex:PriceDivergenceAllowanceRate", "1")]));
    }

    private static bool Right(params (string, string?)[] changes) => ExampleSettings.With(false, changes).Problems.Count == 0;
}
