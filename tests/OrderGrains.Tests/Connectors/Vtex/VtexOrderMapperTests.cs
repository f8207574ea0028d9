using System.Text.Json;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors.Vtex;

/// <summary>The mapping table field by field; whole bodies of the twelve scenarios are in <see cref="Tests.Vtex.ScenarioTests"/>.</summary>
public sealed class VtexOrderMapperTests
{
    private static readonly OrderContent Opabox = SeedOrders.OpaboxSample();

    [Fact]
    public void The_OPABOX_sample() => Verify("vtex-opabox-sample", SeedOrders.OpaboxOrder, Opabox, approved: true);

    [Fact]
    public void The_OmniChat_sample() => Verify("vtex-omnichat-sample", SeedOrders.ChatOrder, SeedOrders.ChatSample());

    [Fact]
    public void The_samples_are_exact()
    {
        var opabox = Map(SeedOrders.OpaboxOrder, Opabox);
        Assert.Equal([new("65874564", 2425, 1)], opabox.Items.ToArray());
        Assert.Equal((2425, 0), (opabox.MarketplacePaymentValue, opabox.MarketplaceInterestValue));
        Assert.Equal(0, opabox.ShippingData.LogisticsInfo.Single().Price);

        var chat = Map(SeedOrders.ChatOrder, SeedOrders.ChatSample());
        Assert.Equal([new("987941TRE", 800, 5)], chat.Items.ToArray());
        Assert.Equal(5000, chat.MarketplacePaymentValue);
        Assert.Equal(1000, chat.ShippingData.LogisticsInfo.Single().Price);
    }

    [Fact]
    public void A_store_overrides_its_tenant_field_by_field()
    {
        var tenant = SeedOrders.Tenant();
        tenant.Vtex!.Fulfillment = new() { Sla = "Normal", AllowFranchises = true };
        tenant.Stores["Sucao_Dev"] = new() { Fulfillment = new() { Sla = "Moto" } };

        var body = Map(SeedOrders.OpaboxOrder, Opabox, tenant);

        Assert.Equal("Moto", body.ShippingData.LogisticsInfo[0].SelectedSla);
        Assert.True(body.AllowFranchises);
    }

    [Theory]
    [InlineData("PAC", "SEDEX", "PAC")]
    [InlineData(null, "SEDEX", "SEDEX")]
    [InlineData(null, null, "Normal")]
    public void A_chat_lines_method_wins_over_the_orders_and_that_over_the_settings(string? line, string? order, string sla)
    {
        var content = SeedOrders.ChatSample();
        content = content with { Lines = [content.Lines[0] with { ShippingMethod = line }], Delivery = content.Delivery with { Method = order } };

        var body = Map(SeedOrders.ChatOrder, content, Tenant(vtex => vtex.Fulfillment.Sla = "Normal"));

        Assert.Equal(sla, body.ShippingData.LogisticsInfo[0].SelectedSla);
    }

    [Theory]
    [InlineData("Seller")]
    [InlineData("MarketplaceSellerStock")]
    public void A_pickup_chosen_in_the_chat_is_fetched_at_the_point_whatever_the_mode(string mode)
    {
        var body = Map(SeedOrders.ChatOrder, Fetched(true, true), Tenant(vtex => vtex.Fulfillment = new()
        {
            Mode = mode,
            Sla = mode == "Seller" ? "Normal" : null,
            PickupPoint = new() { Id = "store-1", Latitude = 1, Longitude = 2, Address = new() { PostalCode = "13024-000", City = "Campinas" } },
        }));

        Assert.All(body.ShippingData.LogisticsInfo, info => Assert.Equal(("pickup-in-point", null), (info.SelectedDeliveryChannel, info.SelectedSla)));
        Assert.False(body.ShippingData.IsFob);
        var address = Assert.Single(body.ShippingData.SelectedAddresses);
        Assert.Equal(("pickup", "store-1", "13024-000"), (address.AddressType, address.AddressId, address.PostalCode));
        Assert.Null(VtexOrderRules.Broken(body));
    }

    [Fact]
    public void Lines_that_are_fetched_and_lines_that_are_delivered_make_no_order()
    {
        var body = Map(SeedOrders.ChatOrder, Fetched(true, false));

        Assert.Equal(
            [("pickup-in-point", null), ("delivery", "PAC")],
            body.ShippingData.LogisticsInfo.Select(info => (info.SelectedDeliveryChannel, info.SelectedSla)));
        Assert.Equal("Some items are fetched and some delivered.", VtexOrderRules.Broken(body));
    }

