using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>Where the order stands in one system.</summary>
/// <param name="System">Its name.</param>
/// <param name="Standing">How it stands there; null where the system has no part in it.</param>
/// <param name="More">What else there is to say.</param>
public sealed record Cell(string System, Shown? Standing, Sentence More)
{
    /// <summary>The five systems, in the order in which an order goes through them.</summary>
    internal static IReadOnlyList<Cell> Of(OrderFacts facts) => [Opabox(facts), OmniChat(facts), Hub(facts), Vtex(facts), BonifiQ(facts)];

    private static Cell Opabox(OrderFacts facts)
    {
        var (l, opabox) = (facts.L, facts.State.Opabox);
        if (opabox.Status is not { } code)
        {
            return facts.Id.Channel == Channel.Opabox
                ? new("OPABOX", new(Sign.None, l["Nothing said", "Nada dito"], Quiet: true), l.Say($"no webhook of it has come", $"nenhum webhook dele chegou"))
                : new("OPABOX", null, l.Say($"no OPABOX order is linked", $"nenhum pedido da OPABOX vinculado"));
        }

        var word = StatusTable.FromOpabox(code) is { } status ? Names.Of(status, l) : l[$"Status {code}", $"Status {code}"];
        var told = facts.Story.LastOrDefault(entry => entry.Operation == $"OPABOX status {code}");
        Sentence more = told is null ? l.Say($"status {code}", $"status {code}") : l.Say($"status {code}, told {told.At}", $"status {code}, dito às {told.At}");
        return new("OPABOX", new(code is 7 or 8 ? Sign.None : Sign.Done, word), Linked(facts, more));
    }

    private static Sentence Linked(OrderFacts facts, Sentence more) => facts is { Id.Channel: Channel.Opabox, State.Opabox.Link: { } link } && OrderId.TryParse(link, out var chat)
        ? (Sentence)$"{more} · {Mark.Link(facts.L["the chat order", "o pedido do chat"], Layout.Paths.Order(chat))}"
        : more;

    private static Cell OmniChat(OrderFacts facts)
    {
        var l = facts.L;
        if (facts.Id.Channel == Channel.Opabox)
        {
            return new("OmniChat", null, l.Say($"no chat cart is linked", $"nenhum carrinho do chat vinculado"));
        }

        var (status, told, number) = (facts.Detail.OmniChat.Status, facts.State.OmniChat.Told, facts.Detail.OmniChat.Number);
        var waits = facts.State.Requests.FirstOrDefault(request => request.Target == Target.OmniChat && (request.IsOpen() || request.State == RequestState.Parked));
        var sign = waits is { State: RequestState.Parked } ? Sign.Person : waits is null ? Sign.Done : OrderFacts.IsRetrying(waits) ? Sign.Retry : Sign.Flow;
        var more = number is null ? l.Say($"{(told is null ? "not told anything yet" : $"told {told}")}", $"{(told is null ? "ainda não avisado" : $"avisado: {told}")}") : l.Say($"number {number}", $"número {number}");
        return new("OmniChat", new(status is null && waits is null ? Sign.None : sign, ChatWord(status ?? told, l)), more);
    }

    private static string ChatWord(string? status, Language l) => status switch
    {
        null => l["Cart", "Carrinho"],
        "ORDER_GATEWAY_PROVISIONED" => l["Provisioned", "Provisionado"],
        "PAID" => l["Paid", "Pago"],
        "OVER_PAID" => l["Overpaid", "Pago a mais"],
        "NOT_PAID" => l["Not paid", "Não pago"],
        "PARTIAL_PAID" => l["Paid in part", "Pago em parte"],
        "PACKAGED" => l["Packaged", "Embalado"],
        "SHIPPED" => l["Shipped", "Enviado"],
        "PARTIALLY_SHIPPED" => l["Shipped in part", "Enviado em parte"],
        "DELIVERED" => l["Delivered", "Entregue"],
        "CANCELLED" => l["Cancelled", "Cancelado"],
        "REVERTED" => l["Reverted", "Estornado"],
        _ => status,
    };

    private static Cell Hub(OrderFacts facts)
    {
        var (l, version) = (facts.L, facts.View.Record.Version);
        var sign = facts.State.Attention.Length > 0 ? Sign.Person
            : facts.Open.Any(OrderFacts.IsRetrying) ? Sign.Retry
            : facts.Open.Count > 0 || !StatusTable.IsFinal(facts.State.Status) ? Sign.Flow
            : Sign.Done;
        var owes = facts.State.Attention.Length > 0 ? l["waits for a person", "espera alguém"]
            : facts.Open.Count == 0 ? l["owes nothing", "nada pendente"]
            : l[$"owes {l.Many(facts.Open.Count, "call", "calls")}", $"deve {l.Many(facts.Open.Count, "chamada", "chamadas")}"];
        return new(l["This hub", "Este hub"], new(sign, Names.Of(facts.State.Status, l)), l.Say($"{owes} · version {version}", $"{owes} · versão {version}"));
    }

