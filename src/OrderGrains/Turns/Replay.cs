using System.Text.Json;

namespace OrderGrains;

/// <summary>Rebuilds an order's record from its log, turn by turn, by the rules as they are in this program.</summary>
public static class Replay
{
    /// <summary>The record after the last turn in the log: its bytes are those of the live one where the rules have not changed since.</summary>
    /// <param name="from">Where to begin: <see cref="OrderRecord.New"/>, or a record of which the log has every later turn.</param>
    /// <param name="log">The order's log, the oldest entry first. Turns that <paramref name="from"/> has taken are passed over.</param>
    /// <param name="policies">The policy of each <see cref="OrderPolicy.Version"/> that the log names, with the key of the customer hashes.</param>
    /// <exception cref="JsonException">An entry is damaged.</exception>
    /// <exception cref="InvalidOperationException">The log has a gap, or a turn changes nothing or fails by the rules of this program.</exception>
    public static OrderRecord Run(OrderRecord from, IEnumerable<LogEntry> log, Func<string, OrderPolicy> policies)
    {
        var record = from;
        foreach (var turn in log.Where(entry => entry.PayloadKind == TurnEntry.Kind).Select(TurnEntry.Of))
        {
            if (turn.Version > record.Version)
            {
                record = Take(record, turn, policies);
            }
        }

        return record;
    }

    private static OrderRecord Take(OrderRecord record, TurnEntry turn, Func<string, OrderPolicy> policies)
    {
        if (turn.Version != record.Version + 1)
        {
            throw new InvalidOperationException($"The log of {record.Id} has no turn of version {record.Version + 1}.");
        }

        var taken = Turn.Take(record with { Repeats = turn.Repeats }, turn.Command, new(turn.Message, default), policies(turn.Settings ?? ""), turn.Now);
        return taken.Changed
            ? taken.Record
            : throw new InvalidOperationException($"The turn of version {turn.Version} of {record.Id} changes nothing any more.");
    }
}
