using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>Turns that get something wrong on purpose.</summary>
internal static class Bugs
{
    public static TakeTurn TurnOf(Bug bug) => bug switch
    {
        Bug.NoDuplicateCheck => (record, command, message, policy, now) =>
            Turn.Take(record with { Seen = default }, command, message, policy, now),
        Bug.StaleStatusApplied => ApplyStale,
        Bug.RetryForgetsItsId => ForgetId,
        Bug.ToldToChatTwice => TellChatAgain,
        Bug.FirstPlacementRead => ReadFirst,
        _ => Turn.Take,
    };

    private static TurnResult ApplyStale(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now)
    {
        var turn = Turn.Take(record, command, message, policy, now);
        return turn.Receipt.Outcome == Outcome.Stale && command is ReportOpaboxStatus report
            ? turn with { Record = turn.Record with { State = turn.Record.State with { Status = StatusTable.FromOpabox(report.Status)!.Value } } }
            : turn;
    }

    private static TurnResult TellChatAgain(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now)
    {
        var state = record.State;
        var forgot = command is ReplaceOrder or ReportChatStatus { Status: "PAID" } ? state with { OmniChat = state.OmniChat with { Queued = null } } : state;
        return Turn.Take(record with { State = forgot }, command, message, policy, now);
    }

    private static TurnResult ForgetId(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now)
    {
        var turn = Turn.Take(record, command, message, policy, now);
        if (command is not RecordAnswer answer || turn.Record.State.Find(answer.RequestId) is not { State: RequestState.Waiting, Step: Step.Send } again)
        {
            return turn;
        }

        var state = turn.Record.State;
        var forgot = again with { Id = Message.RequestId(record.Id, state.Epoch, again.Operation) };
        return turn with { Record = turn.Record with { State = state.With(again.Id, _ => forgot) } };
    }

    private static TurnResult ReadFirst(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now)
    {
        var turn = Turn.Take(record, command, message, policy, now);
        var state = turn.Record.State;
        return state.Latest(Operation.PlaceOrder) is { State: RequestState.Waiting, Attempts: 0 } first && record.State.Find(first.Id) is null
            ? turn with { Record = turn.Record with { State = state.With(first.Id, request => request with { Step = Step.Read }) } }
            : turn;
    }
}

/// <summary>Answers commands as soon as their turn was taken, before the write: a mistake that is put in on purpose.</summary>
internal sealed class EarlyAnswers(TakeTurn turn)
{
    private readonly Dictionary<Command, TaskCompletionSource<OrderAnswer>> _early = new(ReferenceEqualityComparer.Instance);

    public TurnResult Take(OrderRecord record, Command command, Message message, OrderPolicy policy, DateTimeOffset now)
    {
        var result = turn(record, command, message, policy, now);
        if (_early.Remove(command, out var early))
        {
            early.TrySetResult(new(result.Receipt));
        }

        return result;
    }

    /// <summary>The answer of the turn, or of the order where that comes first.</summary>
    public async Task<OrderAnswer> FirstAsync(Command command, Func<Task<OrderAnswer>> take)
    {
        var early = _early[command] = new();
        return await await Task.WhenAny(early.Task, take());
    }
}
