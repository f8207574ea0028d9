using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>Something that an operator may do to the order, with what it will do; or why it cannot be done.</summary>
/// <param name="Name">Its name in the form: one of <see cref="DeedNames"/>.</param>
/// <param name="Request">The call that it is about; null for the order.</param>
/// <param name="Title">What it is called.</param>
/// <param name="When">When one does it, in a few words.</param>
/// <param name="Effects">What it will do.</param>
/// <param name="WhyNot">Why it cannot be done now; null where it can.</param>
public sealed record Deed(string Name, string? Request, string Title, string When, IReadOnlyList<Sentence> Effects, string? WhyNot)
{
    /// <summary>Whether it is what the page expects to be done: its confirmation stands open.</summary>
    public bool IsExpected { get; init; }
}

/// <summary>The names of what can be done.</summary>
public static class DeedNames
{
    /// <summary>Send a call now.</summary>
    public const string Retry = "retry";

    /// <summary>Give a call up.</summary>
    public const string Skip = "skip";

    /// <summary>Cancel the order.</summary>
    public const string Cancel = "cancel";

    /// <summary>Say that it was paid.</summary>
    public const string Paid = "paid";

    /// <summary>Place it anew.</summary>
    public const string Replace = "replace";

    /// <summary>Say that the money went back.</summary>
    public const string Refunded = "refunded";

    /// <summary>Link an OPABOX order.</summary>
    public const string Link = "link";

    /// <summary>What a deed's name says once it is done; null for a name that is none.</summary>
    public static string? Done(string? name, Language l) => name switch
    {
        Retry => l["It is sent now.", "Está sendo enviada agora."],
        Skip => l["The call is given up.", "A chamada foi pulada."],
        Cancel => l["The order is cancelled here; what is owed for that stands below.", "O pedido foi cancelado aqui; o que falta está abaixo."],
        Paid => l["It counts as paid.", "Conta como pago."],
        Replace => l["It is placed anew.", "Está sendo criado de novo."],
        Refunded => l["The money counts as given back.", "O dinheiro conta como devolvido."],
        Link => l["The two orders are linked.", "Os dois pedidos estão vinculados."],
        _ => null,
    };
}

/// <summary>
/// Finds what can be done, and what it will do, by taking the turn that it would be: the rules are asked and not written twice. Nothing of such a turn is kept.
/// </summary>
internal sealed class Deeds(OrderFacts facts, string by)
{
    private readonly Language _l = facts.L;

    /// <summary>All of them; what is expected first, what cannot be done last.</summary>
    public IReadOnlyList<Deed> All()
    {
        List<Deed> deeds = [.. facts.Stopped.Select((request, index) => Retry(request) with { IsExpected = index == 0 })];
        deeds.AddRange(facts.Open.Where(request => request.State != RequestState.Held || Allowed(new RetryRequest(request.Id, by))).Select(Retry));
        var reasons = facts.State.Attention.Select(attention => attention.Reason).ToHashSet(StringComparer.Ordinal);
        var decides = reasons.Contains(AttentionReason.DeliveredAfterCancel);
        if (reasons.Contains(AttentionReason.RefundDue))
        {
            deeds.Add(Of(DeedNames.Refunded, new CancelByOperator(by, null, Refunded: true), _l["The money went back", "O dinheiro voltou"],
                _l["once it was given back where it was paid", "depois de devolvido por onde foi pago"]) with { IsExpected = deeds.Count == 0 });
        }

        deeds.Add(Of(DeedNames.Paid, new MarkPaid(by), decides ? _l["Let the delivery stand", "Valer a entrega"] : _l["Say paid", "Marcar como pago"],
            decides ? _l["its points are given", "os pontos são dados"] : _l["when you have seen the money", "quando você viu o dinheiro"]));
        deeds.Add(Of(DeedNames.Replace, new ReplaceOrder(by), _l["Place it anew", "Criar de novo"], _l["under the next number", "com o próximo número"])
            with { IsExpected = deeds.Count == 0 && reasons.Contains(AttentionReason.PaidAfterCancel) });
        deeds.Add(Of(DeedNames.Cancel, new CancelByOperator(by, null), decides ? _l["Let the cancellation stand", "Valer o cancelamento"] : _l["Cancel the order", "Cancelar o pedido"],
            facts.Id.Channel == Channel.Opabox ? _l["after you told the shopper", "depois de avisar o cliente"] : _l["OmniChat is told", "o OmniChat é avisado"]));
        deeds.AddRange(facts.Stopped.Concat(facts.Open).Select(Skip));
        if (facts.Id.Channel == Channel.OmniChat && facts.State.Opabox.Link is null && facts.State.Status < OrderStatus.RejectedByCustomer)
        {
            deeds.Add(new(DeedNames.Link, null, _l["Link an OPABOX order", "Vincular pedido da OPABOX"], _l["it is the same sale", "é a mesma venda"],
                [_l.Say($"What OPABOX says of it counts for this order from then on.", $"O que a OPABOX disser dele passa a valer para este pedido.")], null));
        }

        if (facts.Stopped.Count + facts.Open.Count == 0)
        {
            deeds.Add(new("", null, _l["Retry, skip", "Tentar de novo, pular"], "", [], _l["nothing is owed, so there is nothing to push", "nada pendente, nada a reenviar"]));
        }

        return [.. deeds.Where(deed => deed.WhyNot is null), .. deeds.Where(deed => deed.WhyNot is not null)];
    }

