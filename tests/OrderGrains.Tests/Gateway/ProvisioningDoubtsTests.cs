using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

/// <summary>A cart that is to be placed: all that looks wrong, for the timeline and for the salesperson.</summary>
public sealed class ProvisioningDoubtsTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly GatewayHost _host = shared.Renew();

    [Fact]
    public async Task The_seeds_own_sample_looks_wrong_in_all_its_ways_at_once()
    {
        var ask = await AskAsync(Sample.Object("omnichat-provisioning.json"));
        Assert.Equal(
            "O CPF ou CNPJ do cliente não confere. Corrija os dígitos. O e-mail do cliente não é válido. Corrija o e-mail. "
            + "Informe um CEP válido no endereço de entrega. Informe o estado do endereço de entrega pela sigla, como SP. "
            + "O país do endereço de entrega não foi reconhecido. Corrija o país. O valor do vale-presente não é informado à loja. Retire o vale-presente ou use desconto.",
            ask.Told);
        Assert.Equal(6, ask.Warnings.Length);
    }

    [Fact]
    public async Task A_cart_that_is_right_has_nothing_to_tell()
    {
        var cart = Right();
        var ask = await AskAsync(cart);
        Assert.Equal((0, null), (ask.Warnings.Length, ask.Told));
    }

    [Theory]
    [InlineData("items", "[]", "O pedido não tem itens.")]
    [InlineData("items", "null", "O pedido não tem itens.")]
    [InlineData("items", """[{"objectId":"i","name":"Boné","quantity":1,"price":10}]""", "Boné: sem código do produto. Escolha o item no catálogo.")]
    [InlineData("items", """[{"objectId":"i","externalId":"7","quantity":1,"price":0}]""", "Item 7: sem preço. Informe o preço ou marque como brinde.")]
    [InlineData("discount", "50.02", "O desconto é maior que o valor dos itens. Corrija o desconto.")]
    [InlineData("discount", "50.01", null)]
    [InlineData("team", """{"externalId":"other"}""", "A loja deste atendimento não está configurada. Avise o responsável pela integração.")]
    [InlineData("customer.taxDocumentnumber", "null", "Informe o CPF ou o CNPJ do cliente.")]
    [InlineData("customer.taxDocumentnumber", "191", null)]
    [InlineData("customer.email", "\"joao..silva.@\"", "O e-mail do cliente não é válido. Corrija o e-mail.")]
    [InlineData("customer.businessAccount", "true", "O CNPJ da empresa não confere. Corrija os dígitos.")]
    [InlineData("shippingAddress.zip", "1310100", null)]
    [InlineData("shippingAddress.addressLine1", "null", "Informe a rua do endereço de entrega.")]
    [InlineData("shippingAddress.number", "\" \"", "Informe o número do endereço de entrega, ou S/N.")]
    [InlineData("shippingAddress.city", "null", "Informe a cidade do endereço de entrega.")]
    [InlineData("shippingAddress.addressState", "null", "Informe o estado do endereço de entrega pela sigla, como SP.")]
    [InlineData("shippingAddress.addressState", "\"São Paulo\"", null)]
    [InlineData("shippingAddress.country", "\"Atlantis\"", "O país do endereço de entrega não foi reconhecido. Corrija o país.")]
    public async Task Each_doubt_says_what_to_do(string field, string json, string? told)
    {
        var cart = Right();
        var names = field.Split('.');
        (names.Length == 1 ? cart : cart[names[0]]!)[names[^1]] = JsonNode.Parse(json);
        var ask = await AskAsync(cart);
        Assert.Equal((told, told is null), (ask.Told, ask.Warnings.IsEmpty));
    }

    [Fact]
    public async Task A_cart_without_a_customer_and_an_address_is_doubted_in_every_part()
    {
        var cart = Right();
        (cart["customer"], cart["shippingAddress"]) = (null, null);
        var ask = await AskAsync(cart);
        Assert.Equal(
            "Informe o CPF ou o CNPJ do cliente. Informe um CEP válido no endereço de entrega. Informe a rua do endereço de entrega. "
            + "Informe o número do endereço de entrega, ou S/N. Informe a cidade do endereço de entrega. "
            + "Informe o estado do endereço de entrega pela sigla, como SP.",
            ask.Told);
        Assert.Equal(6, ask.Warnings.Length);
    }

    [Theory]
    [InlineData(true, "Argentina", "C1425")]
    [InlineData(true, null, "90210")]
    [InlineData(false, "Argentina", "C1425")]
    public async Task An_international_order_is_not_judged_by_CPF_CEP_and_state(bool flag, string? country, string zip)
    {
        var cart = Right();
        cart["isInternational"] = flag;
        cart["customer"]!["taxDocumentnumber"] = "AAB 123456";
        var address = cart["shippingAddress"]!;
        (address["country"], address["zip"], address["addressState"]) = (country, zip, "Buenos Aires");
        var ask = await AskAsync(cart);
        Assert.Equal((null, 0), (ask.Told, ask.Warnings.Length));
        Assert.Equal((true, "AAB123456", zip, "Buenos Aires", country is null ? null : "ARG"), (
            ask.Content.International, ask.Content.Customer.Document, ask.Content.Address!.PostalCode, ask.Content.Address.State, ask.Content.Address.Country));
    }

    [Theory]
    [InlineData("12.ABC.345/01DE-35", null, "12ABC34501DE35")]
    [InlineData(null, "12.ABC.345/01DE-35", "12ABC34501DE35")]
    [InlineData("TRED98E", "12.ABC.345/01DE-35", "12ABC34501DE35")]
    [InlineData("12.ABC.345/01DE-35", "28552233851", "12ABC34501DE35")]
    [InlineData("TRED98E", "28552233851", "TRED98E")]
    [InlineData(null, "28552233851", null)]
    public async Task A_companys_CNPJ_is_found_in_either_of_its_fields(string? business, string? document, string? found)
    {
        var cart = Right();
        var customer = cart["customer"]!;
        (customer["businessAccount"], customer["businessTaxId"], customer["taxDocumentnumber"]) = (true, business, document);
        Assert.Equal(found, (await AskAsync(cart)).Content.Customer.BusinessDocument);
    }

    private static JsonObject Right()
    {
        var cart = Sample.Object("omnichat-provisioning.json");
        cart["customer"]!["taxDocumentnumber"] = "28552233851";
        cart["customer"]!["email"] = "joao@example.com";
        var address = cart["shippingAddress"]!;
        (address["zip"], address["addressState"], address["country"]) = ("13025-230", "SP", "Brasil");
        cart.Remove("giftCard");
        cart.Remove("discount");
        return cart;
    }

    private async Task<AskProvisioning> AskAsync(JsonObject cart)
    {
        using var response = await _host.ChatAsync("order-provisioning", cart);
        response.EnsureSuccessStatusCode();
        return Assert.IsType<AskProvisioning>(Assert.Single(_host.Engine.Taken).Command);
    }
}