    private static OrderContent Fetched(params bool[] lines) => SeedOrders.ChatSample() with
    {
        Lines = [.. lines.Select(pickup => SeedOrders.ChatSample().Lines[0] with { Pickup = pickup })],
        Delivery = new() { Method = "store-1", Pickup = lines.All(pickup => pickup) },
    };

    [Fact]
    public void A_company_is_told_as_one()
    {
        var content = SeedOrders.ChatSample();
        content = content with { Customer = content.Customer with { IsBusiness = true, BusinessDocument = "12.abc.345/01de-35" } };

        var client = Map(SeedOrders.ChatOrder, content).ClientProfileData;

        Assert.Equal(
            ("12ABC34501DE35", "+5541999999999", "MyBussines", "MyBussines", "PASS"),
            (client.CorporateDocument, client.CorporatePhone, client.CorporateName, client.TradeName, client.StateInscription));
    }

    [Theory]
    [InlineData("28552233851", "12ABC34501DE35", "28552233851", "12ABC34501DE35")]
    [InlineData(null, "12ABC34501DE35", "12ABC34501DE35", "12ABC34501DE35")]
    [InlineData("12ABC34501DE35", "12ABC34501DE35", "12ABC34501DE35", "12ABC34501DE35")]
    public void A_companys_order_has_both_documents_that_VTEX_wants(string? document, string cnpj, string person, string corporate)
    {
        var content = SeedOrders.ChatSample();
        content = content with { Customer = content.Customer with { IsBusiness = true, Document = document, BusinessDocument = cnpj } };

        var client = Map(SeedOrders.ChatOrder, content).ClientProfileData;

        Assert.Equal((person, corporate), (client.Document, client.CorporateDocument));
    }

    [Theory]
    [InlineData("285.522.338-51", "c1", "28552233851@acme.example")]
    [InlineData(null, "c1", "c1@acme.example")]
    [InlineData("", null, "46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9@acme.example")]
    [InlineData(null, "loja x/ána..1", "loja-x-ana.-1-80a827dd@acme.example")]
    public void A_customer_without_email_gets_the_templates(string? document, string? id, string email) => Assert.Equal(
        email, Map(SeedOrders.OpaboxOrder, Opabox with { Customer = new() { Name = "Ana", Document = document, Id = id } }).ClientProfileData.Email);

    [Theory]
    [InlineData("Leandro Zanardi", null, "Leandro", "Zanardi")]
    [InlineData("Ana Maria de Souza", null, "Ana", "Maria de Souza")]
    [InlineData("Ana", null, "Ana", "Ana")]
    [InlineData(" João ", "Medeiros", "João", "Medeiros")]
    [InlineData(null, null, "Cliente", "Cliente")]
    public void Names_are_split_in_first_and_last(string? name, string? last, string firstName, string lastName)
    {
        var client = Map(SeedOrders.OpaboxOrder, Opabox with { Customer = new() { Name = name, LastName = last } }).ClientProfileData;

        Assert.Equal((firstName, lastName), (client.FirstName, client.LastName));
    }

    [Theory]
    [InlineData(null, "BRA")]
    [InlineData(" ", "BRA")]
    [InlineData("Brasil", "BRA")]
    [InlineData("br", "BRA")]
    [InlineData("Argentina", "ARG")]
    [InlineData(" Atlantis ", "Atlantis")]
    public void A_country_is_its_three_letters_and_as_given_where_nobody_knows_it(string? country, string code) => Assert.Equal(code, VtexAddressMapper.Country(country));

    [Fact]
    public void Payment_groups_are_those_of_all_kinds_that_the_order_can_have()
    {
        var tenant = Tenant(vtex => vtex.PaymentMethods = new() { ["CreditCard"] = "visaPaymentGroup", ["DebitCard"] = "visaPaymentGroup" });

        Assert.Equal(
            ["visaPaymentGroup", "instantPaymentPaymentGroup", "bankInvoicePaymentGroup"],
            Map(SeedOrders.ChatOrder, SeedOrders.ChatSample(), tenant).InvoiceData.UserPaymentInfo.PaymentMethods.ToArray());
        Assert.Equal(
            ["creditCardPaymentGroup"],
            Map(SeedOrders.ChatOrder, new() { Lines = [SeedOrders.Line("a", 1, 1)] }).InvoiceData.UserPaymentInfo.PaymentMethods.ToArray());
    }

