using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>The turns of commands that waited for one order, one after another, in memory: what to write and what to answer.</summary>
/// <param name="Record">The record after the last turn.</param>
/// <param name="Changed">Whether there is something to write.</param>
/// <param name="Removed">Whether the last turn removes the order; it is then the only one that changes anything.</param>
/// <param name="Log">To append along with it.</param>
/// <param name="Answers">One for each command that was taken, in their order; fewer than there were where one of them removes the order.</param>
internal sealed record TurnBatch(OrderRecord Record, bool Changed, bool Removed, IReadOnlyList<LogEntry> Log, IReadOnlyList<OrderAnswer> Answers)
{
    /// <summary>Whether all that the log has so far is to go.</summary>
    public bool ClearsLog { get; init; }

    /// <summary>Takes commands in the order in which they came, up to one that removes the order.</summary>
    public static TurnBatch Take(OrderRecord record, ReadOnlySpan<WaitingCommand> commands, OrderParts parts)
    {
        var policy = parts.PolicyOf(record.Id.Tenant);
        List<LogEntry>? log = null;
        var answers = new List<OrderAnswer>(commands.Length);
        var (changed, removed, clears) = (false, false, false);
        foreach (var command in commands)
        {
            try
            {
                var turn = parts.Turn(record, ByOwnClock(command.Command, parts.Clock), command.Message, policy, parts.Clock.Now());
                if (turn.Removed && changed)
                {
                    break; // What came before it is written first.
                }

                (record, changed, removed) = (turn.Record, changed | turn.Changed, turn.Removed);
                if (turn.ClearsLog)
                {
                    log?.Clear(); // What came in the same write too.
                    clears = true;
                }

                (log ??= new(turn.Log.Length)).AddRange(turn.Log);
                answers.Add(new(turn.Receipt));
            }
            catch (Exception exception)
            {
                // A mistake in the rules: the command is not taken, the others are.
                parts.Log.LogError(exception, "A turn of {Order} failed on a {Command}", record.Id, command.Command.GetType().Name);
                answers.Add(OrderAnswer.Failed);
            }

            if (removed)
            {
                break;
            }
        }

        return new(record, changed, removed, log ?? [], answers) { ClearsLog = clears };
    }

    /// <summary>Whoever wakes the order went by its own silo's clock. The turn goes by this one's, which may be doubtful: then nothing ages.</summary>
    private static Command ByOwnClock(Command command, HubClock clock) => command is Wake { InDoubt: false } && clock.IsDoubtful ? new Wake(InDoubt: true) : command;
}
