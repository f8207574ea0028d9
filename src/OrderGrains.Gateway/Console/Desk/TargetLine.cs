using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Desk;

/// <summary>A system that is called, as a lane.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Target">Its name.</param>
/// <param name="Standing">Serving, blocked or paused.</param>
/// <param name="Why">Why, and until when; empty where it serves.</param>
/// <param name="Queued">What is due and waits.</param>
/// <param name="InFlight">What is being sent.</param>
/// <param name="IsPaused">Whether an operator paused it.</param>
/// <param name="LastError">What the last failure said; null where it has answered since.</param>
/// <param name="Note">What a pause of it means.</param>
public sealed record TargetLine(
    string Tenant, string Target, Shown Standing, Sentence Why, int Queued, int InFlight, bool IsPaused, Sentence? LastError, string Note)
{
    /// <summary>The lane of a target.</summary>
    internal static TargetLine Of(TargetCondition condition, Visit visit)
    {
        var (l, row) = (visit.L, TargetRow.Of(condition));
        Shown standing = row.State switch
        {
            "Paused" => new(Sign.Pause, l["Paused", "Em pausa"]),
            "Blocked" => new(Sign.Retry, l["Blocked", "Bloqueado"]),
            _ => new(Sign.Done, l["Serving", "Atendendo"], Quiet: true),
        };
        return new(
            condition.Tenant,
            condition.Target,
            standing,
            WhyOf(condition, row.State, visit),
            condition.Queued,
            condition.InFlight,
            condition.PausedBy is not null,
            condition.LastError is { } error ? LastErrorOf(HubWords.Failure(error, l), condition.LastErrorAt) : null,
            Meaning(condition.Target, l));
    }

    private static Sentence LastErrorOf(string error, DateTimeOffset? at) => at is { } time ? (Sentence)$"{error}, {time}" : Sentence.Of(error);

    private static Sentence WhyOf(TargetCondition condition, string state, Visit visit)
    {
        var l = visit.L;
        Sentence since = condition.Since is { } at ? l.Say($" since {at}", $" desde {at}") : new();
        switch (state)
        {
            case "Paused":
                return l.Say($"By {condition.PausedBy}{since}", $"Por {condition.PausedBy}{since}");
            case "Blocked":
                var why = HubWords.Block(condition, l);
                return condition.BlockedUntil is { } until && until > visit.Now
                    ? l.Say($"{why}{since}. Next probe {Mark.Until(until)}, {until}", $"{why}{since}. Próximo teste {Mark.Until(until)}, {until}")
                    : l.Say($"{why}{since}. The next call that is due is the probe", $"{why}{since}. A próxima chamada é o teste");
            default:
                return new();
        }
    }

    private static string Meaning(string target, Language l) => OrderGrains.Target.KindOf(target) switch
    {
        OrderGrains.Target.Vtex => l["Orders wait to be placed, approved and cancelled; none parks for it.", "Pedidos esperam para ser criados, aprovados e cancelados; nenhum para por isso."],
        OrderGrains.Target.VtexSimulation => l["The checker answers carts without asking for stock and freight.", "A conferência responde carrinhos sem perguntar estoque e frete."],
        OrderGrains.Target.OmniChat => l["Salespeople hear later how their orders get on.", "Os vendedores sabem mais tarde como vão os pedidos."],
        OrderGrains.Target.BonifiQ => l["Points come later; no order is held up.", "Os pontos vêm depois; nenhum pedido fica preso."],
        _ => l["Linked OPABOX orders hand their statuses on later.", "Pedidos da OPABOX vinculados repassam o status depois."],
    };
}
