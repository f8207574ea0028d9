using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>A call that the order owes or owed.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Dots">A class for each attempt, at most twelve.</param>
/// <param name="Attempts">The attempts in words.</param>
/// <param name="Lines">What else to know: the next attempt, the last error.</param>
public sealed record RequestCard(string Name, Shown Standing, IReadOnlyList<string> Dots, Sentence? Attempts, IReadOnlyList<Sentence> Lines)
{
    private const int MostDots = 12;

    /// <summary>The calls of an order: those that stopped first, then what is open, then what is over, the newest first.</summary>
    internal static IReadOnlyList<RequestCard> Of(OrderFacts facts) =>
    [
        .. facts.State.Requests.Select((request, index) => (Request: request, Index: index))
            .OrderBy(one => one.Request.State == RequestState.Parked ? 0 : one.Request.IsOpen() ? 1 : 2)
            .ThenBy(one => one.Request.IsOpen() || one.Request.State == RequestState.Parked ? one.Index : -one.Index)
            .Select(one => Of(facts, one.Request)),
    ];

    private static RequestCard Of(OrderFacts facts, OwedRequest request)
    {
        var l = facts.L;
        var inFlight = facts.View.InFlight.Contains(request.Id);
        var last = facts.Story.LastOrDefault(entry => entry.OperationId == request.Id && entry.Direction == Direction.Out);
        List<Sentence> lines = [];
        if (request.State == RequestState.Parked)
        {
            lines.Add(l.Say($"{Mark.Strong("Next attempt: none")}, until a person retries it", $"{Mark.Strong("Próxima tentativa: nenhuma")}, até alguém tentar de novo"));
        }
        else if (request.State == RequestState.Held)
        {
            lines.Add(HeldFor(facts, request));
        }
        else if (request.IsOpen() && !inFlight)
        {
            lines.Add((Sentence)$"{Mark.Strong(l["Next: ", "A seguir: "])}{NextStep.Call(facts, request)}");
        }

        if (request.LastError is not null || request.LastCode is not null)
        {
            lines.Add(Sentence.Of(HubWords.Failure(request.LastCode is { } code ? facts.Masked(code) : null, facts.Masked(request.LastError ?? ""), l)));
        }

        return new(
            $"{Names.Call(request, l)}{(request.Placement > 1 ? $" {request.Placement}" : "")}",
            Names.Of(request, inFlight, l),
            [.. Enumerable.Range(1, Math.Min(request.Attempts, MostDots)).Select(attempt => Dot(request, attempt == Math.Min(request.Attempts, MostDots)))],
            request.Attempts == 0 ? null : Tries(facts, request, last),
            lines);
    }

    private static Sentence Tries(OrderFacts facts, OwedRequest request, StoryEntry? last)
    {
        var l = facts.L;
        var many = l.Many(request.Attempts, "attempt", "attempts");
        var muitas = l.Many(request.Attempts, "tentativa", "tentativas");
        return last is null ? l.Say($"{many}", $"{muitas}")
            : request.Attempts == 1 ? l.Say($"{many}, {last.At}", $"{muitas}, {last.At}")
            : l.Say($"{many}, the last {last.At}", $"{muitas}, a última {last.At}");
    }

    private static string Dot(OwedRequest request, bool last) => request.State switch
    {
        RequestState.Done when last => "ok",
        RequestState.Parked when last => "p",
        RequestState.AwaitingResult when last => "",
        _ => "x",
    };

    private static Sentence HeldFor(OrderFacts facts, OwedRequest request)
    {
        var l = facts.L;
        return request.Operation == Operation.ApproveOrder && facts.State.Vtex.Integrated
            ? l.Say($"Waits for a person: the order changed after it was placed.", $"Espera alguém: o pedido mudou depois de criado.")
            : l.Say($"Waits for the placement.", $"Espera a criação.");
    }
}
