namespace OrderGrains.Connectors;

/// <summary>What a salesperson reads in the chat, in Brazilian Portuguese. A refusal says what to do about it.</summary>
internal static class OmniChatTexts
{
    /// <summary>For an own checkout.</summary>
    public const string Provisioned = "Pedido registrado na loja. Envie o link de pagamento ao cliente.";

    /// <summary>The way of an order that is fetched though the cart names a way to deliver it.</summary>
    public const string Fetched = "Retirada na loja";

    /// <summary>The message of a change of status.</summary>
    public static string ForStatus(string status, OrderState state) => status switch
    {
        "ORDER_GATEWAY_PROVISIONED" => "Pedido registrado na loja.",
        "PACKAGED" => "A loja está preparando o pedido.",
        "PARTIALLY_SHIPPED" => "Parte do pedido foi enviada.",
        "SHIPPED" => "Pedido enviado.",
        "DELIVERED" => "Pedido entregue.",
        "CANCELLED" when AskedTooLate(state) => TooLate,
        "CANCELLED" when state.Vtex.Refused || state.Vtex.RefusalCode is not null => Refusal(state),
        "CANCELLED" when state.Vtex.CancelledByVtex =>
            "A loja cancelou o pedido. Combine com o cliente e, se for o caso, faça um novo pedido.",
        "CANCELLED" => "Pedido cancelado.",
        _ => "Pedido atualizado.",
    };

    private const string TooLate = "Este pedido já foi cancelado e não pode ser enviado de novo. Faça um novo pedido.";

    /// <summary>Whether the chat asked to place an order that had ended.</summary>
    private static bool AskedTooLate(OrderState state) =>
        state.OmniChat.AskedAfterEnd && (state.Status >= OrderStatus.RejectedByCustomer || state.GraceOver);

    /// <summary>Why a placement is refused: by the hub itself, or by VTEX with its code (developers.vtex.com, New Order Integration).</summary>
    public static string Refusal(OrderState state)
    {
        if (AskedTooLate(state))
        {
            return TooLate;
        }

        var text = state.Vtex.RefusalCode switch
        {
            "EOI002" => "Há item sem estoque, ou a forma de entrega escolhida não atende este endereço. "
                + "Troque o item ou a entrega e envie o pedido de novo.",
            "EOI003" => "O valor do pedido não confere com o preço atual da loja. "
                + "Atualize os preços, o frete e o desconto e envie o pedido de novo.",
            "EOI004" => "A loja não aceita este carrinho: há item fora do catálogo, ou o pedido está abaixo do mínimo da loja. "
                + "Ajuste os itens e envie o pedido de novo.",
            "EOI005" => "A loja recusou algum dado do pedido. Confira nome, CPF, CEP e endereço do cliente e envie o pedido de novo.",
            "INVALID" when state.Vtex.RefusalAdvice is { } advice => $"Corrija e envie o pedido de novo: {advice}",
            "INVALID" => "O pedido não tem itens que a loja possa registrar. Adicione itens do catálogo e envie o pedido de novo.",
            SkuRules.Code when state.Vtex.RefusalAdvice is { } advice => advice,
            { } code => $"A loja não conseguiu registrar o pedido ({code}). "
                + "Avise o responsável pela integração antes de tentar de novo.",
            null => "A loja não conseguiu registrar o pedido. Confira os dados do cliente e do carrinho e envie o pedido de novo.",
        };
        return Limits.Clip(text);
    }
}