    [Fact]
    public void A_pickup_is_at_the_point_that_was_chosen_and_else_at_the_settings()
    {
        var chosen = new PickupPoint("1_B", new() { PostalCode = "01310-100", Street = "Avenida Paulista", State = "SP" }, -23.56, -46.65);
        var tenant = Tenant(vtex => vtex.Fulfillment = new()
        {
            AllowFranchises = true,
            PickupPoint = new() { Id = "1_A", AccountName = "loja-a", Address = new() { PostalCode = "13024000", State = "São Paulo" }, Latitude = -22, Longitude = -47 },
        });

        Assert.Equal(("1_B", "01310-100", -23.56, null), At(chosen));
        Assert.Equal(("1_A", "13024-000", -22, "loja-a"), At(null));
        Assert.Equal(("1_A", "13024-000", -22, "loja-a"), At(new("1_A", null, null, null)));

        (string?, string?, double?, string?) At(PickupPoint? point)
        {
            var content = SeedOrders.ChatSample() with { Delivery = new() { Pickup = true, Point = point } };
            var body = Map(SeedOrders.ChatOrder, content, tenant);
            var address = Assert.Single(body.ShippingData.SelectedAddresses);
            return (address.AddressId, address.PostalCode, address.GeoCoordinates?.Latitude, body.PickupAccountName);
        }
    }

    [Theory]
    [InlineData("1 dia útil", "1bd")]
    [InlineData("3 dias úteis", "3bd")]
    [InlineData("2 dias", "2d")]
    [InlineData("5 horas", "5h")]
    [InlineData("30 min", "30m")]
    [InlineData("3bd", "3bd")]
    [InlineData("amanhã", null)]
    [InlineData("até 3 dias", null)]
    [InlineData(null, null)]
    public void A_chats_delivery_time_is_VTEXs_estimate_where_it_is_a_number_and_a_unit(string? time, string? estimate)
    {
        var content = SeedOrders.ChatSample() with { Delivery = new() { Method = "PAC", Time = time } };
        Assert.Equal(estimate, Map(SeedOrders.ChatOrder, content).ShippingData.LogisticsInfo[0].ShippingEstimate);
    }

    [Fact]
    public void What_sales_and_finance_look_for_stands_in_the_open_text()
    {
        var content = SeedOrders.ChatSample() with { Sale = new() { Number = "1001", PaymentAccount = "conta 1", OrderAccount = "conta 2", Coupon = "CUPOM" } };
        Assert.Equal(
            "Pedido no chat: 1001\nPrazo: 1 dia útil\nConta de pagamento: conta 1\nConta do pedido: conta 2\nCupom: CUPOM",
            VtexOpenText.Of(Channel.OmniChat, content));
    }

    [Fact]
    public void The_kitchen_reads_options_weights_schedule_change_and_complement()
    {
        var content = Opabox with
        {
            Lines = [.. Opabox.Lines, SeedOrders.Line("q", 0.35m, 10) with { Name = "Queijo" }, SeedOrders.Line("r", 2, 1)],
            Payment = new() { OtherName = "Dinheiro", OtherValue = "troco para 50" },
            Address = Opabox.Address! with { Complement = "ap 12" },
        };

        Assert.Equal(
            """
            1x Açai Pequeno 300 ml (Complementos: 1x Granola; Coberturas: 1x Morango; Xaropes: 1x Xarope de Guaraná)
            0,35 (por peso) Queijo
            Entrega: agendada, 27/10/2020 07:00
            Pagamento: Dinheiro: troco para 50
            Complemento: ap 12
            """.ReplaceLineEndings("\n"),
            VtexOpenText.Of(Channel.Opabox, content));
        Assert.Null(VtexOpenText.Of(Channel.Opabox, new()));
    }

    private static TenantSettings Tenant(Action<VtexSettings> change) => SeedOrders.Tenant(tenant => change(tenant.Vtex!));

    private static VtexOrder Map(OrderId order, OrderContent content, TenantSettings? tenant = null, bool approved = false) =>
        VtexOrderMapper.Map(new() { Order = order, Content = content, Tenant = tenant ?? SeedOrders.Tenant(), Approved = approved });

    private static void Verify(string name, OrderId order, OrderContent content, TenantSettings? tenant = null, bool approved = false) =>
        VerifyBody(name, Map(order, content, tenant, approved));

    private static void VerifyBody(string name, VtexOrder body) =>
        Golden.Verify(JsonSerializer.SerializeToUtf8Bytes(body, VtexJson.Wire.VtexOrder), name);
}
