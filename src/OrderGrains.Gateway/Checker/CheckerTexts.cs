using System.Globalization;

namespace OrderGrains.Gateway.Checker;

/// <summary>All that a salesperson reads of the checker and of a cart that is refused, in Brazilian Portuguese.</summary>
internal static class CheckerTexts
{
    private static readonly NumberFormatInfo Brazil = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>The catalog gave no answer and the sale may go on.</summary>
    public const string CatalogDownAllowed = "Não foi possível confirmar estoque e frete agora. O pedido pode seguir.";

    /// <summary>The catalog gave no answer and the sale has to wait.</summary>
    public const string CatalogDownBlocked = "Não foi possível confirmar estoque e frete agora. Tente novamente em instantes.";

    /// <summary>Some of the cart is fetched and some delivered, which is one order for nobody.</summary>
    public const string MixedDelivery = "Escolha retirada ou entrega para todos os itens: a loja não faz as duas no mesmo pedido.";

    /// <summary>The items are fetched at several shops, which is one order for nobody.</summary>
    public const string SeveralPoints = "Escolha a mesma loja de retirada para todos os itens.";

    /// <summary>A rule has another discount (the words of OmniChat's page).</summary>
    public const string DiscountChanged = "Valor do desconto alterado";

    /// <summary>A rule's discount that the cart no longer earns.</summary>
    public const string DiscountEnded = "Desconto retirado: o pedido não atende mais às condições.";

    /// <summary>The cart names no customer to be billed.</summary>
    public const string NoDocument = "Informe o CPF ou o CNPJ do cliente.";

    /// <summary>The customer's document cannot be right.</summary>
    public const string WrongDocument = "O CPF ou CNPJ do cliente não confere. Corrija os dígitos.";

    /// <summary>The company's document cannot be right.</summary>
    public const string WrongBusinessDocument = "O CNPJ da empresa não confere. Corrija os dígitos.";

    /// <summary>A company without a document.</summary>
    public const string NoBusinessDocument = "Informe o CNPJ da empresa.";

    /// <summary>An e-mail that is none.</summary>
    public const string WrongEmail = "O e-mail do cliente não é válido. Corrija o e-mail.";

    /// <summary>An address without a street.</summary>
    public const string NoStreet = "Informe a rua do endereço de entrega.";

    /// <summary>An address without a number.</summary>
    public const string NoNumber = "Informe o número do endereço de entrega, ou S/N.";

    /// <summary>An address without a city.</summary>
    public const string NoCity = "Informe a cidade do endereço de entrega.";

    /// <summary>An address without a state, or with one that is none.</summary>
    public const string WrongState = "Informe o estado do endereço de entrega pela sigla, como SP.";

    /// <summary>An address in a country that nobody knows.</summary>
    public const string WrongCountry = "O país do endereço de entrega não foi reconhecido. Corrija o país.";

    /// <summary>No CEP, or one that is none.</summary>
    public const string WrongPostalCode = "Informe um CEP válido no endereço de entrega.";

    /// <summary>Nothing to place.</summary>
    public const string NoItems = "O pedido não tem itens.";

    /// <summary>The discount is more than the goods are worth.</summary>
    public const string DiscountTooLarge = "O desconto é maior que o valor dos itens. Corrija o desconto.";

    /// <summary>A gift card whose amount OmniChat does not tell.</summary>
    public const string GiftCardUnknown = "O valor do vale-presente não é informado à loja. Retire o vale-presente ou use desconto.";

    /// <summary>A team whose store the settings do not name.</summary>
    public const string UnknownStore = "A loja deste atendimento não está configurada. Avise o responsável pela integração.";

    /// <summary>A discount that is no number from 0, or no percentage to 100, or in a mode that is none.</summary>
    public const string WrongDiscount = "Desconto inválido. Informe um valor em reais ou uma porcentagem de 0 a 100.";

    /// <summary>A freight that cannot be read.</summary>
    public const string WrongFreight = "Frete inválido. Informe um valor em reais, como 10,00, e se o frete é grátis.";

    /// <summary>Items that are no list.</summary>
    public const string WrongItems = "Os itens do pedido não puderam ser lidos. Remova os itens e adicione de novo.";

    /// <summary>More than an order can hold.</summary>
    public const string TooLarge = "O pedido é grande demais e não foi guardado. Divida em mais de um pedido.";

