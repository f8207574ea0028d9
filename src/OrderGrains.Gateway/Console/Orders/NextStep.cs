using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>What happens next, and who has to say so.</summary>
internal static class NextStep
{
    /// <summary>In words.</summary>
    public static Sentence Of(OrderFacts facts)
    {
        var l = facts.L;
        if (facts.Open.FirstOrDefault(request => facts.View.InFlight.Contains(request.Id)) is { } sent)
        {
            return l.Say($"{Names.Asked(sent, l)}, at this moment.", $"{Names.Asked(sent, l)}, neste momento.");
        }

        if (facts.Open.Where(request => request.State is RequestState.Waiting or RequestState.AwaitingResult).MinBy(request => request.DueAt) is { } request)
        {
            return Call(facts, request);
        }

        return facts.Open is [var held, ..]
            ? l.Say($"{Names.Asked(held, l)} as soon as what it waits for is done.", $"{Names.Asked(held, l)} assim que terminar aquilo de que depende.")
            : Told(facts);
    }

    /// <summary>A call that waits.</summary>
    public static Sentence Call(OrderFacts facts, OwedRequest request)
    {
        var (l, asked) = (facts.L, Names.Asked(request, facts.L));
        var due = request.DueAt ?? facts.Now;
        if (request.State == RequestState.AwaitingResult)
        {
            var who = Names.The(request.Target, l);
            return due > facts.Now
                ? l.Say($"{who} tells how it went; else it is read at {due}, {Mark.Until(due)}.", $"{who} diz como foi; senão o hub pergunta às {due}, {Mark.Until(due)}.")
                : l.Say($"{who} is read now.", $"o hub pergunta agora: {who} não disse como foi.");
        }

        var target = Names.The(request.Target, l);
        switch (facts.Condition(request.Target))
        {
            case { PausedBy: { } by } paused:
                return l.Say(
                    $"{asked} when {by} has {target} resumed{(paused.Since is null ? "" : ", paused since ")}{Time(paused.Since)}.",
                    $"{asked} quando {by} retomar as chamadas{(paused.Since is null ? "" : ", em pausa desde ")}{Time(paused.Since)}.");
            case { BlockedUntil: { } until } blocked when until > facts.Now && until > due:
                return l.Say(
                    $"{asked} once {target} answers again ({HubWords.Block(blocked, l)}): the next probe is at {until}, {Mark.Until(until)}.",
                    $"{asked} assim que {target} voltar a responder ({HubWords.Block(blocked, l)}): próximo teste às {until}, {Mark.Until(until)}.");
            default:
                var again = request.Attempts > 0 ? l[$", attempt {request.Attempts + 1}", $", tentativa {request.Attempts + 1}"] : "";
                return due > facts.Now
                    ? l.Say($"{asked} at {due}, {Mark.Until(due)}{again}.", $"{asked} às {due}, {Mark.Until(due)}{again}.")
                    : l.Say($"{asked} now{again}.", $"{asked} agora{again}.");
        }
    }

    /// <summary>Nothing is owed: who has to say something.</summary>
    private static Sentence Told(OrderFacts facts)
    {
        var (l, who, state) = (facts.L, facts.TheSender, facts.State);
        var opabox = facts.Id.Channel == Channel.Opabox;
        return state.Status switch
        {
            OrderStatus.Draft when state.DraftClosed => l.Say($"nothing, unless the salesperson opens it again.", $"nada, a não ser que o vendedor o reabra."),
            OrderStatus.Draft => state.WakeAt is { } closes
                ? l.Say($"the salesperson finishes it; else it is closed at {closes}.", $"o vendedor o conclui; senão é fechado em {closes}.")
                : l.Say($"the salesperson finishes it.", $"o vendedor o conclui."),
            OrderStatus.Provisioning or OrderStatus.Placed => l.Say($"{who} says that it is paid, then VTEX is asked to approve it.", $"{who} diz que foi pago; então a VTEX é chamada para aprovar."),
            OrderStatus.PaymentRejected when state is { GraceEndsAt: { } end, GraceOver: false } =>
                l.Say($"it is paid all the same by {end}, or it is cancelled in VTEX then.", $"é pago mesmo assim até {end}, ou é cancelado na VTEX."),
            OrderStatus.PaymentRejected => l.Say($"nothing, unless it is paid all the same.", $"nada, a não ser que seja pago mesmo assim."),
            OrderStatus.PayOnDelivery or OrderStatus.Paid => opabox
                ? l.Say($"OPABOX says that it is being prepared.", $"a OPABOX diz que está em preparo.")
                : l.Say($"VTEX says that its seller prepares it.", $"a VTEX diz que o vendedor o prepara."),
            OrderStatus.Preparing or OrderStatus.AwaitingCarrier => opabox
                ? l.Say($"OPABOX says that it is on its way.", $"a OPABOX diz que está a caminho.")
                : l.Say($"VTEX sends the invoice.", $"a VTEX manda a nota fiscal."),
            OrderStatus.AwaitingPickup => l.Say($"{facts.Shopper} fetches it; {who} says so.", $"{facts.Shopper} retira; {who} avisa."),
            OrderStatus.InTransit => Delivered(facts),
            OrderStatus.Unknown => l.Say($"the order’s own webhook says what it is.", $"o webhook do pedido diz o que ele é."),
            _ => l.Say($"nothing: it is over.", $"nada: está encerrado."),
        };
    }

    private static Sentence Delivered(OrderFacts facts)
    {
        var (l, who) = (facts.L, facts.Id.Channel == Channel.Opabox ? facts.TheSender : facts.L["VTEX", "a VTEX"]);
        return facts.Policy.HasBonifiQ && facts.State.BonifiQ.LeftOut is null
            ? l.Say($"{who} says that it is delivered, then BonifiQ is told and gives the points.", $"{who} diz que foi entregue; então a BonifiQ é avisada e dá os pontos.")
            : l.Say($"{who} says that it is delivered.", $"{who} diz que foi entregue.");
    }

    private static Sentence? Time(DateTimeOffset? at) => at is { } time ? (Sentence)$"{time}" : null;
}
