using System.Collections.Immutable;

namespace OrderGrains.Embedded.Mailboxes;

/// <summary>The turns of all commands that waited for an order, one after another, in memory: what to write and what to answer.</summary>
/// <param name="Record">The record after the last turn.</param>
/// <param name="Changed">Whether there is something to write.</param>
/// <param name="Log">To append along with it.</param>
/// <param name="Answers">One for each command: a receipt, or why its turn failed.</param>
internal sealed record TurnBatch(
    OrderRecord Record, bool Changed, IReadOnlyList<LogEntry> Log, IReadOnlyList<(Receipt? Receipt, Exception? Failure)> Answers)
{
    /// <summary>Takes the commands in the order in which they came.</summary>
    public static TurnBatch Take(OrderRecord record, IReadOnlyList<WaitingCommand> commands, OrderPolicy policy, EngineClock clock, TakeTurn take)
    {
        ImmutableArray<LogEntry> log = [];
        var answers = new (Receipt?, Exception?)[commands.Count];
        var changed = false;
        for (var index = 0; index < answers.Length; index++)
        {
            var command = commands[index];
            var now = clock.Now();
            try
            {
                var turn = take(record, command.Command, command.Message, policy, now > record.ChangedAt ? now : record.ChangedAt);
                record = turn.Record;
                changed |= turn.Changed;
                log = log.IsEmpty ? turn.Log : log.AddRange(turn.Log);
                answers[index] = (turn.Receipt, null);
            }
            catch (Exception exception)
            {
                answers[index] = (null, exception); // A mistake in the rules: the command is not taken, the others are.
            }
        }

        return new(record, changed, log, answers);
    }
}