    private Deed Retry(OwedRequest request)
    {
        var thing = Names.Thing(request, _l);
        var title = request.State == RequestState.AwaitingResult ? _l[$"Ask {Names.The(request.Target, _l)} now", $"Perguntar agora: {thing}"] : _l[$"Retry {thing}", $"Tentar de novo {thing}"];
        var when = request.State == RequestState.Parked ? _l["after its cause is corrected", "depois de corrigir a causa"] : _l["now, and not when it is due", "agora, sem esperar a hora"];
        var deed = Of(DeedNames.Retry, new RetryRequest(request.Id, by), title, when) with { Request = request.Id };
        if (deed.WhyNot is not null)
        {
            return deed;
        }

        List<Sentence> effects =
        [
            Taken(new RetryRequest(request.Id, by)).Record.State.Find(request.Id) is { Step: Step.Read } || request.State == RequestState.AwaitingResult
                ? _l.Say($"{Names.The(request.Target, _l)} is read first, since it may have it already.", $"Antes, pergunta-se: {Names.The(request.Target, _l)} talvez já o tenha.")
                : _l.Say($"{Names.Asked(request, _l)} once more, with the settings as they are now.", $"{Names.Asked(request, _l)} mais uma vez, com as configurações de agora."),
        ];
        if (facts.Condition(request.Target) is { PausedBy: { } paused })
        {
            effects.Add(_l.Say($"The target is paused by {paused}: it goes out when that ends.", $"O sistema está em pausa por {paused}: sai quando ela terminar."));
        }
        else if (facts.Condition(request.Target) is { Since: not null })
        {
            effects.Add(_l.Say($"What holds the target back lets this one call through.", $"O bloqueio do sistema deixa passar esta chamada."));
        }

        effects.Add(request.State == RequestState.Parked
            ? _l.Say($"Taken: the order goes on. Refused again: it comes back here.", $"Aceita: o pedido segue. Recusada de novo: volta para cá.")
            : _l.Say($"Attempts so far stay counted.", $"As tentativas feitas continuam contadas."));
        return deed with { Effects = effects };
    }

    private Deed Skip(OwedRequest request)
    {
        var thing = Names.Thing(request, _l);
        var deed = Of(DeedNames.Skip, new SkipRequest(request.Id, by), _l[$"Skip {thing}", $"Pular {thing}"], _l["never send it", "não enviar nunca"]) with { Request = request.Id };
        return deed with
        {
            Effects =
            [
                .. deed.Effects,
                Target.IsVtex(request.Target)
                    ? _l.Say($"Somebody else does it. Retry takes this back, and reads VTEX first.", $"Outra pessoa o faz. Tentar de novo desfaz isto, e pergunta antes à VTEX.")
                    : _l.Say($"Retry takes this back.", $"Tentar de novo desfaz isto."),
            ],
        };
    }

    private Deed Of(string name, Command command, string title, string when)
    {
        var after = Taken(command);
        return after.Receipt.Outcome == Outcome.Refused
            ? new(name, null, title, when, [], HubWords.Line(facts.Masked(after.Receipt.Reason ?? ""), _l))
            : new(name, null, title, when, Effects(name, after.Record.State), null);
    }

    private bool Allowed(Command command) => Taken(command).Receipt.Outcome != Outcome.Refused;

    private TurnResult Taken(Command command) => Turn.Take(facts.View.Record, command, Message.Internal, facts.Policy, facts.Now);

    /// <summary>What differs between the order and what the turn would make of it.</summary>
    private List<Sentence> Effects(string name, OrderState after)
    {
        List<Sentence> effects = [];
        if (after.Status != facts.State.Status)
        {
            effects.Add(_l.Say($"The order becomes {Mark.Strong(Names.Of(after.Status, _l))}.", $"O pedido passa a {Mark.Strong(Names.Of(after.Status, _l))}."));
        }

        foreach (var request in after.Requests)
        {
            var before = facts.State.Find(request.Id);
            if (before is null && request.IsOpen())
            {
                effects.Add(Sentence.Of($"{Upper(Names.Asked(request, _l))}{(request.State == RequestState.Held ? _l[", after what goes before", ", depois do que vem antes"] : "")}."));
            }
            else if (before is not null && before.State != request.State && request.State == RequestState.Superseded)
            {
                effects.Add(_l.Say($"{Upper(Names.Thing(request, _l))} falls away.", $"Não é mais necessária: {Names.Thing(request, _l)}."));
            }
            else if (before is { State: RequestState.Held or RequestState.Waiting } && before.Step != request.Step && request.Step == Step.Read)
            {
                effects.Add(_l.Say($"{Names.The(request.Target, _l)} is read whether it has the order.", $"Pergunta-se se {Names.The(request.Target, _l)} tem o pedido."));
            }
        }

        if (name == DeedNames.Cancel && facts.Id.Channel == Channel.Opabox && after.Status == OrderStatus.Cancelled)
        {
            effects.Add(_l.Say($"OPABOX cannot be told by us: cancel it there too; its status 7 or 8 clears this.", $"Não temos como avisar a OPABOX: cancele lá também; o status 7 ou 8 encerra isto."));
        }

        AddReasons(effects, after);
        return effects.Count > 0 ? effects : [_l.Say($"It is kept on the order’s story.", $"Fica registrado na história do pedido.")];
    }

    private void AddReasons(List<Sentence> effects, OrderState after)
    {
        var (was, will) = (Codes(facts.State), Codes(after));
        foreach (var code in will.Except(was))
        {
            effects.Add(_l.Say($"It will ask for a person: {Reasons.Group(code, _l)}.", $"Vai pedir alguém: {Reasons.Group(code, _l)}."));
        }

        if (was.Count > 0 && will.Count == 0)
        {
            effects.Add(_l.Say($"It needs no person any more.", $"Não precisa mais de ninguém."));
        }
    }

    private static HashSet<string> Codes(OrderState state) => [.. state.Attention.Select(attention => attention.Reason)];

    private static string Upper(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
