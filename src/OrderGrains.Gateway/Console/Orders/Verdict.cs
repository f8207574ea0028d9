using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>The order in words: what it is, how it stands, and what happens next.</summary>
/// <param name="Sign">Its shape.</param>
/// <param name="Title">The headline.</param>
/// <param name="Lead">How it stands.</param>
/// <param name="Next">What happens next, and who has to say so.</param>
public sealed record Verdict(Sign Sign, Sentence Title, Sentence Lead, Sentence Next)
{
    /// <summary>The verdict of an order.</summary>
    internal static Verdict Of(OrderFacts facts)
    {
        var retrying = facts.Open.FirstOrDefault(OrderFacts.IsRetrying);
        return facts.State.Attention is [var first, ..]
            ? new(Sign.Person, Stuck(facts, first.Reason), LeadOf(facts), WhenStuck(facts))
            : new(
                retrying is not null ? Sign.Retry : facts.Open.Count > 0 || !StatusTable.IsFinal(facts.State.Status) ? Sign.Flow : facts.State.Status == OrderStatus.Delivered ? Sign.Done : Sign.None,
                retrying is null ? Going(facts) : facts.L.Say($"{Going(facts)}, and {Names.The(retrying.Target, facts.L)} is tried again", $"{Going(facts)}; nova tentativa: {Names.The(retrying.Target, facts.L)}"),
                LeadOf(facts),
                NextStep.Of(facts));
    }

    private static Sentence Going(OrderFacts facts)
    {
        var (l, name, at) = (facts.L, facts.Shopper, facts.State.StatusAt);
        return facts.State.Status switch
        {
            OrderStatus.Unknown => l.Say($"Nobody has told what it is", $"Ninguém informou o que é"),
            OrderStatus.Draft when facts.State.DraftClosed => l.Say($"A cart that nobody finished", $"Um carrinho que ninguém concluiu"),
            OrderStatus.Draft => l.Say($"A cart of {name}, not finished yet", $"Carrinho de {name}, ainda aberto"),
            OrderStatus.Provisioning => l.Say($"The cart of {name} is being placed", $"O carrinho de {name} está sendo criado"),
            OrderStatus.Placed => l.Say($"Placed by {name}, not paid yet", $"Criado por {name}, ainda não pago"),
            OrderStatus.PaymentRejected => l.Say($"The payment of {name} was rejected at {at}", $"O pagamento de {name} foi recusado às {at}"),
            OrderStatus.PayOnDelivery => l.Say($"Ordered by {name}, to be paid on delivery", $"Pedido de {name}, a pagar na entrega"),
            OrderStatus.Paid => l.Say($"Paid by {name} at {at}", $"Pago por {name} às {at}"),
            OrderStatus.Preparing => l.Say($"Being prepared for {name} since {at}", $"Em preparo para {name} desde {at}"),
            OrderStatus.AwaitingCarrier => l.Say($"Ready since {at}, waits for a carrier", $"Pronto desde {at}, aguarda o transportador"),
            OrderStatus.AwaitingPickup => l.Say($"Ready since {at}, waits for {name}", $"Pronto desde {at}, aguarda {name}"),
            OrderStatus.InTransit => l.Say($"On its way to {name} since {at}", $"A caminho de {name} desde {at}"),
            OrderStatus.Delivered => l.Say($"Delivered to {name} at {at}", $"Entregue a {name} às {at}"),
            OrderStatus.RejectedByCustomer => l.Say($"Not taken by {name} at {at}", $"Não aceito por {name} às {at}"),
            OrderStatus.Cancelled => l.Say($"Cancelled at {at}, {By(facts)}", $"Cancelado às {at}, {By(facts)}"),
            _ => Sentence.Of(Names.Of(facts.State.Status, l)),
        };
    }

    private static string By(OrderFacts facts) => facts.State.StatusSource switch
    {
        null => facts.L["nobody knows by whom", "não se sabe por quem"],
        { } source when source.StartsWith("operator ", StringComparison.Ordinal) => $"{facts.L["by", "por"]} {source["operator ".Length..]}",
        { } source => $"{facts.L["as", "como diz"]} {source.Split(' ')[0]} {facts.L["says", ""]}".TrimEnd(),
    };

