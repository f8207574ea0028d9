using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>What the checker answered to one state of the chat's cart.</summary>
/// <param name="At">When.</param>
/// <param name="Result">In a word.</param>
/// <param name="Counts">How many errors and notices, and how fast.</param>
/// <param name="Said">What the salesperson read, in Portuguese; null where there was nothing to read.</param>
/// <param name="Note">What else to know; null for nothing.</param>
public sealed record CartCheck(DateTimeOffset At, Shown Result, string Counts, string? Said, string? Note)
{
    private const int Most = 8;

    /// <summary>The last answers, the newest first; empty for an order that was no chat cart, and where the log is over.</summary>
    internal static IReadOnlyList<CartCheck> Of(OrderFacts facts) =>
        [.. facts.Turns.Where(turn => turn.Command is RecordCheck).TakeLast(Most).Reverse().Select(turn => Of(facts, turn.At, (RecordCheck)turn.Command!))];

    private static CartCheck Of(OrderFacts facts, DateTimeOffset at, RecordCheck check)
    {
        var l = facts.L;
        Shown result = check.Blocked ? new(Sign.Person, l["Blocked", "Bloqueado"])
            : check.Errors > 0 ? new(Sign.Retry, l["Objected", "Com erro"])
            : check.Infos > 0 ? new(Sign.Flow, l["Noticed", "Com aviso"], Quiet: true)
            : new(Sign.Done, l["Nothing to object", "Nada a objetar"], Quiet: true);
        var counts = $"{l.Many(check.Errors, l["error", "erro"], l["errors", "erros"])}, {l.Many(check.Infos, l["notice", "aviso"], l["notices", "avisos"])} · {l.Span(check.Elapsed)}";
        return new(at, result, counts, check.Said is { } said ? facts.Masked(said) : null, check.Note is { } note ? facts.Masked(note) : null);
    }
}
