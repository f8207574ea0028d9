using System.Text.Json;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>What crossed the wire in a turn.</summary>
/// <param name="Kind"><c>received</c>, <c>sent POST /…</c> or <c>answer 200 in 3 ms</c>.</param>
/// <param name="At">When.</param>
/// <param name="Body">The body as it was.</param>
internal sealed record Payload(string Kind, DateTimeOffset At, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether somebody told us.</summary>
    public bool IsReceived => Kind == "received";

    /// <summary>Whether we told somebody.</summary>
    public bool IsSent => Kind.StartsWith("sent", StringComparison.Ordinal);

    /// <summary>Whether it is what a system answered to us.</summary>
    public bool IsAnswer => Kind.StartsWith("answer", StringComparison.Ordinal);
}

/// <summary>One turn of the order as the log has it.</summary>
/// <param name="Number">Its place in the log, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Command">What was asked; null where a newer program wrote it in words that this one does not know.</param>
/// <param name="Entry">The turn as the log has it; empty where it has none.</param>
/// <param name="Payloads">What crossed the wire.</param>
/// <param name="Lines">The lines that it told.</param>
internal sealed record LoggedTurn(int Number, DateTimeOffset At, Command? Command, ReadOnlyMemory<byte> Entry, IReadOnlyList<Payload> Payloads, IReadOnlyList<TimelineLine> Lines);

/// <summary>Reads a log turn by turn: each begins with the entry of a turn, then what crossed the wire, then its lines.</summary>
internal static class LogTurns
{
    /// <summary>The turns, the oldest first.</summary>
    public static IReadOnlyList<LoggedTurn> Of(IReadOnlyList<LogEntry> log)
    {
        List<LoggedTurn> turns = [];
        List<Payload> payloads = [];
        List<TimelineLine> lines = [];
        foreach (var entry in log)
        {
            if (entry.PayloadKind == TurnEntry.Kind || turns.Count == 0)
            {
                (payloads, lines) = ([], []);
                turns.Add(new(turns.Count + 1, entry.At, CommandOf(entry), entry.PayloadKind == TurnEntry.Kind ? entry.Body : default, payloads, lines));
            }

            if (entry.PayloadKind is null)
            {
                if (LineOf(entry) is { } line)
                {
                    lines.Add(line);
                }
            }
            else if (entry.PayloadKind != TurnEntry.Kind)
            {
                payloads.Add(new(entry.PayloadKind, entry.At, entry.Body));
            }
        }

        return turns;
    }

    private static Command? CommandOf(LogEntry entry)
    {
        try
        {
            return entry.PayloadKind == TurnEntry.Kind ? TurnEntry.Of(entry).Command : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static TimelineLine? LineOf(LogEntry entry)
    {
        try
        {
            return entry.Line;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
