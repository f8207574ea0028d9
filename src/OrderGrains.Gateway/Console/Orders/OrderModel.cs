using OrderGrains.Gateway.Console.Words;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>A line of the story as the page shows it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When.</param>
/// <param name="Operation">What.</param>
/// <param name="OperationId">Whose.</param>
/// <param name="Message">What was said.</param>
/// <param name="Direction">From whom to whom.</param>
/// <param name="Contents">The contents that the log has: their names and sizes.</param>
/// <param name="Turn">Where they are shown; null where the log is over.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Told">Whether somebody told us.</param>
public sealed record StoryRow(
    int Number, DateTimeOffset At, string Operation, string? OperationId, Sentence Message, string Direction,
    IReadOnlyList<(string Name, string Size)> Contents, string? Turn, Shown Standing, bool Told);

/// <summary>Everything that an order's page shows.</summary>
public sealed class OrderModel
{
    internal OrderModel(OrderFacts facts, int? sameReason)
    {
        var l = facts.L;
        (Id, Facts) = (facts.Id, facts);
        Verdict = Verdict.Of(facts);
        Call = Call.Of(facts, sameReason);
        Strip = Cell.Of(facts);
        Life = Life.Of(facts);
        Requests = RequestCard.Of(facts);
        Bought = Orders.Bought.Of(facts);
        Deeds = facts.Visit is { MayAct: true, Name: { } name } ? new Deeds(facts, name).All() : [];
        Checks = CartCheck.Of(facts);
        Story = StoryRows.Of(facts);
        Folded = facts.Story.Count - Story.Count;
        Trio = PayloadTrio.OfOrder(facts);
        StoryNote = $"{l.Many(facts.Story.Count, l["line", "linha"], l["lines", "linhas"])}{(facts.View.Record.Repeats > 0 ? $", {l.Many(facts.View.Record.Repeats, l["repeat", "repetição"], l["repeats", "repetições"])}" : "")}";
        RequestsNote = Counted(facts);
    }

    /// <summary>The order.</summary>
    public OrderId Id { get; }

    /// <summary>Why what was just asked was not done; null where nothing was refused.</summary>
    public string? Refusal { get; init; }

    /// <summary>In words.</summary>
    public Verdict Verdict { get; }

    /// <summary>Why it needs a person.</summary>
    public Call? Call { get; }

    /// <summary>The five systems.</summary>
    public IReadOnlyList<Cell> Strip { get; }

    /// <summary>Its calls.</summary>
    public IReadOnlyList<RequestCard> Requests { get; }

    /// <summary>How many of them stand how.</summary>
    public string RequestsNote { get; }

    /// <summary>What was bought.</summary>
    public IReadOnlyList<BoughtRow> Bought { get; }

    /// <summary>What may be done.</summary>
    public IReadOnlyList<Deed> Deeds { get; }

    /// <summary>What the checker answered.</summary>
    public IReadOnlyList<CartCheck> Checks { get; }

    /// <summary>The story.</summary>
    public IReadOnlyList<StoryRow> Story { get; }

    /// <summary>Lines of it that are not shown.</summary>
    public int Folded { get; }

    /// <summary>How long it is.</summary>
    public string StoryNote { get; }

    /// <summary>What crossed the wire for the placement; null where the log has none.</summary>
    public PayloadTrio? Trio { get; }

    internal Life Life { get; }

    internal OrderFacts Facts { get; }

    private static string Counted(OrderFacts facts)
    {
        var l = facts.L;
        string[] parts =
        [
            .. facts.Stopped.Count > 0 ? [$"{facts.Stopped.Count} {l["parked", "parada(s)"]}"] : (string[])[],
            .. facts.Open.Count > 0 ? [$"{facts.Open.Count} {l["open", "em aberto"]}"] : (string[])[],
            .. facts.State.Requests.Count(request => request.State == RequestState.Done) is > 0 and var done ? [$"{done} {l["done", "feita(s)"]}"] : (string[])[],
        ];
        return parts.Length == 0 ? l["none yet", "nenhuma ainda"] : string.Join(", ", parts);
    }
}

/// <summary>What crossed the wire in one turn of an order.</summary>
/// <param name="Id">The order.</param>
/// <param name="Trio">The bodies.</param>
public sealed record TurnModel(OrderId Id, PayloadTrio Trio);

/// <summary>Makes the rows of the story.</summary>
internal static class StoryRows
{
    private const int First = 10;

    /// <summary>The rows: all, or the first and the last of a long story.</summary>
    public static IReadOnlyList<StoryRow> Of(OrderFacts facts) =>
    [
        .. (facts.Story.Count <= OrderStory.Most ? facts.Story : [.. facts.Story.Take(First), .. facts.Story.TakeLast(OrderStory.Most - First)]).Select(entry => Of(facts, entry)),
    ];

    private static StoryRow Of(OrderFacts facts, StoryEntry entry)
    {
        var l = facts.L;
        var message = HubWords.Of(entry.Message, l);
        return new(
            entry.Number,
            entry.At,
            HubWords.Operation(entry.Operation, l),
            entry.OperationId,
            entry.Attempt is { } attempt && (attempt > 1 || entry.Status == LineStatus.Failed) ? l.Say($"Attempt {attempt}: {message}", $"Tentativa {attempt}: {message}") : message,
            DirectionOf(facts, entry),
            entry.Turn is { } turn ? [.. Contents(turn, l)] : [],
            entry.Turn is { Payloads.Count: > 0 } shown ? Layout.Paths.Payloads(facts.Id, shown.Number) : null,
            OrderStory.Now(entry, facts),
            entry.Direction == Direction.In);
    }

    private static string DirectionOf(OrderFacts facts, StoryEntry entry)
    {
        var l = facts.L;
        var system = entry.Lane switch { Lane.Opabox => "OPABOX", Lane.OmniChat => "OmniChat", Lane.Vtex => "VTEX", Lane.BonifiQ => "BonifiQ", _ => null };
        return entry.Direction switch
        {
            Direction.In when system is not null => $"{system} → hub",
            Direction.Out when system is not null => $"hub → {system}",
            _ when entry.Operation.StartsWith("operator ", StringComparison.Ordinal) => l["operator → hub", "operador → hub"],
            Direction.In when entry.Operation.Contains(" by ", StringComparison.Ordinal) || entry.Operation == "Replace" => l["operator → hub", "operador → hub"],
            Direction.In => $"{facts.Sender} → hub",
            _ => l["the hub itself", "o próprio hub"],
        };
    }

    /// <summary>VTEX's three: content source, translated, destination.</summary>
    private static IEnumerable<(string Name, string Size)> Contents(LoggedTurn turn, Language l)
    {
        foreach (var payload in turn.Payloads)
        {
            if (payload.IsReceived)
            {
                yield return (l["source", "origem"], l.Size(payload.Body.Length));
                yield return (l["translated", "traduzido"], l.Size(turn.Entry.Length));
            }
            else if (payload.IsSent)
            {
                yield return (l["translated", "traduzido"], l.Size(payload.Body.Length));
            }
            else if (payload is { IsAnswer: true, Body.Length: > 0 })
            {
                yield return (l["destination", "destino"], l.Size(payload.Body.Length));
            }
        }
    }
}