    /// <summary>Any other field of the order that cannot be read.</summary>
    public static string WrongField(string field) => $"O campo {field} do pedido não pôde ser lido. Corrija e tente de novo.";

    /// <summary>A price that is no amount.</summary>
    public static string WrongPrice(string name) => $"{name}: preço inválido. Informe um valor em reais, como 10,00.";

    /// <summary>A quantity that is no number, or too large.</summary>
    public static string WrongQuantity(string name) => $"{name}: quantidade inválida. Informe outra quantidade.";

    /// <summary>Any other field of a line that cannot be read.</summary>
    public static string WrongItemField(string name, string field) => $"{name}: o campo {field} não pôde ser lido. Remova o item e adicione de novo.";

    /// <summary>A line that the shop cannot find.</summary>
    public static string NoSku(string name) => $"{name}: sem código do produto. Escolha o item no catálogo.";

    /// <summary>A line that the shop's SKU file does not have, or not in its quantity.</summary>
    public static string NotMapped(string name) => $"{name}: sem cadastro na loja, ou não nesta quantidade. Troque o item ou a quantidade.";

    /// <summary>A line that costs nothing and is no gift.</summary>
    public static string NoPrice(string name) => $"{name}: sem preço. Informe o preço ou marque como brinde.";

    /// <summary>What a line is called for which neither the cart nor the catalog has a name.</summary>
    public static string Nameless(string? sku) => sku is null ? "Item" : $"Item {sku}";

    /// <summary>A line cannot be sold.</summary>
    /// <param name="name">The line's name.</param>
    /// <param name="availability">The catalog's word; null where it does not know the line.</param>
    /// <param name="left">Quantity left; null where unknown.</param>
    public static string NotAvailable(string name, string? availability, decimal? left)
    {
        // VTEX's words are open: these were seen, and any other is "not available".
        var why = availability switch
        {
            "withoutStock" => "sem estoque",
            "cannotBeDelivered" => "não pode ser entregue neste CEP",
            "withoutPrice" or "withoutPriceFulfillment" or "nullPrice" or "withoutPriceRnB" => "sem preço no catálogo",
            "available" or "itemQuantityNotAvailable" => "quantidade indisponível",
            "unavailableItemCatalog" or "unavailableItemFulfillment" => "fora de venda",
            "unavailableComposition" => "falta um componente do kit",
            "itemMetricsNotFound" => "sem peso e medidas no catálogo",
            "maxNumberOfSellersReached" => "lojas demais no mesmo pedido",
            null => "não encontrado no catálogo",
            _ => "não disponível",
        };
        var fewer = availability is "withoutStock" or "available" or "itemQuantityNotAvailable"; // For any other, what is left is no help.
        return fewer && left > 0 ? $"{name}: {why}. Restam {Number(left.Value)}." : $"{name}: {why}.";
    }

    /// <summary>Fewer pieces than are sold in an order.</summary>
    public static string TooFew(string name, decimal minimum) => $"{name}: mínimo de {Number(minimum)} por pedido.";

    /// <summary>More pieces than are sold in an order.</summary>
    public static string TooMany(string name, decimal maximum) => $"{name}: máximo de {Number(maximum)} por pedido.";

    /// <summary>The chosen delivery method is not offered.</summary>
    public static string MethodNotOffered(string name, string method) =>
        $"{name}: a forma de entrega {method} não está disponível para este CEP.";

    /// <summary>The catalog has another price.</summary>
    public static string PriceDiffers(string name, decimal inCart, decimal inCatalog) =>
        $"{name}: o preço no pedido é {Reais(inCart)}, no catálogo {Reais(inCatalog)}.";

    /// <summary>The chosen options cost something else.</summary>
    public static string FreightDiffers(decimal cost) => $"Valor do frete alterado para {Reais(cost)}";

    /// <summary>The goods are worth less than the shop sells.</summary>
    public static string BelowMinimumOrder(decimal minimum, decimal missing) =>
        $"O pedido mínimo é {Reais(minimum)}. Faltam {Reais(missing)}.";

    /// <summary>A gift in a cart that does not earn it.</summary>
    public static string GiftNotEarned(string name, decimal atLeast) => $"{name}: brinde para compras a partir de {Reais(atLeast)}.";

    /// <summary>An amount as Brazil writes it.</summary>
    public static string Reais(decimal amount) => $"R$ {amount.ToString("#,##0.00", Brazil)}";

    private static string Number(decimal quantity) => quantity.ToString("0.###", Brazil);
}
