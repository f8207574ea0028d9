using System.Collections.Immutable;

namespace OrderGrains.Cluster;

/// <summary>The turns of a batch of commands, one after another, in memory: what to write and what to answer.</summary>
/// <param name="Record">The record after the last turn.</param>
/// <param name="Changed">Whether there is something to write.</param>
/// <param name="Log">To append along with it.</param>
/// <param name="Receipts">One for each command; null where its turn failed.</param>
/// <param name="Failures">What failed turns threw.</param>
internal sealed record OrderTurns(
    OrderRecord Record, bool Changed, IReadOnlyList<LogEntry> Log, IReadOnlyList<Receipt?> Receipts, IReadOnlyList<Exception> Failures)
{
    /// <summary>Takes the commands in their order.</summary>
    public static OrderTurns Take(OrderRecord record, IReadOnlyList<SentCommand> commands, OrderPolicy policy, EngineClock clock)
    {
        var log = ImmutableArray.CreateBuilder<LogEntry>();
        var receipts = new List<Receipt?>(commands.Count);
        var failures = new List<Exception>();
        var changed = false;
        foreach (var command in commands)
        {
            var now = clock.Now();
            try
            {
                var turn = Turn.Take(record, command.Command, command.Message, policy, now > record.ChangedAt ? now : record.ChangedAt);
                record = turn.Record;
                changed |= turn.Changed;
                log.AddRange(turn.Log);
                receipts.Add(turn.Receipt);
            }
            catch (Exception exception)
            {
                failures.Add(exception); // A mistake in the rules: the command is not taken, the others are.
                receipts.Add(null);
            }
        }

        return new(record, changed, log.ToImmutable(), receipts, failures);
    }
}
