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
            "O CPF ou CNPJ do cliente não confere. Corrija os dígitos. Informe um CEP válido no endereço de entrega. "
            + "O valor do vale-presente não é informado à loja. Retire o vale-presente ou use desconto.",
            ask.Told);
        Assert.Equal(3, ask.Warnings.Length);
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
    [InlineData("items", """[{"objectId":"i","name":"Boné","quantity":1,"price":10}]""", "Boné: sem código do produto. Escolha o item no catálogo.")]
    [InlineData("items", """[{"objectId":"i","externalId":"7","quantity":1,"price":0}]""", "Item 7: sem preço. Informe o preço ou marque como brinde.")]
    [InlineData("discount", "50.02", "O desconto é maior que o valor dos itens. Corrija o desconto.")]
    [InlineData("discount", "50.01", null)]
    [InlineData("team", """{"externalId":"other"}""", "A loja deste atendimento não está configurada. Avise o responsável pela integração.")]
    [InlineData("shippingAddress", "null", "Informe um CEP válido no endereço de entrega.")]
    public async Task Each_doubt_says_what_to_do(string field, string json, string? told)
    {
        var cart = Right();
        cart[field] = JsonNode.Parse(json);
        Assert.Equal(told, (await AskAsync(cart)).Told);
    }

    private static JsonObject Right()
    {
        var cart = Sample.Object("omnichat-provisioning.json");
        cart["customer"]!["taxDocumentnumber"] = "28552233851";
        cart["shippingAddress"]!["zip"] = "13025-230";
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
