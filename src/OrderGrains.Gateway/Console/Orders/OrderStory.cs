using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>The systems an order goes through, as lanes of its picture from the top.</summary>
public enum Lane
{
    /// <summary>OPABOX.</summary>
    Opabox,

    /// <summary>OmniChat.</summary>
    OmniChat,

    /// <summary>The order in this hub.</summary>
    Hub,

    /// <summary>VTEX.</summary>
    Vtex,

    /// <summary>BonifiQ.</summary>
    BonifiQ,
}

/// <summary>A line of the story.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When.</param>
/// <param name="Operation">The hub's name of it.</param>
/// <param name="OperationId">Whose operation or request it belongs to.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Status">How it ended then.</param>
/// <param name="Message">What was said, masked.</param>
/// <param name="Turn">The turn of the log; null where the log is over.</param>
/// <param name="Attempt">For a call that failed: which attempt it was.</param>
internal sealed record StoryEntry(
    int Number, DateTimeOffset At, string Operation, string? OperationId, Direction Direction, LineStatus Status, string Message, LoggedTurn? Turn, int? Attempt)
{
    /// <summary>The lane that it belongs to.</summary>
    public Lane Lane => Operation switch
    {
        _ when Starts("OPABOX") => Lane.Opabox,
        _ when Starts("OmniChat") || Starts("Cart") => Lane.OmniChat,
        _ when Starts("VTEX") => Lane.Vtex,
        _ when Starts("BonifiQ") => Lane.BonifiQ,
        _ => Lane.Hub,
    };

    /// <summary>Whether a call failed or stopped with it.</summary>
    public bool IsTrouble => Status is LineStatus.Failed or LineStatus.Refused or LineStatus.Parked;

    private bool Starts(string name) => Operation.StartsWith(name, StringComparison.Ordinal);
}

/// <summary>Makes the story: from the log where there is one, else from the record's last lines.</summary>
internal static class OrderStory
{
    /// <summary>Most lines that a page shows: the first and the last of a longer story.</summary>
    public const int Most = 120;

    /// <summary>All lines, the oldest first.</summary>
    public static IReadOnlyList<StoryEntry> Of(OrderFacts facts)
    {
        List<(TimelineLine Line, LoggedTurn? Turn)> lines = [.. facts.Turns.SelectMany(turn => turn.Lines.Select(line => (line, (LoggedTurn?)turn)))];
        if (lines.Count < facts.View.Record.Timeline.Count)
        {
            lines = [.. facts.View.Record.Timeline.Select(line => (line, (LoggedTurn?)null))];
        }

        var attempts = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. lines.Select((one, index) =>
            {
                var line = LineView.Of(one.Line, facts.Persons);
                return new StoryEntry(
                    index + 1, one.Line.At, line.Operation, line.OperationId, line.Direction, line.Status, line.Message, one.Turn, Attempt(attempts, one.Line));
            }),
        ];
    }

    /// <summary>How a line stands now: what waited has ended, what failed has been mended.</summary>
    public static Shown Now(StoryEntry entry, OrderFacts facts)
    {
        var l = facts.L;
        var shown = Names.Of(entry.Status, l);
        var request = entry.OperationId is { } id ? facts.State.Find(id) : null;
        if (entry.Status == LineStatus.Waiting && !(request?.IsOpen() ?? false))
        {
            var ended = facts.Story.FirstOrDefault(later => later.Number > entry.Number && later.Lane == entry.Lane && (later.Direction == Direction.In || later.OperationId == entry.OperationId));
            return new(Sign.Flow, ended is null ? l["Ended", "Encerrada"] : $"{l["Waited", "Esperou"]} {l.Span(ended.At - entry.At)}", Quiet: true);
        }

        return entry.IsTrouble && request is { State: RequestState.Done or RequestState.Superseded } ? shown with { Quiet = true } : shown;
    }

    private static int? Attempt(Dictionary<string, int> attempts, TimelineLine line)
    {
        if (line is not { Direction: Direction.Out, OperationId: { } id } || !(line.Status is LineStatus.Failed or LineStatus.Parked || line.Operation == "VTEX SOI003"))
        {
            return null;
        }

        return attempts[id] = attempts.GetValueOrDefault(id) + 1;
    }
}
