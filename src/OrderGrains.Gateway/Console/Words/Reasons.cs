namespace OrderGrains.Gateway.Console.Words;

/// <summary>Why an order needs a person, as people read it; the codes are <see cref="AttentionReason"/>'s.</summary>
public static class Reasons
{
    /// <summary>All codes, by harm: a shopper who waits comes before a shop that waits, money before words, and points last.</summary>
    public static readonly IReadOnlyList<string> ByHarm =
    [
        AttentionReason.TellShopper,
        AttentionReason.PlacementRefused,
        AttentionReason.PaidAfterCancel,
        AttentionReason.PaymentProblem,
        AttentionReason.CancellationAsked,
        AttentionReason.ContentChanged,
        AttentionReason.RefundDue,
        AttentionReason.GoodsReturned,
        AttentionReason.DeliveredAfterCancel,
        AttentionReason.RequestParked,
        AttentionReason.Unmatched,
    ];

    /// <summary>Those of which a shopper waits for goods or for word.</summary>
    public static bool HasShopperWaiting(string code) =>
        code is AttentionReason.TellShopper or AttentionReason.PlacementRefused or AttentionReason.PaidAfterCancel or AttentionReason.PaymentProblem;

    /// <summary>What many orders of a reason have in common.</summary>
    public static string Group(string code, Language l) => code switch
    {
        AttentionReason.TellShopper => l["VTEX refused or cancelled an OPABOX order", "A VTEX recusou ou cancelou um pedido da OPABOX"],
        AttentionReason.PlacementRefused => l["VTEX refused the placement", "A VTEX recusou a criação"],
        AttentionReason.PaidAfterCancel => l["Paid after the placement was over", "Pago depois que a criação acabou"],
        AttentionReason.PaymentProblem => l["OmniChat reports a payment in part, or in error", "O OmniChat informa pagamento parcial ou com erro"],
        AttentionReason.CancellationAsked => l["VTEX waits for its seller to cancel", "A VTEX espera que o vendedor cancele"],
        AttentionReason.ContentChanged => l["The order changed after it was placed", "O pedido mudou depois de criado"],
        AttentionReason.RefundDue => l["Over, and the money has not gone back", "Encerrado, e o dinheiro não voltou"],
        AttentionReason.GoodsReturned => l["Goods came back", "Mercadoria devolvida"],
        AttentionReason.DeliveredAfterCancel => l["Delivered after it was cancelled", "Entregue depois de cancelado"],
        AttentionReason.RequestParked => l["A call stopped", "Uma chamada parou"],
        AttentionReason.Unmatched => l["A notification names an order that nobody told us of", "Um aviso cita um pedido que ninguém informou"],
        _ => code,
    };

    /// <summary>What to decide and do.</summary>
    public static string ToDo(string code, Language l) => code switch
    {
        AttentionReason.TellShopper => l[
            "Correct stock, price or delivery in VTEX and retry; or tell the shopper and cancel it in OPABOX, which the hub cannot reach.",
            "Corrija estoque, preço ou entrega na VTEX e tente de novo; ou avise o cliente e cancele na OPABOX, que o hub não alcança."],
        AttentionReason.PlacementRefused => l[
            "Correct the cause (stock, price, a setting), then retry the placement; or cancel the order.",
            "Corrija a causa (estoque, preço, uma configuração) e tente criar de novo; ou cancele o pedido."],
        AttentionReason.PaidAfterCancel => l[
            "Place it anew, or cancel the order and give the money back.",
            "Crie de novo, ou cancele o pedido e devolva o dinheiro."],
        AttentionReason.PaymentProblem => l[
            "Check the payment with the salesperson, then say paid, or cancel.",
            "Confira o pagamento com o vendedor; depois marque como pago, ou cancele."],
        AttentionReason.CancellationAsked => l[
            "Accept or refuse the cancellation in VTEX.",
            "Aceite ou recuse o cancelamento na VTEX."],
        AttentionReason.ContentChanged => l[
            "Compare with VTEX, which has the earlier content; then let it go on, or cancel.",
            "Compare com a VTEX, que tem o conteúdo anterior; depois deixe seguir, ou cancele."],
        AttentionReason.RefundDue => l[
            "Give the money back where it was paid, then say so here.",
            "Devolva o dinheiro por onde foi pago, depois registre aqui."],
        AttentionReason.GoodsReturned => l[
            "Decide with the shop; cancelling the order takes the points back.",
            "Decida com a loja; cancelar o pedido estorna os pontos."],
        AttentionReason.DeliveredAfterCancel => l[
            "Decide with the shop: say paid to let the delivery stand and give its points, or cancel to let the cancellation stand.",
            "Decida com a loja: marque como pago para valer a entrega e dar os pontos, ou cancele para valer o cancelamento."],
        AttentionReason.RequestParked => l[
            "Read what the system said, correct it, then retry; or skip the call.",
            "Leia o que o sistema disse, corrija e tente de novo; ou pule a chamada."],
        AttentionReason.Unmatched => l[
            "Look for the lost webhook and have its sender send it again.",
            "Procure o webhook perdido e peça que o remetente o envie de novo."],
        _ => "",
    };