    private static Sentence Stuck(OrderFacts facts, string reason)
    {
        var (l, name) = (facts.L, facts.Shopper);
        var paid = IsPaid(facts.State);
        return reason switch
        {
            AttentionReason.TellShopper when facts.State.Vtex.CancelledByVtex =>
                l.Say($"VTEX cancelled it, and {name} does not know yet", $"A VTEX cancelou, e {name} ainda não sabe"),
            AttentionReason.TellShopper or AttentionReason.PlacementRefused when paid =>
                l.Say($"Paid by {name}, but VTEX refused to place it", $"Pago por {name}, mas a VTEX recusou"),
            AttentionReason.TellShopper or AttentionReason.PlacementRefused when facts.State.Status < OrderStatus.RejectedByCustomer =>
                l.Say($"Ordered by {name}, but VTEX refused to place it", $"Pedido de {name}, mas a VTEX recusou"),
            AttentionReason.TellShopper => l.Say($"Cancelled, and {name} does not know yet", $"Cancelado, e {name} ainda não sabe"),
            AttentionReason.PaidAfterCancel => l.Say($"Paid by {name} after its placement was over", $"Pago por {name} depois que a criação acabou"),
            AttentionReason.PaymentProblem => l.Say($"The payment of {name} needs a look", $"O pagamento de {name} precisa de atenção"),
            AttentionReason.CancellationAsked => l.Say($"VTEX waits for its seller to cancel it", $"A VTEX espera que o vendedor o cancele"),
            AttentionReason.ContentChanged => l.Say($"It changed after VTEX had it", $"Mudou depois que a VTEX já o tinha"),
            AttentionReason.RefundDue => l.Say($"It is over, and {name} has not got the money back", $"Encerrado, e {name} não recebeu o dinheiro de volta"),
            AttentionReason.GoodsReturned => l.Say($"Goods of {name} came back", $"Mercadoria de {name} voltou"),
            AttentionReason.DeliveredAfterCancel => l.Say($"Delivered to {name} after it was cancelled", $"Entregue a {name} depois de cancelado"),
            AttentionReason.RequestParked when facts.Stopped is [var stopped, ..] =>
                l.Say($"{Names.Of(facts.State.Status, l)}, but {Names.Thing(stopped, l)} stopped", $"{Names.Of(facts.State.Status, l)}, mas {Names.Thing(stopped, l)} parou"),
            AttentionReason.Unmatched => l.Say($"VTEX speaks of an order that nobody told us of", $"A VTEX fala de um pedido que ninguém informou"),
            _ => Sentence.Of(Reasons.Group(reason, l)),
        };
    }

    private static Sentence LeadOf(OrderFacts facts)
    {
        var (l, state) = (facts.L, facts.State);
        Sentence said = new();
        if (state.Vtex is { Refused: true, RefusalCode: { } code } && state.Status < OrderStatus.RejectedByCustomer)
        {
            var meaning = Reasons.OfCode(code, l);
            said.AppendFormatted(l.Say($"VTEX says {code}{(meaning is null ? "" : $": {meaning}")}. ", $"A VTEX diz {code}{(meaning is null ? "" : $": {meaning}")}. "));
        }

        said.AppendFormatted(Money(facts));
        if (facts.Policy.HasVtex)
        {
            said.AppendLiteral($"; {AtVtex(VtexStages.Of(state), l)}");
        }

        said.AppendLiteral(". ");
        var owed = facts.Open.Count;
        if (owed > 0 && facts.Stopped.Count > 0 && facts.Open.All(request => request.State == RequestState.Held))
        {
            return said; // What is held waits for what stopped.
        }

        if (owed > 0)
        {
            said.AppendFormatted(l.Say($"The hub owes {l.Many(owed, "call", "calls")}.", $"O hub deve {l.Many(owed, "chamada", "chamadas")}."));
        }
        else if (facts.Stopped.Count == 0)
        {
            said.AppendFormatted(l.Say($"The hub owes nobody a call.", $"O hub não deve nenhuma chamada."));
        }

        return said;
    }

    private static Sentence Money(OrderFacts facts)
    {
        var (l, total) = (facts.L, facts.Detail.Total);
        var amount = total is { } reais ? l.Reais(reais) : l["An amount that nobody said", "Valor não informado"];
        return facts.State.Payment switch
        {
            _ when facts.State.Refunded => l.Say($"{amount} given back", $"{amount} devolvidos"),
            PaymentStanding.Paid or PaymentStanding.Settled => l.Say($"Paid {amount}", $"Pago, {amount}"),
            PaymentStanding.Over => l.Say($"Paid more than {amount}", $"Pago mais que {amount}"),
            PaymentStanding.Partial => l.Say($"{amount}, paid in part", $"{amount}, pago em parte"),
            PaymentStanding.Error => l.Say($"{amount}, its payment in error", $"{amount}, pagamento com erro"),
            _ when facts.State.Status == OrderStatus.PayOnDelivery => l.Say($"{amount} to pay on delivery", $"{amount} a pagar na entrega"),
            _ => l.Say($"{amount}, not paid", $"{amount}, não pago"),
        };
    }

    private static string AtVtex(VtexStage stage, Language l) => stage switch
    {
        VtexStage.None => l["not in VTEX", "não está na VTEX"],
        VtexStage.Placing => l["VTEX does not have it yet", "a VTEX ainda não o tem"],
        VtexStage.Integrated => l["placed in VTEX", "criado na VTEX"],
        VtexStage.Approving => l["placed in VTEX, to be approved", "criado na VTEX, a aprovar"],
        VtexStage.AwaitingSeller => l["in VTEX, whose seller must authorise the price", "na VTEX, cujo vendedor precisa autorizar o preço"],
        VtexStage.Approved => l["placed and approved in VTEX", "criado e aprovado na VTEX"],
        VtexStage.Cancelling => l["to be cancelled in VTEX", "a cancelar na VTEX"],
        VtexStage.Cancelled => l["cancelled in VTEX", "cancelado na VTEX"],
        VtexStage.Refused => l["nobody prepares it", "ninguém o prepara"],
        _ => stage.ToString(),
    };

    private static Sentence WhenStuck(OrderFacts facts) => facts.Open.Any(request => request.State != RequestState.Held)
        ? NextStep.Of(facts)
        : facts.L.Say($"nothing, until a person decides.", $"nada, até alguém decidir.");

    private static bool IsPaid(OrderState state) => state is { Payment: >= PaymentStanding.Paid, Refunded: false };
}
