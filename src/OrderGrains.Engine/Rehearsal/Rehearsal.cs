namespace OrderGrains.Engine;

/// <summary>
/// Plays what an order was told through the rules of this program under other settings, and compares: which calls it would make, with which bodies, and how it
/// would end (docs/going-live.md, "Rehearse"). Nothing is sent and nothing is written.
/// </summary>
/// <param name="connectors">They make the bodies. They are asked for orders that are only observed, for which they call nobody.</param>
/// <param name="policies">Of the settings that are rehearsed.</param>
/// <param name="until">Time passes for every order up to here.</param>
public sealed class Rehearsal(IEnumerable<IConnector> connectors, IOrderPolicies policies, DateTimeOffset until)
{
    private readonly Dictionary<string, IConnector> _connectors =
        connectors.Where(one => one.Target != Target.Order).ToDictionary(one => one.Target, StringComparer.Ordinal);

    /// <summary>Rehearses an order.</summary>
    /// <param name="stored">Its record as it stands.</param>
    /// <param name="log">Its log, clear, the oldest entry first.</param>
    public async Task<RehearsedOrder> PlayAsync(OrderRecord stored, IReadOnlyList<LogEntry> log)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var turns = LoggedTurn.Of(log);
        if (WhyNot(stored, turns) is { } why)
        {
            return new(stored.Id, why, []);
        }

        var policy = policies.For(stored.Id.Tenant) with { Observes = true };
        var run = new RehearsalRun(stored, policy, _connectors, [.. turns.Select(turn => turn.Turn.Command).OfType<RecordAnswer>()]);
        foreach (var turn in turns)
        {
            await run.TakeAsync(turn).ConfigureAwait(false);
        }

        await run.EndAsync(until).ConfigureAwait(false);
        return new(stored.Id, null, [.. run.Changes, .. Standing(stored, run.Record)]);
    }

    private static string? WhyNot(OrderRecord stored, IReadOnlyList<LoggedTurn> turns) =>
        stored.State.PersonsErased ? "what was known of persons was erased"
        : turns.Count == 0 || turns[0].Turn.Version != 1 ? "its log begins later than the order"
        : turns[^1].Turn.Version != stored.Version || turns.Zip(turns.Skip(1)).Any(pair => pair.Second.Turn.Version != pair.First.Turn.Version + 1) ? "its log has a gap"
        : null;

    /// <summary>How it ended, where that is otherwise.</summary>
    private static IEnumerable<RehearsedChange> Standing(OrderRecord before, OrderRecord after)
    {
        (string Field, Func<OrderState, string?> Of)[] fields =
        [
            ("status", state => state.Status.ToString()),
            ("attention", state => state.Attention is [var first, ..] ? first.Reason : null),
            ("parked", state => Joined(state.Requests.Where(request => request.State == RequestState.Parked).Select(request => $"{RehearsalRun.Name(request)}: {request.LastCode}"))),
        ];
        return fields.Select(field => new RehearsedChange("order", field.Field, field.Of(before.State), field.Of(after.State)))
            .Where(change => change.Before != change.After);
    }

    private static string? Joined(IEnumerable<string> texts) => string.Join("; ", texts) is { Length: > 0 } text ? text : null;
}
