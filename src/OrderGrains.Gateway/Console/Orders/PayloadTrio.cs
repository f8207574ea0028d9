using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Webhooks;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>A line of a body, and whether it differs from the body that it is compared with.</summary>
/// <param name="Text">The line.</param>
/// <param name="Change">1: only here; −1: only in the one before; 0: in both.</param>
public sealed record PayloadLine(string Text, int Change);

/// <summary>A body, masked.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Sub">Where and when it went, how large it is, and what it is compared with.</param>
/// <param name="Lines">Its lines; null where it is no JSON.</param>
public sealed record PayloadColumn(string Title, Sentence Sub, IReadOnlyList<PayloadLine>? Lines);

/// <summary>What was received, how the hub understood it, and what it sent for that, side by side.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Columns">The bodies.</param>
public sealed record PayloadTrio(string Title, IReadOnlyList<PayloadColumn> Columns)
{
    private const string Placement = "POST /api/order-integration/orders";

    /// <summary>Of the last placement, else of what was received last; null where the log has nothing.</summary>
    internal static PayloadTrio? OfOrder(OrderFacts facts)
    {
        var l = facts.L;
        var sent = facts.Turns.Where(turn => turn.Payloads.Any(IsPlacement)).ToArray();
        var until = sent.Length > 0 ? sent[^1].Number : int.MaxValue;
        var received = facts.Turns.Where(turn => turn.Number < until && turn.Payloads.Any(payload => payload.IsReceived)
            && turn.Command is ReportOpaboxStatus or AskProvisioning or EditCart).ToArray();
        if (received.Length == 0)
        {
            return null;
        }

        List<PayloadColumn> columns = [.. Told(facts, received[^1], received.Length > 1 ? received[^2] : null)];
        if (sent.Length > 0)
        {
            columns.Add(Sent(facts, sent[^1], sent.Length > 1 ? sent[^2] : null, sent[^1].Payloads.First(IsPlacement)));
        }

        return new(sent.Length > 0 ? l["for the placement in VTEX", "para a criação na VTEX"] : l["what was told last", "o que foi dito por último"], columns);
    }

    /// <summary>Of one turn.</summary>
    internal static PayloadTrio OfTurn(OrderFacts facts, LoggedTurn turn)
    {
        var l = facts.L;
        List<PayloadColumn> columns = [];
        foreach (var payload in turn.Payloads)
        {
            var earlier = facts.Turns.Where(other => other.Number < turn.Number).LastOrDefault(other => other.Payloads.Any(one => one.Kind == payload.Kind));
            if (payload.IsReceived)
            {
                columns.AddRange(Told(facts, turn, earlier));
            }
            else if (payload.IsSent)
            {
                columns.Add(Sent(facts, turn, earlier, payload));
            }
            else if (payload.Body.Length > 0)
            {
                columns.Add(Column(facts, l["Answered to us", "Resposta recebida"], l.Say($"{payload.Kind} · {l.Size(payload.Body.Length)}", $"{payload.Kind} · {l.Size(payload.Body.Length)}"), payload.Body, null));
            }
        }

        return new(string.Join(", ", turn.Lines.Select(line => HubWords.Operation(facts.Masked(line.Operation), l))), columns);
    }

    private static bool IsPlacement(Payload payload) => payload.IsSent && payload.Kind.Contains(Placement, StringComparison.Ordinal);

    private static IEnumerable<PayloadColumn> Told(OrderFacts facts, LoggedTurn turn, LoggedTurn? earlier)
    {
        var l = facts.L;
        var body = turn.Payloads.First(payload => payload.IsReceived);
        var before = earlier?.Payloads.FirstOrDefault(payload => payload.IsReceived);
        var from = turn.Command is ReportVtexResult or ReportVtexInvoice or ReportVtexProgress or ReportVtexState ? l["VTEX", "da VTEX"] : l[facts.Sender, facts.Id.Channel == Channel.Opabox ? "da OPABOX" : "do OmniChat"];
        yield return Column(facts, l[$"Received from {from}", $"Recebido {from}"], l.Say($"{turn.At} · {l.Size(body.Body.Length)}", $"{turn.At} · {l.Size(body.Body.Length)}"), body.Body, before?.Body, earlier?.At);
        if (!turn.Entry.IsEmpty)
        {
            yield return Column(facts, l["Translated: the command", "Traduzido: o comando"], l.Say($"as the log keeps it · {l.Size(turn.Entry.Length)}", $"como o log o guarda · {l.Size(turn.Entry.Length)}"), turn.Entry, null);
        }
    }

    private static PayloadColumn Sent(OrderFacts facts, LoggedTurn turn, LoggedTurn? earlier, Payload payload)
    {
        var l = facts.L;
        var answer = turn.Payloads.FirstOrDefault(other => other.IsAnswer)?.Kind ?? "";
        var before = earlier?.Payloads.FirstOrDefault(other => other.Kind == payload.Kind);
        return Column(facts, l["Sent by the hub", "Enviado pelo hub"], (Sentence)$"{payload.Kind["sent ".Length..]} · {turn.At} · {answer}", payload.Body, before?.Body, earlier?.At);
    }

    private static PayloadColumn Column(
        OrderFacts facts, string title, Sentence sub, ReadOnlyMemory<byte> body, ReadOnlyMemory<byte>? before, DateTimeOffset? beforeAt = null)
    {
        var now = MaskedJson.OfOrder(body, facts.Persons)?.Split('\n');
        var old = before is { } earlier ? MaskedJson.OfOrder(earlier, facts.Persons)?.Split('\n') : null;
        if (now is not null && old is not null && beforeAt is { } at)
        {
            sub = facts.L.Say($"{sub} · marked: what differs from {at}", $"{sub} · marcado: o que difere de {at}");
        }

        return new(title, sub, now is null ? null : old is null ? [.. now.Select(line => new PayloadLine(line, 0))] : LineDifference.Of(old, now));
    }
}

/// <summary>Which lines differ between two bodies: the longest common run of lines stays unmarked.</summary>
internal static class LineDifference
{
    private const int Most = 600; // Lines; longer bodies are shown unmarked.

    /// <summary>The later lines with those that are gone between them.</summary>
    public static IReadOnlyList<PayloadLine> Of(string[] before, string[] after)
    {
        if (before.Length > Most || after.Length > Most)
        {
            return [.. after.Select(line => new PayloadLine(line, 0))];
        }

        var common = new int[before.Length + 1, after.Length + 1];
        for (var old = before.Length - 1; old >= 0; old--)
        {
            for (var now = after.Length - 1; now >= 0; now--)
            {
                common[old, now] = before[old] == after[now] ? common[old + 1, now + 1] + 1 : Math.Max(common[old + 1, now], common[old, now + 1]);
            }
        }

        List<PayloadLine> lines = [];
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                lines.Add(new(after[j++], 0));
                i++;
            }
            else if (i < before.Length && (j == after.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new(before[i++], -1));
            }
            else
            {
                lines.Add(new(after[j++], 1));
            }
        }

        return lines;
    }
}
