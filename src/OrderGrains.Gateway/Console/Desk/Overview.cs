using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Lists;
using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Desk;

/// <summary>The overview's sentences: is it us or them, what needs me, what mends itself.</summary>
internal static class Overview
{
    /// <summary>All of it in a sentence or two.</summary>
    public static string Title(IReadOnlyList<ListGroup> groups, IReadOnlyList<TargetLine> lines, Language l)
    {
        var people = groups.Sum(group => group.Count ?? 0);
        var person = people == 0
            ? l["No order needs a person.", "Nenhum pedido precisa de alguém."]
            : l[$"{l.Many(people, "order needs", "orders need")} a person.", $"{l.Many(people, "pedido precisa", "pedidos precisam")} de alguém."];
        var blocked = lines.Where(line => line.Standing.Sign == Sign.Retry).ToArray();
        return blocked switch
        {
            [] => person,
            [var one] => $"{person} {l[$"{Names.Target(one.Target)} of {one.Tenant} is down; its orders wait safely.", $"{Names.Target(one.Target)} de {one.Tenant} não responde; os pedidos esperam em segurança."]}",
            _ => $"{person} {l[$"{blocked.Length} systems are down; their orders wait safely.", $"{blocked.Length} sistemas não respondem; os pedidos esperam em segurança."]}",
        };
    }

    /// <summary>What matters, a sentence each; one that all is well where nothing does.</summary>
    public static IReadOnlyList<(Sign Sign, Sentence Said)> Verdict(IReadOnlyList<ListGroup> groups, IReadOnlyList<TargetLine> lines, Visit visit)
    {
        var l = visit.L;
        List<(Sign, Sentence)> said = [];
        if (groups.FirstOrDefault(group => Reasons.HasShopperWaiting(group.Code!)) is { Count: { } count } first)
        {
            var since = first.Oldest is { } oldest ? l[$", the first for {visit.For(oldest)}", $", o primeiro há {visit.For(oldest)}"] : "";
            var strong = l.IsPortuguese ? $"{l.Many(count, "cliente espera", "clientes esperam")}: {first.Title}" : $"{l.Many(count, "shopper waits", "shoppers wait")}: {first.Title}";
            said.Add((Sign.Person, l.Say($"{Mark.Strong(strong)}{since}. Begin with those.", $"{Mark.Strong(strong)}{since}. Comece por eles.")));
        }

        foreach (var line in lines.Where(line => line.Standing.Sign is Sign.Retry or Sign.Pause))
        {
            var name = $"{Names.Target(line.Target)} {l["of", "de"]} {line.Tenant}{(line.IsPaused ? l[" is paused", " em pausa"] : "")}";
            var waits = l.Many(line.Queued, l["call waits", "chamada espera"], l["calls wait", "chamadas esperam"]);
            said.Add((line.Standing.Sign, (Sentence)$"{Mark.Strong($"{name}: {waits}")}. {line.Why}."));
        }

        if (said.Count == 0)
        {
            said.Add((Sign.Done, l.Say($"Every system answers. Nothing waits for anybody.", $"Todos os sistemas respondem. Nada espera ninguém.")));
        }

        return said;
    }
}
