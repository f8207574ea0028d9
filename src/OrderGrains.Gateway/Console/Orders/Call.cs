using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>Why the order needs a person.</summary>
/// <param name="Title">Since how long.</param>
/// <param name="Text">What to decide and do.</param>
/// <param name="Said">What the other system said, where that helps; null where nobody said anything.</param>
/// <param name="Reason">The code.</param>
/// <param name="Since">Since when.</param>
/// <param name="Clears">What makes it go.</param>
/// <param name="Others">How many other orders have the same reason; null where that is not known.</param>
/// <param name="OthersPath">Where they are listed.</param>
/// <param name="Also">What else it needs a person for.</param>
public sealed record Call(
    string Title, string Text, Sentence? Said, string Reason, DateTimeOffset Since, string Clears, int? Others, string OthersPath, IReadOnlyList<Sentence> Also)
{
    /// <summary>The call of an order; null where it needs nobody.</summary>
    internal static Call? Of(OrderFacts facts, int? sameReason)
    {
        if (facts.State.Attention is not [var first, .. var others])
        {
            return null;
        }

        var l = facts.L;
        return new(
            facts.Stopped.Count > 0
                ? l[$"Stuck for {facts.Visit.For(first.Since)}", $"Parado há {facts.Visit.For(first.Since)}"]
                : l[$"Needs a person for {facts.Visit.For(first.Since)}", $"Precisa de alguém há {facts.Visit.For(first.Since)}"],
            Reasons.ToDo(first.Reason, l),
            SaidBy(facts, first),
            first.Reason,
            first.Since,
            Reasons.Clears(first.Reason, l),
            sameReason is { } all ? Math.Max(0, all - 1) : null,
            $"{Paths.Person}?reason={first.Reason}&tenant={facts.Id.Tenant}",
            [.. others.Where(other => !(first.Reason == AttentionReason.TellShopper && other.Reason == AttentionReason.PlacementRefused)).Select(other => (Sentence)$"{Mark.Strong(Reasons.Group(other.Reason, l))} {Mark.Code(other.Reason)} · {Reasons.ToDo(other.Reason, l)}")]);
    }

    private static Sentence? SaidBy(OrderFacts facts, Attention attention)
    {
        var l = facts.L;
        if (attention.Reason is AttentionReason.TellShopper or AttentionReason.PlacementRefused && facts.State.Vtex is { Refused: true, RefusalCode: { } code, RefusalMessage: { } message })
        {
            return l.Say($"VTEX’s words: {Mark.Code(code)} {Mark.Quote(HubWords.Once(facts.Masked(message)))}", $"Palavras da VTEX: {Mark.Code(code)} {Mark.Quote(HubWords.Once(facts.Masked(message)))}");
        }

        if (attention.Reason == AttentionReason.RequestParked && facts.Stopped is [var stopped, ..])
        {
            var said = HubWords.Once(facts.Masked(stopped.LastError ?? ""));
            return (Sentence)$"{Names.Call(stopped, l)}: {Mark.Code(stopped.LastCode ?? "?")} {Mark.Quote(said)}";
        }

        return attention.Reason is AttentionReason.PaymentProblem or AttentionReason.GoodsReturned && !l.IsPortuguese
            ? Sentence.Of(AttentionView.Of(attention, facts.Persons).Message)
            : null;
    }
}
