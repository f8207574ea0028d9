using OrderGrains.Gateway.Console.Orders;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Lists;

/// <summary>Makes rows of heads: reads each order once, a few at a time.</summary>
internal sealed class ListRows(IOrderEngine engine, ITargets targets)
{
    private const int AtOnce = 8;

    /// <summary>The rows, in the heads' order; one whose order has gone meanwhile is left out.</summary>
    public async Task<IReadOnlyList<ListRow>> OfAsync(IReadOnlyList<RecordHead> heads, Language l, CancellationToken cancellationToken)
    {
        List<ListRow> rows = [];
        var conditions = targets.Conditions();
        foreach (var some in heads.Chunk(AtOnce))
        {
            var views = await Task.WhenAll(some.Select(head => engine.ReadAsync(OrderId.Parse(head.Id), cancellationToken)));
            rows.AddRange(views.OfType<OrderView>().Select(view => Of(view, conditions, l)));
        }

        return rows;
    }

    private static ListRow Of(OrderView view, IReadOnlyList<TargetCondition> conditions, Language l)
    {
        var (record, state) = (view.Record, view.Record.State);
        var call = state.Requests.FirstOrDefault(request => request.State == RequestState.Parked)
            ?? state.Requests.FirstOrDefault(OrderFacts.IsRetrying)
            ?? state.Requests.FirstOrDefault(request => request.State == RequestState.AwaitingResult)
            ?? state.Requests.FirstOrDefault(request => request.IsOpen());
        var persons = KnownPersons.Of(state.Content, state.Vtex.Earlier);
        var total = state.Content is { } content ? content.Total ?? Amounts.Total(content) : (decimal?)null;
        string?[] numbers = [state.Vtex.OrderId, state.Content?.Sale.Number is { } number ? persons.Mask(number) : null];
        return new(
            record.Id,
            Names.Of(state.Status, l),
            call is null ? null : Names.Call(call, l),
            call is not null ? Names.Of(call, view.InFlight.Contains(call.Id), l)
                : state.Attention.Length > 0 ? new(Sign.Person, l["Needs a person", "Precisa de alguém"])
                : StatusTable.IsFinal(state.Status) ? new(Sign.Done, l["Settled", "Encerrado"], Quiet: true)
                : new(Sign.Flow, l["Under way", "Em andamento"], Quiet: true),
            Said(state, call, persons, l),
            total is { } reais ? l.Reais(reais) : null,
            call?.Attempts,
            call is { State: RequestState.Waiting or RequestState.AwaitingResult } ? Due(call, conditions.FirstOrDefault(one => one.Target == call.Target && one.Tenant == record.Id.Tenant)) : null,
            state.Attention is [var first, ..] ? first.Since : call?.QueuedAt,
            record.ChangedAt,
            string.Join(" · ", numbers.OfType<string>()) is { Length: > 0 } text ? text : null);
    }

    /// <summary>When a call goes out: when it is due, or when what holds its target back ends; null while an operator holds it.</summary>
    private static DateTimeOffset? Due(OwedRequest call, TargetCondition? target) =>
        target?.PausedBy is not null ? null : target?.BlockedUntil > call.DueAt ? target.BlockedUntil : call.DueAt;

    private static string? Said(OrderState state, OwedRequest? call, KnownPersons persons, Language l) =>
        state.Vtex is { Refused: true, RefusalCode: { } code, RefusalMessage: var message } && state.Attention.Length > 0
            ? HubWords.Failure(persons.Mask(code), persons.Mask(message ?? ""), l)
        : call is { LastCode: { } last } ? HubWords.Failure(persons.Mask(last), persons.Mask(call.LastError ?? ""), l)
        : state.Attention is [var first, ..] ? Reasons.ToDo(first.Reason, l)
        : null;
}