    /// <summary>What makes the reason go.</summary>
    public static string Clears(string code, Language l) => code switch
    {
        AttentionReason.TellShopper => l["a placement that VTEX takes, or OPABOX status 7 or 8", "uma criação que a VTEX aceite, ou status 7 ou 8 da OPABOX"],
        AttentionReason.PlacementRefused => l["a placement that VTEX takes, a corrected cart, or a cancellation", "uma criação que a VTEX aceite, um carrinho corrigido ou um cancelamento"],
        AttentionReason.PaidAfterCancel => l["a new placement, or a cancellation", "uma nova criação, ou um cancelamento"],
        AttentionReason.PaymentProblem => l["OmniChat’s PAID, or an operator’s word", "o PAID do OmniChat, ou a palavra de um operador"],
        AttentionReason.CancellationAsked => l["VTEX’s cancellation, or its invoice", "o cancelamento da VTEX, ou a nota fiscal"],
        AttentionReason.ContentChanged => l["a retry of the approval, where it waits; a delivery; a cancellation", "nova tentativa da aprovação, se espera; entrega; cancelamento"],
        AttentionReason.RefundDue => l["OmniChat’s REVERTED, or an operator’s word", "o REVERTED do OmniChat, ou a palavra de um operador"],
        AttentionReason.GoodsReturned => l["a cancellation", "um cancelamento"],
        AttentionReason.DeliveredAfterCancel => l["an operator’s decision", "a decisão de um operador"],
        AttentionReason.RequestParked => l["a call that is taken, or that is skipped", "uma chamada aceita, ou pulada"],
        AttentionReason.Unmatched => l["the order’s own webhook", "o webhook do próprio pedido"],
        _ => "",
    };

    /// <summary>What a failure means for the orders that have it, and what to do.</summary>
    public static string Meaning(string code, bool parked, Language l) => code switch
    {
        _ when parked => ToDo(AttentionReason.RequestParked, l),
        "HTTP 401" or "HTTP 403" => l[
            "Nothing of the orders is wrong: correct the credentials of the settings. One call a minute tries, and all go on by themselves.",
            "Nada há de errado nos pedidos: corrija as credenciais das configurações. Uma chamada por minuto testa, e tudo segue sozinho."],
        "HTTP 429" => l[
            "The system asks to slow down, and the hub does. No order is lost; it comes later.",
            "O sistema pede calma, e o hub obedece. Nenhum pedido se perde; só demora."],
        "TIMEOUT" or "BROKEN_CONNECTION" or "HTTP 500" or "HTTP 502" or "HTTP 504" or "HTTP 408" or "EOI010" => l[
            "It may have arrived. VTEX is read before anything is sent again: found, it is settled; not found, it is sent.",
            "Pode ter chegado. Pergunta-se à VTEX antes de enviar de novo: se está lá, pronto; se não, é enviado."],
        "EOI006" => l[
            "VTEX took the call and then failed by its own word. Sent again on schedule.",
            "A VTEX recebeu e depois falhou, como ela mesma diz. Enviado de novo no prazo."],
        "EOI011" => l["VTEX waits for its seller to authorise the price; it is asked again slowly.", "A VTEX espera o vendedor autorizar o preço; pergunta-se devagar."],
        _ => l[
            "Not taken, so sent again on schedule. Time behind a block or a pause counts for no order.",
            "Não foi aceita; vai de novo no prazo. O tempo de bloqueio ou pausa não conta para nenhum pedido."],
    };

    /// <summary>VTEX's codes in plain words; null for one that nobody explains.</summary>
    public static string? OfCode(string? code, Language l) => code switch
    {
        "EOI000" or "EOI001" => l["VTEX failed without a reason", "a VTEX falhou sem dizer por quê"],
        "EOI002" => l["no stock, or no delivery option", "sem estoque, ou sem opção de entrega"],
        "EOI003" => l["the price differs", "o preço diverge"],
        "EOI004" => l["the cart is not as VTEX wants it", "o carrinho não é como a VTEX quer"],
        "EOI005" => l["a field is missing or wrong", "um campo falta ou está errado"],
        "EOI006" => l["VTEX has an unexpected error", "a VTEX teve um erro inesperado"],
        "EOI007" => l["VTEX has the order already", "a VTEX já tem o pedido"],
        "EOI008" => l["VTEX does not find the order yet", "a VTEX ainda não acha o pedido"],
        "EOI009" => l["VTEX cannot approve it as it stands", "a VTEX não pode aprová-lo como está"],
        "EOI010" => l["VTEX took too long", "a VTEX demorou demais"],
        "EOI011" => l["the seller must authorise the price", "o vendedor precisa autorizar o preço"],
        "TIMEOUT" => l["sent, and no answer came in time", "enviado, e nenhuma resposta a tempo"],
        "NO_CONNECTION" => l["it cannot be reached", "não se consegue conectar"],
        "BROKEN_CONNECTION" => l["the connection broke before the answer was whole", "a conexão caiu antes da resposta completa"],
        "HTTP 401" or "HTTP 403" => l["it does not take our credentials", "não aceita nossas credenciais"],
        "HTTP 404" => l["it does not show the order", "não mostra o pedido"],
        "HTTP 429" => l["it asks us to slow down", "pede que o hub vá mais devagar"],
        "HTTP 500" or "HTTP 502" or "HTTP 503" or "HTTP 504" => l["it does not answer", "não responde"],
        "Accepted" => l["VTEX took note of it", "a VTEX anotou o pedido"],
        "TooLate" => l["too late to be placed", "tarde demais para criar"],
        "INVALID" => l["the cart looks wrong", "o carrinho parece errado"],
        _ => null,
    };
}