    private static Cell Vtex(OrderFacts facts)
    {
        var (l, vtex, stage) = (facts.L, facts.Detail.Vtex, VtexStages.Of(facts.State));
        if (!facts.Policy.HasVtex)
        {
            return new("VTEX", null, l.Say($"this tenant has no VTEX", $"este lojista não tem VTEX"));
        }

        var waits = facts.State.Requests.FirstOrDefault(request => Target.IsVtex(request.Target) && request.State == RequestState.Parked)
            ?? facts.Open.FirstOrDefault(request => Target.IsVtex(request.Target) && OrderFacts.IsRetrying(request));
        var sign = waits is { State: RequestState.Parked } || stage == VtexStage.Refused ? Sign.Person
            : waits is not null ? Sign.Retry
            : stage switch
            {
                VtexStage.None => Sign.None,
                VtexStage.Placing or VtexStage.Approving or VtexStage.AwaitingSeller or VtexStage.Cancelling => Sign.Flow,
                VtexStage.Cancelled => Sign.None,
                _ => Sign.Done,
            };
        var id = vtex.OrderId ?? vtex.MarketplaceOrderId;
        var code = waits?.LastCode ?? vtex.LastCode ?? facts.State.Vtex.RefusalCode;
        return new("VTEX", new(sign, Word(facts, stage)), (Sentence)$"{(code is null ? "" : $"{code} · ")}{Mark.Code(id)}");
    }

    private static string Word(OrderFacts facts, VtexStage stage)
    {
        var l = facts.L;
        return facts.State.Vtex.Progress switch
        {
            VtexProgress.Delivered => l["Delivered", "Entregue"],
            VtexProgress.Invoiced => l["Invoiced", "Faturado"],
            VtexProgress.PartiallyInvoiced => l["Invoiced in part", "Faturado em parte"],
            VtexProgress.Handling when stage == VtexStage.Approved => l["Handled", "Em manuseio"],
            _ => stage switch
            {
                VtexStage.None => l["Not there", "Não está lá"],
                VtexStage.Placing => l["Being placed", "Sendo criado"],
                VtexStage.Integrated => l["Placed", "Criado"],
                VtexStage.Approving => l["Being approved", "Em aprovação"],
                VtexStage.AwaitingSeller => l["Awaits its seller", "Aguarda o vendedor"],
                VtexStage.Approved => l["Approved", "Aprovado"],
                VtexStage.Cancelling => l["Being cancelled", "Sendo cancelado"],
                VtexStage.Cancelled => l["Cancelled", "Cancelado"],
                VtexStage.Refused => l["Refused", "Recusado"],
                _ => stage.ToString(),
            },
        };
    }

    private static Cell BonifiQ(OrderFacts facts)
    {
        var (l, state) = (facts.L, facts.State);
        if (!facts.Policy.HasBonifiQ)
        {
            return new("BonifiQ", null, l.Say($"this tenant has no BonifiQ", $"este lojista não tem BonifiQ"));
        }

        if (state.BonifiQ.LeftOut is { } why)
        {
            return new("BonifiQ", null, l.Say($"not told: {facts.Masked(why)}", $"não avisada: {facts.Masked(why)}"));
        }

        var waits = state.Requests.FirstOrDefault(request => request.Target == Target.BonifiQ && (request.IsOpen() || request.State == RequestState.Parked));
        var sign = waits is { State: RequestState.Parked } ? Sign.Person
            : waits is not null ? (OrderFacts.IsRetrying(waits) ? Sign.Retry : Sign.Flow)
            : state.BonifiQ.Acknowledged switch { LoyaltyStanding.None or LoyaltyStanding.Cancelled => Sign.None, LoyaltyStanding.Pending => Sign.Flow, _ => Sign.Done };
        var more = waits is { State: RequestState.Parked } ? l.Say($"{waits.LastCode}: a call stopped", $"{waits.LastCode}: uma chamada parou")
            : state.BonifiQ.Acknowledged switch
            {
                LoyaltyStanding.None => l.Say($"not told yet", $"ainda não avisada"),
                LoyaltyStanding.Pending => l.Say($"points once delivered", $"pontos após a entrega"),
                LoyaltyStanding.Completed => l.Say($"points are given", $"pontos dados"),
                _ => l.Say($"no points, or taken back", $"sem pontos, ou estornados"),
            };
        return new("BonifiQ", new(sign, state.BonifiQ.Acknowledged == LoyaltyStanding.None ? l["Not told", "Não avisada"] : Names.Standing(state.BonifiQ.Acknowledged.ToString(), l)), more);
    }
}
